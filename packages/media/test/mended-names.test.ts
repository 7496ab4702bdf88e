import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { checkMedia, mendCommand } from '../src/index.ts';
import { ffmpegForTests } from './corpus/corpus.ts';
import { checkBytes, readFixture } from './media-server.ts';

const programs = ffmpegForTests();
const folder = mkdtempSync(`${tmpdir()}/threads-sdk-mend-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(programs === undefined)('a film whose name is hostile', () => {
  it.each([
    'two words.mov',
    `"quotes" and 'others'.mov`,
    '$(touch owned) `touch owned` $HOME.mov',
    '; touch owned; #.mov',
    '-y.mov',
    '--',
    '~',
    '*?[a].mov',
    'back\\slash.mov',
    '12:30.mov',
    'http:gate.mov',
    'concat:a|b.mov',
    '%d.mov',
    '!event & <a >b.mov',
    'Küche 🚪.mov',
  ])('is mended, and nothing else happens: %s', async (name) => {
    const bytes = readFixture('plain.mov');
    writeFileSync(`${folder}/${name}`, bytes);
    const output = `${name} out`;
    const line = mendCommand(await checkBytes(bytes), name, output) ?? '';
    const program = `ffmpeg() { command '${programs?.ffmpeg}' -nostdin -v error "$@"; }; ${line}`;
    execFileSync('sh', ['-c', program], { cwd: folder });
    expect(await checkMedia(await openAsBlob(`${folder}/${output}`))).toMatchObject({
      issues: [],
      kind: 'video',
    });
    expect(existsSync(`${folder}/owned`)).toBe(false);
  });

  it('has no edit list any more where one cut it', async () => {
    writeFileSync(`${folder}/cut.mp4`, readFixture('cut.mp4'));
    const line = mendCommand(await checkBytes(readFixture('cut.mp4')), 'cut.mp4', 'whole.mp4');
    execFileSync('sh', ['-c', String(line).replace('ffmpeg', `'${programs?.ffmpeg}' -nostdin -v error`)], {
      cwd: folder,
    });
    expect(await checkMedia(await openAsBlob(`${folder}/whole.mp4`))).toMatchObject({
      issues: [],
      warnings: [],
    });
  });
});
