import { run, runToFail } from '../../programs.ts';
import type { Stage } from '../stage.ts';
import { expectText } from './expect.ts';
import { nodePath, oldestNode } from './node-versions.ts';

const jest = 'node_modules/jest/bin/jest.js';

/** Jest as it comes, with one flag of Node: ESM and CommonJS, in two versions of Node. */
export async function tryJest({ folder, script }: Stage): Promise<void> {
  const options = { cwd: folder };
  const old = await nodePath(oldestNode);
  const flag = '--experimental-vm-modules';
  const [required, without, imported] = await Promise.all([
    runToFail(old, [flag, jest, '--colors=false', 'require'], options),
    runToFail(process.execPath, [jest, '--colors=false', 'announce'], options),
    runToFail(process.execPath, [jest, '--colors=false', 'import'], options),
    run(old, [flag, jest, '--colors=false', 'announce', 'import'], options),
    script('test'),
  ]);
  // What the guide says of the others. Once Jest can do it, the guide has to say so.
  expectText(`Jest that requires in Node ${oldestNode}`, required, 'Must use import to load ES Module');
  expectText('Jest without the flag', without, 'Must use import to load ES Module');
  expectText('Jest that imports without the flag', imported, 'invoked without --experimental-vm-modules');
}
