import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@threads-sdk/core-http';

/** Asks a person, in whose time the checks run. */
export interface Terminal {
  readonly ask: (question: string, kind: 'write' | 'risk') => Promise<boolean>;
  readonly clock: Clock;
  readonly close: () => void;
}

/** Questions on the terminal, or on whatever stands in for it. When there is nobody left, the answer is no. */
export function createTerminal({
  yes,
  onInterrupt,
}: {
  readonly yes: boolean;
  readonly onInterrupt: () => void;
}): Terminal {
  const lines = createInterface({ input: stdin, output: stdout });
  const answers = lines[Symbol.asyncIterator]();
  const interrupt = (): void => {
    onInterrupt();
    lines.close(); // ends a question that is open, with a no
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  lines.on('SIGINT', interrupt);
  return {
    ask: async (question, kind) => {
      const [word, hint] = kind === 'risk' ? (['refresh', 'type refresh'] as const) : (['y', 'y/N'] as const);
      if (yes) {
        console.log(`${question} (${hint}) ${word}`);
        return true;
      }
      stdout.write(`${question} (${hint}) `);
      const { value, done } = await answers.next();
      return done !== true && value.trim().toLowerCase() === word;
    },
    clock: {
      now: () => Date.now(),
      sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    },
    close: () => lines.close(),
  };
}
