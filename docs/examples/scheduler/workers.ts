import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Calendar } from './pages.ts';
import type { Message, Setting } from './worker.ts';

/** Processes that work. */
export interface Workers {
  /** The address of the page, which the first of them serves. */
  readonly page: string;
  /**
   * Kills the one that was about to send such a request for an account, and starts another in its place.
   *
   * @returns the number of the process that is dead, and that of the new one once it works
   */
  replace(
    account: string,
    operation: string,
  ): Promise<{ readonly dead: number | undefined; readonly started: Promise<number | undefined> }>;
  /** Lets them finish what they are at. */
  end(): Promise<void>;
}

interface Worker {
  readonly process: ChildProcess;
  /** What it was last about to ask Threads for, by account. */
  readonly asks: Map<string, string>;
  readonly isWorking: Promise<void>;
}

/** Starts so many, the first of which serves the page. */
export async function startWorkers(
  count: number,
  setting: Omit<Setting, 'page'>,
  calendar: Calendar,
): Promise<Workers> {
  const workers: Worker[] = [];
  let port = 0; // the page comes back where it was
  let isOver = false;

  function start(index: number): Worker {
    const process = fork(fileURLToPath(new URL('worker.ts', import.meta.url)));
    const asks = new Map<string, string>();
    const isWorking = new Promise<void>((resolve, reject) => {
      process.on('message', (message: Message) => {
        if (message.type === 'request') asks.set(message.account, message.operation);
        else {
          port = message.port ?? port;
          resolve();
        }
      });
      process.once('exit', (code) => {
        if (isOver) resolve();
        else reject(new Error(`A worker has ended by itself, with ${code}, before it worked.`));
      });
    });
    const whole: Setting = index === 0 ? { ...setting, page: { ...calendar, port } } : setting;
    process.send(whole);
    const worker = { process, asks, isWorking };
    workers[index] = worker;
    return worker;
  }

  const end = async (): Promise<void> => {
    isOver = true;
    await Promise.all(workers.map((worker) => stop(worker.process, 'SIGTERM')));
  };
  try {
    await Promise.all(Array.from({ length: count }, (_, index) => start(index).isWorking));
  } catch (error) {
    await end();
    throw error;
  }
  return {
    page: `http://127.0.0.1:${port}`,
    replace: async (account, operation) => {
      const index = workers.findIndex(({ asks }) => asks.get(account) === operation);
      const dead = workers[index]?.process;
      if (dead === undefined) throw new Error(`No worker has said that it asks for ${operation}.`);
      await stop(dead, 'SIGKILL');
      const worker = start(index);
      return { dead: dead.pid, started: worker.isWorking.then(() => worker.process.pid) };
    },
    end,
  };
}

async function stop(process: ChildProcess, how: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, 'exit');
  process.kill(how);
  const tooLong = setTimeout(() => process.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(tooLong);
}
