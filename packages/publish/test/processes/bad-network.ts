import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
// oxlint-disable-next-line tests/no-real-sleep -- a network delays what real processes send
import { setTimeout as wait } from 'node:timers/promises';
import type { Draw } from '../worlds/draw.ts';

/** What can happen to a request on its way. */
const common = [
  'lost before the effect',
  'lost after the effect',
  'answer cut in the middle',
  'slow to get there',
  'slow to come back',
  'late: lost, with the effect later',
  'doubled',
  'doubled, the second late',
  'doubled, answered to the second',
] as const;
const rare = [
  'slower than anybody waits',
  'sender killed before the effect',
  'sender killed after the effect',
] as const;

/** How bad a network is. All times are real. */
export interface BadNetworkOptions {
  readonly draw: Draw;
  /** The port on this machine to which it leads. */
  readonly port: number;
  /** How many milliseconds a request can be on its way. */
  readonly longest: number;
  readonly kill: (worker: string) => void;
  readonly heard: (fault: string) => void;
}

export interface BadNetwork {
  readonly url: string;
  /** From now on every request arrives, once and at once. Resolves when those that are late have arrived. */
  readonly calmDown: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One request of HTTP/1.1, as the bytes that arrived. */
interface Sent {
  readonly head: string;
  readonly body: Buffer;
}

/**
 * A TCP proxy that loses, cuts, delays and doubles, with one request on each connection. It tells the server when a request
 * was sent (`x-sent`) and whether it can make a post live (`x-decisive`).
 */
export async function openBadNetwork(options: BadNetworkOptions): Promise<BadNetwork> {
  const { draw, heard, kill, longest, port } = options;
  let isCalm = false;
  const onTheirWay = new Set<Promise<unknown>>();

  const pass = (request: Buffer): Promise<Buffer> => {
    const answer = exchange(port, request);
    onTheirWay.add(answer);
    void answer.finally(() => onTheirWay.delete(answer)).catch(() => {});
    return answer;
  };
  const later = (request: Buffer): void => {
    const arrival = wait(draw.upTo(longest)).then(() => pass(request));
    onTheirWay.add(arrival);
    void arrival.finally(() => onTheirWay.delete(arrival)).catch(() => {});
  };

  const carry = async (client: Socket): Promise<void> => {
    const sent = await readRequest(client);
    if (sent === undefined) return;
    const isAtOnce =
      / \S+\/repost\b/.test(sent.head) || new URLSearchParams(String(sent.body)).has('auto_publish_text');
    const isDecisive = isAtOnce || / \S+\/threads_publish\b/.test(sent.head);
    const request = marked(sent, isDecisive);
    const fault =
      !isCalm && draw.onceIn(isDecisive ? 3 : 7) ? draw.oneOf(draw.onceIn(8) ? rare : common) : undefined;
    // What has no container is made twice by a network that doubles it.
    if (fault === undefined || (isAtOnce && fault.startsWith('doubled')))
      return void client.end(await pass(request));
    heard(`${isDecisive ? 'to publish' : sent.head.startsWith('POST') ? 'to create' : 'a look'}: ${fault}`);
    const [, worker = ''] = /^x-worker: (.*)$/im.exec(sent.head) ?? [];
    switch (fault) {
      case 'lost before the effect':
        return void client.resetAndDestroy();
      case 'lost after the effect':
        await pass(request);
        return void client.destroy();
      case 'answer cut in the middle': {
        const answer = await pass(request);
        client.write(answer.subarray(0, draw.upTo(answer.length - 1)));
        await wait(5);
        return void client.resetAndDestroy();
      }
      case 'slow to get there':
        await wait(draw.upTo(300));
        return void client.end(await pass(request));
      case 'slow to come back': {
        const answer = await pass(request);
        await wait(draw.upTo(300));
        return void client.end(answer);
      }
      case 'slower than anybody waits': {
        const answer = await pass(request);
        await wait(longest);
        return void client.end(answer);
      }
      case 'late: lost, with the effect later':
        later(request);
        return void client.destroy();
      case 'doubled': {
        const [first] = await Promise.all([pass(request), pass(request)]);
        return void client.end(first);
      }
      case 'doubled, the second late':
        later(request);
        return void client.end(await pass(request));
      case 'doubled, answered to the second':
        await pass(request);
        return void client.end(await pass(request));
      case 'sender killed before the effect':
        return kill(worker);
      case 'sender killed after the effect':
        await pass(request);
        return kill(worker);
    }
  };

  const server = createServer((client) => {
    client.on('error', () => {}); // the one who sent is gone; the request goes on
    void carry(client).catch((error: unknown) => client.destroy(Object(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    calmDown: async () => {
      isCalm = true;
      while (onTheirWay.size > 0) await Promise.allSettled(onTheirWay);
    },
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

/** Reads until the request is whole; `undefined` if its sender is gone before. */
async function readRequest(client: Socket): Promise<Sent | undefined> {
  let bytes = Buffer.alloc(0);
  try {
    for await (const chunk of client.iterator({ destroyOnReturn: false })) {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) continue;
      const head = bytes.subarray(0, end).toString('latin1');
      if (/^transfer-encoding:/im.test(head)) throw new TypeError('Only bodies with a length are passed on.');
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      const body = bytes.subarray(end + 4);
      if (body.length >= length) return { head, body };
    }
  } catch (error) {
    if (error instanceof TypeError) throw error;
  }
  return undefined;
}

/** The request with what the server is told of it. */
function marked({ head, body }: Sent, isDecisive: boolean): Buffer {
  const lines = head.split('\r\n').filter((line) => !/^connection:/i.test(line));
  if (isDecisive) lines.push('x-decisive: 1');
  return Buffer.concat([
    Buffer.from([...lines, 'connection: close', `x-sent: ${Date.now()}`, '', ''].join('\r\n'), 'latin1'),
    body,
  ]);
}

/** Sends bytes, and gives those that come back until the connection is closed. */
async function exchange(port: number, request: Buffer): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks);
}
