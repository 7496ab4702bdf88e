import { cpus, loadavg, totalmem } from 'node:os';

/** What a result depends on. */
export function describeMachine(): string {
  const { length } = cpus();
  const model = cpus()[0]?.model.trim() ?? '';
  const memory = Math.round(totalmem() / 2 ** 30);
  const cores = `${length} ${length === 1 ? 'core' : 'cores'}`;
  const name = /^unknown$|^$/i.test(model) ? '' : ` (${model})`;
  return `Measured with Node ${process.versions.node} on ${process.platform} ${process.arch}, ${cores}${name}, ${memory} GiB, at a load of ${(loadavg()[0] ?? 0).toFixed(1)} when it began.`;
}
