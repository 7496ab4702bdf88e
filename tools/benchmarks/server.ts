/**
 * A server that answers with prepared bytes, in a process of its own so that its work is not counted.
 * It prints its address and ends when its input is closed.
 */
import { createServer } from 'node:http';
import { answerTo } from './answers.ts';

const prepared = new Map<string, Buffer>();

const server = createServer((request, response) => {
  const key = `${request.method} ${request.url}`;
  const body = prepared.get(key) ?? Buffer.from(answerTo(request.method ?? '', request.url ?? ''));
  prepared.set(key, body);
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) console.log(`http://127.0.0.1:${address.port}`);
});
process.stdin.resume().on('end', () => process.exit());
