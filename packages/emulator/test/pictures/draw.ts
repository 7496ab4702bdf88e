/**
 * Draws the pictures and the film of the first posts into src/pictures/drawn.ts: `node test/pictures/draw.ts`. It takes
 * longer than a request may wait, so that it is done beforehand. The film is made by ffmpeg.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pictureNames } from '../../src/pictures/own-media.ts';
import { encodePng } from './png.ts';
import { scenes } from './scenes.ts';
import { paint } from './shapes.ts';

const folder = mkdtempSync(join(tmpdir(), 'threads-emulator-film-'));
const seconds = 3;
const rate = 24;
for (let frame = 0; frame < seconds * rate; frame += 1) {
  // From the left to the right and back, slowest at the ends.
  const shift = -0.28 * Math.cos((2 * Math.PI * frame) / (seconds * rate));
  const picture = await encodePng(paint(scenes.river(), 480, shift));
  writeFileSync(join(folder, `${String(frame).padStart(3, '0')}.png`), picture);
}
const options =
  '-c:v libx264 -pix_fmt yuv420p -preset veryslow -crf 33 -bf 0 -flags +cgop -flags:v +bitexact -fflags +bitexact ' +
  '-movflags +faststart -use_editlist 0';
const made = join(folder, 'film.mp4');
execFileSync('ffmpeg', [
  '-loglevel',
  'error',
  '-framerate',
  String(rate),
  '-i',
  join(folder, '%03d.png'),
  ...options.split(' '),
  made,
]);
const film = readFileSync(made).toString('base64');
rmSync(folder, { recursive: true });

const pictures: string[] = [];
for (const name of pictureNames) {
  const bytes = await encodePng(paint(scenes[name](), 720));
  pictures.push(`  ${name}: '${Buffer.from(bytes).toString('base64')}',`);
}

writeFileSync(
  new URL('../../src/pictures/drawn.ts', import.meta.url),
  `// Drawn by test/pictures/draw.ts, in base64. Do not edit.
import type { PictureName } from './own-media.ts';

/** The pictures, as PNG files. */
export const pictures: Readonly<Record<PictureName, string>> = {
${pictures.join('\n')}
};

/** The film, as an MP4 file. */
export const film = '${film}';
`,
);
