import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../stage.ts';
import { expectEqual, expectText } from './expect.ts';
import { nodePath, oldestNode } from './node-versions.ts';
import { run } from '../../programs.ts';

/** `require('threads-sdk')` on the oldest Node that takes it, and on this one. */
export async function tryCommonjs(stage: Stage): Promise<void> {
  const { folder, script, startEmulator } = stage;
  const [threads, old] = await Promise.all([
    startEmulator('.env'),
    nodePath(oldestNode),
    script('typecheck'),
  ]);
  expectText('The output', await script('start'), 'Hello from CommonJS');
  const output = await run(old, ['--env-file=.env', 'main.js'], { cwd: folder });
  expectText(`The output of Node ${oldestNode}`, output, 'Hello from CommonJS');
  expectEqual('The number of posts', await threads.countOnTimeline('Hello from CommonJS'), 2);
  await refusesFault(stage, 'main.js', '\nrequire("threads-sdk").countText(17);\n');
}

/** JavaScript that TypeScript checks strictly. */
export async function tryCheckJs(stage: Stage): Promise<void> {
  const { script, startEmulator } = stage;
  const [threads] = await Promise.all([startEmulator('.env'), script('typecheck')]);
  expectText('The output', await script('start'), 'Hello from JavaScript');
  expectEqual('The number of posts', await threads.countOnTimeline('Hello from JavaScript'), 1);
  await refusesFault(stage, 'main.js', '\nconsole.log(thread.timestamp);\n');
}

/** A check that finds nothing would say nothing. */
async function refusesFault({ folder, script }: Stage, file: string, fault: string): Promise<void> {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  appendFileSync(path, fault);
  const refused = await script('typecheck').then(
    () => false,
    () => true,
  );
  writeFileSync(path, before);
  expectEqual(`Whether${fault.trimEnd().replace('\n', ' ')} is refused`, refused, true);
}
