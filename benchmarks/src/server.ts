import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { answerTo } from './answers.ts';

/** Starts a server that answers with prepared bytes, in a process of its own so that its work is not counted. */
export async function startServer(): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = spawn(process.execPath, [import.meta.filename], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(server.stdout, 'data');
  return { url: String(line).trim(), stop: () => server.stdin.end() };
}

/** Prints its address and ends when its input is closed. */
function serve(): void {
  const prepared = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const key = `${request.method} ${request.url}`;
    const body = prepared.get(key) ?? Buffer.from(answerTo(request.method ?? '', request.url ?? ''));
    prepared.set(key, body);
    request.resume();
    request.on('end', () => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
        .end(body);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address) console.log(`http://127.0.0.1:${address.port}`);
  });
  process.stdin.resume().on('end', () => process.exit());
}

if (import.meta.main) serve();
