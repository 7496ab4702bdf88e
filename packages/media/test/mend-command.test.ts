import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { mendCommand, type MediaIssueCode, type MediaReport } from '../src/index.ts';

/** A report of a film with these faults. */
function reportOf(codes: readonly MediaIssueCode[], facts: Partial<MediaReport> = {}): MediaReport {
  const issues = codes.map((code) => ({ code, message: 'is not as it should be' }));
  const film = { kind: 'video', format: 'mp4', videoCodec: 'h264', width: 1280, height: 720 } as const;
  return { issues, warnings: [], bytesRead: 1, ...film, ...facts };
}

const sound = { codec: 'pcm', sampleRate: 96_000, channels: 6 };
const encoded = '-c:v libx264 -crf 18 -maxrate 20M -bufsize 4M -pix_fmt yuv420p';

describe('the line that mends a film', () => {
  it.each<[string, MediaReport, string]>([
    [
      'copies what needs no other form',
      reportOf(['MOOV_NOT_FIRST', 'DURATION'], { audio: { codec: 'aac', sampleRate: 48_000, channels: 2 } }),
      '-map 0:V:0 -map 0:a:0 -c:v copy -c:a copy -t 300',
    ],
    [
      'copies what an index out of reach may tell',
      { issues: [{ code: 'MOOV_NOT_FIRST', message: '' }], warnings: [], bytesRead: 1, kind: 'video' },
      "-map 0:V:0 -map '0:a:0?' -c:v copy -c:a copy",
    ],
    [
      'encodes sound alone',
      reportOf(['AUDIO_CODEC', 'AUDIO_SAMPLE_RATE', 'AUDIO_CHANNELS'], { audio: sound }),
      '-map 0:V:0 -map 0:a:0 -c:v copy -c:a aac -b:a 128k -ar 48000 -ac 2',
    ],
    [
      'mends all faults of pictures together',
      reportOf(['INTERLACED', 'COLUMNS', 'FRAME_RATE', 'CHROMA_FORMAT'], {
        width: 3840,
        height: 2161,
        frameRate: 15,
      }),
      `-map 0:V:0 -vf 'yadif,fps=30,scale=1920:1080,setsar=1' ${encoded}`,
    ],
    [
      'pads a strip that is too long',
      reportOf(['ASPECT_RATIO', 'FRAME_RATE'], { width: 3000, height: 101, frameRate: 120 }),
      `-map 0:V:0 -vf 'fps=60,scale=1920:64,setsar=1,pad=1920:192:-1:-1' ${encoded}`,
    ],
    [
      'pads a strip that is too narrow',
      reportOf(['ASPECT_RATIO'], { width: 16, height: 2001 }),
      `-map 0:V:0 -vf 'scale=16:2002,setsar=1,pad=22:2002:-1:-1' ${encoded}`,
    ],
    [
      'leaves no edit list',
      reportOf(['EDIT_LIST'], { audio: { ...sound, sampleRate: 44_100, channels: 1 } }),
      `-map 0:V:0 -map 0:a:0 -vf 'scale=1280:720,setsar=1' ${encoded} -bf 0 -use_editlist 0 -c:a aac -b:a 128k`,
    ],
  ])('%s', (_, report, args) => {
    expect(mendCommand(report, 'gate.mov', 'out.mp4')).toBe(
      `ffmpeg -i gate.mov ${args} -movflags +faststart -f mp4 out.mp4`,
    );
  });

  it.each<[string, MediaReport]>([
    ['nothing is wrong', reportOf([])],
    ['it is damaged, whatever else there is', reportOf(['MOOV_NOT_FIRST', 'DAMAGED'])],
    ['it has no pictures', reportOf(['NO_VIDEO_TRACK'])],
    ['it lasts no time', reportOf(['DURATION'], { duration: 0 })],
    ['it was not reached', reportOf(['HTTP_ERROR'])],
    ['it is an image', reportOf(['TOO_LARGE'], { kind: 'image' })],
  ])('is none where %s', (_, report) => {
    expect(mendCommand(report, 'gate.mov', 'out.mp4')).toBeUndefined();
  });

  it('is refused with everything that is wrong', () => {
    const faults = (...args: readonly unknown[]): readonly string[] => {
      try {
        mendCommand(args[0] as never, args[1] as never, args[2] as never);
      } catch (error) {
        if (!isThreadsError(error) || error.code !== 'INVALID_INPUT') throw error;
        return error.issues.map(({ path, message }) => `${path} ${message}`);
      }
      return [];
    };
    expect(faults({ issues: ['canary'] }, '', 'a\n')).toEqual([
      'report.issues[0] must be an object',
      'input must be a path without control characters',
      'output must be a path without control characters',
    ]);
    expect(faults(reportOf([]), 'a.mp4', 'a.mp4')).toEqual(['output must be another file than the input']);
  });
});
