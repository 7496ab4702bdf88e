import { expectTypeOf, it } from 'vitest';
import { type App, loadApp } from './index.ts';

/** `process.env` as Next.js declares it, with what an app declares of its own. */
interface AugmentedEnv extends NodeJS.ProcessEnv {
  readonly NODE_ENV: 'development' | 'production' | 'test';
  readonly THREADS_APP_ID: string;
  readonly THREADS_API_SECRET: string;
  readonly THREADS_REDIRECT_URI: string;
  readonly SESSION_KEY: string;
  readonly FLAVOUR: 'sweet' | 'sour';
}

/** The variables of a Worker: no others, and not all of them texts. */
interface WorkerEnv {
  readonly THREADS_APP_ID: string;
  readonly THREADS_EMULATOR?: string;
  readonly POSTS: { get(key: string): Promise<string | null> };
}

it('takes the environment of a process, whatever was declared of it', () => {
  const load = (env: NodeJS.ProcessEnv, augmented: AugmentedEnv): readonly App[] => [
    loadApp(env),
    loadApp(augmented),
    loadApp({ ...augmented, NODE_ENV: 'test' }),
  ];
  expectTypeOf(load).returns.toEqualTypeOf<readonly App[]>();
});

it('takes the environment of a Worker, and the module that a framework makes of the variables', () => {
  const load = (
    env: WorkerEnv,
    module: Readonly<Record<'THREADS_APP_ID' | 'SESSION_KEY', string | undefined>>,
  ) => [loadApp(env), loadApp(module)];
  expectTypeOf(load).returns.toEqualTypeOf<App[]>();
});

it('takes no variables of another type', () => {
  expectTypeOf<{ readonly THREADS_APP_ID: string }>().toExtend<Parameters<typeof loadApp>[0]>();
  expectTypeOf<{ readonly THREADS_APP_ID: number }>().not.toExtend<Parameters<typeof loadApp>[0]>();
});
