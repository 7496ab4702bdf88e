/**
 * One client in a process of its own, so that its processor time and its compiler's guesses are its own. Each message
 * says how often to send what; the answer is the processor time and how long each request took, in microseconds.
 * The arguments are the client's bundle and the address of the server.
 */
import { pathToFileURL } from 'node:url';

type Send = () => Promise<unknown>;

const [file = '', baseUrl = ''] = process.argv.slice(2);
const { reader, writer }: Record<'reader' | 'writer', (baseUrl: string) => Send> = await import(
  pathToFileURL(file).href
);
const jobs = { read: reader(baseUrl), write: writer(baseUrl) };

interface Task {
  readonly job: keyof typeof jobs;
  readonly requests: number;
}

async function measure({ job, requests }: Task): Promise<object> {
  const latencies: number[] = [];
  const start = process.cpuUsage();
  for (let index = 0; index < requests; index += 1) {
    const begun = performance.now();
    await jobs[job]();
    latencies.push((performance.now() - begun) * 1000);
  }
  const { user, system } = process.cpuUsage(start);
  return { cpu: (user + system) / requests, latencies };
}

process.on('message', (task: Task) => {
  measure(task).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
