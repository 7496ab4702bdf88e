import type { CaseResult, StageSettings } from './case.ts';
import { cases } from '../cases/index.ts';
import { createContext } from './context.ts';

const patience = 10_000;

/** Runs all cases one after the other in this runtime. Never throws. */
export async function runCases(settings: StageSettings): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  const unhandled: unknown[] = [];
  // For Chromium and workerd: Node, Bun and Deno end the program by themselves.
  globalThis.addEventListener?.('unhandledrejection', (event) => unhandled.push(event.reason));
  for (const { name, run } of cases) {
    const started = Date.now();
    const error = await failureOf(async () => run(await createContext(settings)));
    const milliseconds = Date.now() - started;
    results.push({ name, milliseconds, ...(error === undefined ? {} : { error }) });
  }
  await new Promise((resolve) => setTimeout(resolve, 10)); // they are told of a turn later
  const error = unhandled.length === 0 ? {} : { error: unhandled.map(describe).join('\n') };
  return [...results, { name: 'No rejection is left unhandled', milliseconds: 0, ...error }];
}

async function failureOf(work: () => Promise<void>): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${patience} ms.`)), patience);
  });
  try {
    await Promise.race([work(), timeout]);
    return undefined;
  } catch (error) {
    return describe(error);
  } finally {
    clearTimeout(timer);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { actual, expected } = Object(error);
  const values =
    actual === undefined && expected === undefined
      ? ''
      : `\nactual   ${JSON.stringify(actual)}\nexpected ${JSON.stringify(expected)}`;
  return `${error.name}: ${error.message}${values}\n${error.stack ?? ''}`;
}
