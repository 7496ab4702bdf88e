import { rolldown } from 'rolldown';

/** The script of the playground: one classic script that holds its worker, since a page from the disk loads no modules. */
export async function bundlePlayground(): Promise<string> {
  const worker = await bundle('worker.ts', {});
  return bundle('page.ts', { workerScript: JSON.stringify(worker) });
}

async function bundle(file: string, define: Readonly<Record<string, string>>): Promise<string> {
  const program = await rolldown({
    input: `${import.meta.dirname}/${file}`,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"', ...define } },
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  const { output } = await program.generate({ format: 'iife', codeSplitting: false, minify: true });
  await program.close();
  return output[0].code;
}
