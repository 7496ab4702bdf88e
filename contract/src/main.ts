/**
 * Asks the real Threads API what the emulator assumes, and writes the answers without secrets to live-report.json and
 * live-report.md in the current folder. It asks before each write and deletes what it posted. docs/guides/live-checks.md
 * tells what it takes.
 *
 *     THREADS_ACCESS_TOKEN=… ./run live [--yes] [check …]
 *     ./run live --record live-report.json    takes a report into results.json, from which the guide is generated
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Skip } from './answer.ts';
import { checks } from './checks.ts';
import { createLive } from './live.ts';
import { findSettingFaults, readSettings } from './settings.ts';
import { createReport, emitReport, describeFacts, sanitizerFor } from './report.ts';
import { recordReport } from './results.ts';
import { runChecks } from './run-checks.ts';
import { createTerminal } from './terminal.ts';

const { values, positionals } = parseArgs({
  options: { yes: { type: 'boolean', default: false }, record: { type: 'string' } },
  allowPositionals: true,
});
const settings = readSettings(process.env, values.yes);
const unknown = positionals.filter((id) => !checks.some((check) => check.id === id));
const faults = [...findSettingFaults(settings), ...unknown.map((id) => `There is no check ${id}.`)];
if (values.record !== undefined) {
  recordReport(values.record);
  console.log('contract/results.json is up to date. Run ./run generate and commit both.');
} else if (faults.length > 0) {
  for (const fault of faults) console.error(fault);
  process.exitCode = 1;
} else {
  process.exitCode = await main();
}

async function main(): Promise<number> {
  const interruption = new AbortController();
  const terminal = createTerminal({
    yes: settings.yes,
    // The second time means it.
    onInterrupt: () => (interruption.signal.aborted ? process.exit(130) : interruption.abort()),
  });
  try {
    const live = await createLive({
      ...settings,
      fetch: (request) => fetch(request),
      clock: terminal.clock,
      random: Math.random,
      ask: terminal.ask,
      signal: interruption.signal,
    });
    const asked = positionals.length === 0 ? checks : checks.filter(({ id }) => positionals.includes(id));
    const run = await runChecks(live, asked, ({ id }, { answer, facts, reason }) => {
      const clean = sanitizerFor(live);
      console.log(
        `${answer.padEnd(9)} ${id}  ${clean([describeFacts(facts), reason].filter(Boolean).join('; '))}`,
      );
    });
    const report = createReport(live, run);
    writeFileSync('live-report.json', `${JSON.stringify(report, undefined, 2)}\n`);
    writeFileSync('live-report.md', emitReport(report, checks));
    if (live.token() !== settings.token) {
      writeFileSync('live-token.txt', `${live.token()}\n`, { mode: 0o600 });
      console.log('Your token was replaced: the new one is in live-token.txt.');
    }
    console.log(`${run.cleanUp.deleted} posts were deleted.`);
    console.log(
      'The report is in live-report.md and live-report.json. It holds no secrets: attach it to an issue.',
    );
    // The person may know the ids of their own posts; the report does not.
    for (const id of run.cleanUp.left) console.error(`Could not be deleted, please look: ${id}`);
    if (!run.cleanUp.searched)
      console.error(`The posts could not be searched. Those of this run hold ${live.marker}.`);
    if (interruption.signal.aborted) return 130;
    const isClean = run.cleanUp.left.length === 0 && run.cleanUp.searched;
    return isClean && !run.results.some(({ answer }) => answer === 'failed') ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Skip)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    terminal.close();
  }
}
