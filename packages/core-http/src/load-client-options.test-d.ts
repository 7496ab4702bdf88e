import { expectTypeOf, it } from 'vitest';
import { createClient, type Client, loadClientOptions } from './index.ts';

/** `process.env` as Next.js declares it, with what an app declares of its own. */
interface AugmentedEnv extends NodeJS.ProcessEnv {
  readonly NODE_ENV: 'development' | 'production' | 'test';
  readonly THREADS_EMULATOR: string;
  readonly SESSION_KEY: string;
  readonly FLAVOUR: 'sweet' | 'sour';
}

/** The variables of a Worker: no others, and not all of them texts. */
interface WorkerEnv {
  readonly THREADS_EMULATOR?: string;
  readonly POSTS: { get(key: string): Promise<string | null> };
}

it('takes the environment of a process, whatever was declared of it', () => {
  const make = (env: NodeJS.ProcessEnv, augmented: AugmentedEnv): readonly Client[] => [
    createClient(loadClientOptions(env)),
    createClient(loadClientOptions(augmented)),
    createClient({ ...loadClientOptions({ ...augmented, NODE_ENV: 'test' }) }),
  ];
  expectTypeOf(make).returns.toEqualTypeOf<readonly Client[]>();
});

it('takes the environment of a Worker, and the module that a framework makes of the variables', () => {
  const make = (env: WorkerEnv, module: Readonly<Record<'NODE_ENV' | 'SESSION_KEY', string | undefined>>) => [
    createClient(loadClientOptions(env)),
    createClient(loadClientOptions(module)),
  ];
  expectTypeOf(make).returns.toEqualTypeOf<Client[]>();
});

it('takes no variables of another type', () => {
  expectTypeOf<{ readonly THREADS_EMULATOR: string }>().toExtend<Parameters<typeof loadClientOptions>[0]>();
  expectTypeOf<{ readonly THREADS_EMULATOR: number }>().not.toExtend<
    Parameters<typeof loadClientOptions>[0]
  >();
});
