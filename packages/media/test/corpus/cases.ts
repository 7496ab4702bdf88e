import { readFixture } from '../media-server.ts';
import { append, box, type Change, cutTo, insertBefore, patch, replaceBox, words } from './change-bytes.ts';

/** A file of the corpus. */
export interface Case {
  /** What it is; no two are the same. */
  readonly what: string;
  /** What it is posted as. */
  readonly kind: 'image' | 'video';
  /** It tells ffmpeg the format. */
  readonly extension: string;
  /** What ffmpeg is given before the name of the file, or another file of the corpus that this one is made of. */
  readonly from: { readonly ffmpeg: string } | { readonly file: string };
  /** What becomes of it then. */
  readonly change?: Change;
  /** It is cut off or broken, which ffprobe does not say. */
  readonly isDamaged?: boolean;
  /** Where ffprobe measures something else, or is wrong: what is right, by the name of the reading, and why. */
  readonly differs?: { readonly why: string; readonly is: Readonly<Record<string, unknown>> };
}

type More = Partial<Pick<Case, 'extension' | 'change' | 'isDamaged' | 'differs'>>;

function video(what: string, ffmpeg: string, more: More = {}): Case {
  return { what, kind: 'video', extension: 'mp4', from: { ffmpeg }, ...more };
}

function changed(what: string, file: string, change: Change, more: More = {}): Case {
  return { what, kind: 'video', extension: 'mp4', from: { file }, change, ...more };
}

const mov = { extension: 'mov' };
const film = (size = '64x64', rate: number | string = 30, seconds = 0.5): string =>
  `-f lavfi -i testsrc2=size=${size}:rate=${rate}:duration=${seconds}`;
const still = (size: string, rate: number | string, seconds: number): string =>
  `-f lavfi -i color=c=teal:size=${size}:rate=${rate}:duration=${seconds}`;
const tone = (rate = 44_100, seconds = 0.5): string =>
  `-f lavfi -i sine=sample_rate=${rate}:duration=${seconds}`;
const h264 = (pixels = 'yuv420p'): string => `-c:v libx264 -preset ultrafast -pix_fmt ${pixels}`;
const hevc = (pixels = 'yuv420p'): string =>
  `-c:v libx265 -preset ultrafast -pix_fmt ${pixels} -tag:v hvc1 -x265-params log-level=none`;
const aac = '-c:a aac -b:a 32k';
const first = '-movflags +faststart';

const plain = 'an MP4 as it should be';
const silent = 'a silent film';

const codecs: readonly Case[] = [
  video(plain, `${film()} ${tone()} ${h264()} ${aac} ${first} -use_editlist 0`),
  video('a MOV as it should be', `${film()} ${tone()} ${h264()} ${aac} ${first} -use_editlist 0`, mov),
  ...['baseline', 'main', 'high'].map((profile) =>
    video(
      `H.264 of profile ${profile}`,
      `${film()} -c:v libx264 -pix_fmt yuv420p -profile:v ${profile} ${first}`,
    ),
  ),
  ...['yuv420p10le', 'yuv422p', 'yuv422p10le', 'yuv444p', 'yuv444p10le', 'yuvj420p', 'yuvj422p'].map(
    (pixels) => video(`H.264 of pixels ${pixels}`, `${film()} ${h264(pixels)} ${first}`),
  ),
  ...['gray', 'gray10le'].map((pixels) =>
    video(`H.264 of pixels ${pixels}`, `${film()} ${h264(pixels)} ${first}`, {
      differs: { why: 'ffmpeg adds grey colours while it decodes', is: { chroma: '4:0:0' } },
    }),
  ),
  video('H.264 of red, green and blue', `${film()} -c:v libx264rgb -preset ultrafast ${first}`),
  video('H.264 without loss', `${film()} ${h264()} -qp 0 ${first}`),
  video('H.264 without loss in 4:4:4', `${film()} ${h264('yuv444p')} -qp 0 ${first}`),
  video('H.264 with scaling lists', `${film()} ${h264()} -x264-params cqm=jvt:8x8dct=1 ${first}`),
  video(
    'H.264 with scaling lists in 4:4:4',
    `${film()} ${h264('yuv444p')} -x264-params cqm=jvt:8x8dct=1 ${first}`,
  ),
  video(
    'H.264 with scaling lists of its own',
    `${film()} ${h264()} -x264-params cqm4=17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32:8x8dct=1 ${first}`,
  ),
  video(
    'H.264 of a constant rate',
    `${film()} ${h264()} -x264-params nal-hrd=cbr:bitrate=300:vbv-maxrate=300:vbv-bufsize=300 ${first}`,
  ),
  video('H.264 of whole pictures', `${film()} ${h264()} -g 1 ${first}`),
  video('H.264 with pictures that look ahead', `${film()} ${h264()} -bf 3 ${first}`),
  video('H.264 in open groups', `${film()} ${h264()} -bf 3 -x264-params open-gop=1:keyint=8 ${first}`),
  video('H.264 in slices', `${film()} ${h264()} -x264-params slices=4 ${first}`),
  video('H.264 named avc3', `${film()} ${h264()} -tag:v avc3 -strict unofficial ${first}`),
  video(
    'H.264 with its colours described',
    `${film()} ${h264()} -color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv ${first}`,
  ),
  video('H.264 of level 5.1', `${film()} ${h264()} -level 5.1 -refs 16 ${first}`),
  ...['hvc1', 'hev1'].map((tag) => video(`HEVC named ${tag}`, `${film()} ${hevc()} -tag:v ${tag} ${first}`)),
  ...['yuv420p10le', 'yuv420p12le', 'yuv422p', 'yuv422p10le', 'yuv444p', 'yuv444p12le', 'gray'].map(
    (pixels) => video(`HEVC of pixels ${pixels}`, `${film()} ${hevc(pixels)} ${first}`),
  ),
  video('HEVC in layers of time', `${film()} ${hevc()}:temporal-layers=3:bframes=4:b-adapt=0 ${first}`),
  video(
    'HEVC of a constant rate',
    `${film()} ${hevc()}:hrd=1:vbv-maxrate=300:vbv-bufsize=300:bitrate=200 ${first}`,
  ),
  video('HEVC without loss', `${film()} ${hevc()}:lossless=1 ${first}`),
  changed('HEVC that says 4:0:0 around its parameters', 'HEVC named hvc1', patch('hvcC', 16, 0b1111_1100)),
  changed(
    'HEVC that says interlaced around its parameters',
    'HEVC named hvc1',
    patch('hvcC', 6, 0b0100_0000),
  ),
  video('MPEG-4', `${film()} -c:v mpeg4 ${first}`),
  video('MPEG-2', `${film()} -c:v mpeg2video ${first}`),
  video('VP9', `${film('64x64', 30, 0.1)} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 ${first}`),
  video('AV1', `${film('64x64', 30, 0.1)} -c:v libaom-av1 -cpu-used 8 -usage realtime ${first}`),
  video('ProRes', `${film()} -c:v prores_ks -profile:v 3 ${first}`, mov),
  video('ProRes of 4:4:4', `${film()} -c:v prores_ks -profile:v 4444 -pix_fmt yuv444p10le ${first}`, mov),
  video('motion JPEG', `${film()} -c:v mjpeg ${first}`, mov),
  video('PNG as a film', `${film()} -c:v png ${first}`, mov),
  video('raw pixels', `${film('16x16')} -c:v rawvideo -pix_fmt yuyv422 ${first}`, mov),
  video('QuickTime animation', `${film()} -c:v qtrle ${first}`, mov),
  video('H.263', `${film('176x144')} -c:v h263 ${first}`, mov),
];

/** Whether a picture of H.264 is a half-frame stands in the parameters; of HEVC, ffprobe knows the box `fiel` alone. */
const scans: readonly Case[] = [
  video(
    'H.264 in half-frames, the upper first',
    `${film()} ${h264()} -x264-params interlaced=1:tff=1 ${first}`,
  ),
  video(
    'H.264 in half-frames, the lower first',
    `${film()} ${h264()} -x264-params interlaced=1:bff=1 ${first}`,
    mov,
  ),
  video('H.264 in half-frames of 4:2:2', `${film()} ${h264('yuv422p')} -x264-params interlaced=1 ${first}`),
  video(
    'H.264 in half-frames of 1080 lines',
    `${still('192x1080', 30, 0.1)} ${h264()} -x264-params interlaced=1 ${first}`,
  ),
  video(
    'H.264 that could be in half-frames and is not',
    `${film()} ${h264()} -x264-params fake-interlaced=1 ${first}`,
  ),
  video('HEVC in half-frames', `${film()} -vf setfield=tff ${hevc()}:interlace=tff ${first}`),
  video(
    'HEVC in half-frames, the lower first',
    `${film()} -vf setfield=bff ${hevc()}:interlace=bff ${first}`,
  ),
  video('HEVC whose box alone tells of half-frames', `${film()} -vf setfield=tff ${hevc()} ${first}`),
  video('HEVC whose parameters alone tell of half-frames', `${film()} ${hevc()}:interlace=tff ${first}`, {
    differs: { why: 'ffprobe looks at no parameters for it', is: { interlaced: true } },
  }),
  video('ProRes in half-frames', `${film()} -vf setfield=tff -c:v prores_ks -flags +ildct ${first}`, mov),
];

const clock = '-video_track_timescale 90000';
const allFrames = '-fps_mode passthrough';

const rates: readonly Case[] = [
  ...[
    '15',
    '22',
    '22.7',
    '22.8',
    '23',
    '24000/1001',
    '24',
    '25',
    '30000/1001',
    '30',
    '48',
    '50',
    '60000/1001',
    '60',
    '60.06',
    '60.5',
    '60.7',
    '61',
    '120',
  ].map((rate) => video(`${rate} frames a second`, `${still('64x64', rate, 1)} ${h264()} ${clock} ${first}`)),
  ...['22', '60000/1001', '61'].map((rate) =>
    video(`HEVC of ${rate} frames a second`, `${still('64x64', rate, 0.5)} ${hevc()} ${first}`),
  ),
  ...[
    ['30 to 15', '30', 'lt(t,1)+not(mod(n,2))'],
    ['10 to 30', '30', 'gt(t,1)+not(mod(n,3))'],
    ['60 to 120', '120', 'gt(t,1)+not(mod(n,2))'],
  ].map(([change, rate = '', frames]) =>
    video(
      `a rate that changes from ${change}`,
      `${still('64x64', rate, 2)} -vf select='${frames}' -fps_mode vfr ${h264()} ${first}`,
    ),
  ),
  video(
    '60 a second with one frame that is short',
    `${still('64x64', 60, 1)} -vf setpts=PTS-if(gt(N\\,30)\\,0.008/TB\\,0) ${allFrames} ${h264()} ${clock} ${first}`,
  ),
  video(
    '60 a second by a clock that trembles',
    `${still('64x64', 60, 1)} -vf setpts=PTS+mod(N\\,3)*0.0001/TB ${allFrames} ${h264()} ${clock} ${first}`,
  ),
  video('a single frame', `${still('64x64', 30, 0.03)} ${h264()} ${first}`),
];

const inEntry = (offset: number, ...values: readonly number[]): Change =>
  patch('stsd', 16 + offset, ...values);
const withoutShape = patch('pasp', -4, ...Buffer.from('free'));

const sizes: readonly Case[] = [
  ...[
    '16x16',
    '1918x192',
    '1920x192',
    '1922x194',
    '1920x1080',
    '160x16',
    '162x16',
    '16x160',
    '16x1600',
    '16x1602',
    '1080x1920',
    '66x38',
    '1938x200',
  ].map((size) => video(`H.264 of ${size}`, `${still(size, 30, 0.1)} ${h264()} ${first}`)),
  ...['1920x200', '1928x200', '66x38', '320x32', '328x32'].map((size) =>
    video(`HEVC of ${size}`, `${still(size, 30, 0.1)} ${hevc()} ${first}`),
  ),
  video(
    'H.264 of 66x37 in 4:2:2',
    `${still('66x38', 30, 0.1)} -vf format=yuv422p,crop=66:37:0:0:exact=1 ${h264('yuv422p')} ${first}`,
  ),
  video(
    'H.264 of 65x37 in 4:4:4',
    `${still('66x38', 30, 0.1)} -vf format=yuv444p,crop=65:37:0:0:exact=1 ${h264('yuv444p')} ${first}`,
  ),
  video(
    'HEVC of 65x37 in 4:4:4',
    `${still('66x38', 30, 0.1)} -vf format=yuv444p,crop=65:37:0:0:exact=1 ${hevc('yuv444p')} ${first}`,
  ),
  changed('too many columns that the entry hides', 'H.264 of 1938x200', inEntry(24, 0, 64, 0, 64)),
  changed('too many columns of HEVC that the entry hides', 'HEVC of 1928x200', inEntry(24, 0, 64, 0, 64)),
  changed('too many columns in the entry alone', plain, inEntry(24, 15, 0, 15, 0)),
  ...['2/1', '1/2', '4/3', '40/33', '64/45', '160/99'].map((shape) =>
    video(`pixels of ${shape}`, `${film()} -vf setsar=${shape} ${h264()} ${first}`),
  ),
  video('HEVC with pixels of 3/2', `${film()} -vf setsar=3/2 ${hevc()} ${first}`),
  video('too many columns by wide pixels', `${still('1000x200', 30, 0.1)} -vf setsar=2/1 ${h264()} ${first}`),
  changed('pixels of 2/1 in the parameters alone', 'pixels of 2/1', withoutShape),
  changed('pixels of 64/45 in the parameters alone', 'pixels of 64/45', withoutShape),
  changed('pixels of HEVC whose shape is in the parameters alone', 'HEVC with pixels of 3/2', withoutShape, {
    differs: { why: 'too far behind in the parameters of HEVC to be read', is: { width: 64 } },
  }),
];

/** Writes the matrix of the first track. */
const turned = (a: number, b: number, c: number, d: number): Change =>
  patch('tkhd', 40, ...words(...[a, b, 0, c, d].map((number) => number * 65_536)));

const rotations: readonly Case[] = [
  changed('turned by 90 degrees', plain, turned(0, 1, -1, 0)),
  changed('turned by 180 degrees', plain, turned(-1, 0, 0, -1)),
  changed('turned by 270 degrees', plain, turned(0, -1, 1, 0)),
  changed('mirrored', plain, turned(-1, 0, 0, 1)),
  changed('turned by 45 degrees', plain, turned(0.7071, 0.7071, -0.7071, 0.7071)),
  changed('too wide, and turned by 90 degrees', 'H.264 of 162x16', turned(0, 1, -1, 0)),
  changed('too wide, and turned by 180 degrees', 'H.264 of 162x16', turned(-1, 0, 0, -1)),
  changed('too many columns, and turned by 270 degrees', 'H.264 of 1922x194', turned(0, -1, 1, 0)),
  changed('too narrow, and turned by 90 degrees', 'H.264 of 16x1602', turned(0, 1, -1, 0)),
  changed('HEVC that is turned by 90 degrees', 'HEVC of 328x32', turned(0, 1, -1, 0)),
  changed('pixels of 2/1 turned by 90 degrees', 'pixels of 2/1', turned(0, 1, -1, 0)),
];

type Edit = readonly [seconds: number, start: number, speed?: number];
const edits = (...entries: readonly Edit[]): Change => {
  const numbers = entries.flatMap(([seconds, start, speed = 1]) => [seconds * 1000, start, speed * 65_536]);
  return replaceBox('elst', ['edts', 'trak', 'moov'], box('elst', words(0, entries.length, ...numbers)));
};
const edited = 'an edit list as encoders write it';
const decoded = { why: 'ffprobe decodes no picture of it', is: { chroma: '4:2:0' } };

const editLists: readonly Case[] = [
  video(edited, `${film('64x64', 30, 4)} ${h264()} -bf 2 ${first}`),
  video(
    'an edit list that begins later',
    `${tone()} -itsoffset 0.3 ${film()} -map 1 -map 0 ${h264()} ${aac} ${first}`,
  ),
  ...(
    [
      ['leaves out two seconds at the beginning', [[2, 30_720]]],
      ['leaves out two seconds at the end', [[2, 1024]]],
      [
        'plays two pieces',
        [
          [1, 0],
          [1, 30_720],
        ],
      ],
      ['doubles the speed', [[2, 0, 2]]],
      ['holds a picture', [[4, 0, 0]]],
      ['does nothing', []],
      [
        'begins with a pause',
        [
          [0.5, -1],
          [4, 1024],
        ],
      ],
      ['has no length', [[0, 1024]]],
      ['leaves out half a second', [[3.5, 1024]]],
    ] satisfies readonly (readonly [string, readonly Edit[]])[]
  ).map(([does, entries]) =>
    changed(`an edit list that ${does}`, edited, edits(...entries), {
      differs:
        does === 'has no length' ? { why: 'no length is all that there is', is: { duration: 4 } } : decoded,
    }),
  ),
];

const inFragments = { why: 'sound is not added up over fragments', is: { 'audio.bitRate': undefined } };
const ofFirstFragments = {
  why: 'ffprobe stops at the first fragments that tell enough',
  is: {
    'audio.bitRate': undefined,
    'audio.channels': 1,
    bitRate: 'not compared',
    frameRate: 'not compared',
    chroma: '4:2:0',
  },
};
const fragmented = 'fragments: frag_keyframe+empty_moov';
const long = (rate: number, seconds: number): string => `${still('16x16', rate, seconds)} ${h264()} -g 9999`;

const layouts: readonly Case[] = [
  video('the index at the end', `${film()} ${tone()} ${h264()} ${aac}`),
  video('the index of a MOV at the end', `${film()} ${tone()} ${h264()} ${aac}`, mov),
  video('the index of HEVC at the end', `${film()} ${hevc()}`),
  ...[
    'frag_keyframe+empty_moov',
    'frag_keyframe',
    'frag_keyframe+empty_moov+default_base_moof',
    'cmaf+frag_keyframe',
    'frag_keyframe+separate_moof+empty_moov',
    'frag_keyframe+delay_moov',
    'frag_keyframe+empty_moov+omit_tfhd_offset',
    'frag_keyframe+empty_moov+negative_cts_offsets',
  ].map((flags) =>
    video(
      `fragments: ${flags}`,
      `${film('64x64', 30, 1)} ${tone(44_100, 1)} ${h264()} -g 10 ${aac} -movflags ${flags}`,
      flags === 'frag_keyframe' ? {} : { differs: inFragments },
    ),
  ),
  ...['dash', 'frag_keyframe+empty_moov+global_sidx', 'frag_every_frame+empty_moov'].map((flags) =>
    video(
      `fragments: ${flags}`,
      `${film('64x64', 30, 0.5)} ${tone()} ${h264()} -g 5 ${aac} -movflags ${flags}`,
      { differs: ofFirstFragments },
    ),
  ),
  video(
    'fragments of HEVC',
    `${film('64x64', 30, 1)} ${hevc()}:keyint=10 -movflags frag_keyframe+empty_moov`,
  ),
  video(
    'fragments of a MOV',
    `${film('64x64', 30, 1)} ${h264()} -g 10 -movflags frag_keyframe+empty_moov`,
    mov,
  ),
  video(
    'fragments of 10 frames a second',
    `${film('64x64', 10, 2)} ${h264()} -g 5 -movflags frag_keyframe+empty_moov`,
  ),
  video(
    'fragments that are too long',
    `${long(24, 301)} -movflags frag_keyframe+empty_moov -frag_duration 30000000`,
  ),
  video(
    'fragments with pictures that look ahead',
    `${film('64x64', 30, 1)} ${h264()} -g 10 -bf 2 -movflags frag_keyframe+empty_moov`,
  ),
  video("a phone's 3GP", `${film('176x144')} ${tone()} ${h264()} ${aac} ${first}`, { extension: '3gp' }),
  video('an M4V', `${film()} ${tone()} ${h264()} ${aac} ${first} -f ipod`, { extension: 'm4v' }),
  video('an F4V', `${film()} ${tone()} ${h264()} ${aac} ${first}`, { extension: 'f4v' }),
  video('an MP4 of another brand', `${film()} ${h264()} -brand mp42 ${first}`),
  video(
    'a clock of a billion units',
    `${still('16x16', 24, 6)} ${h264()} -video_track_timescale 1000000000 ${first}`,
  ),
  video('subtitles', `${film()} ${tone()} ${h264()} ${aac} -metadata title=Gate ${first}`),
  video('a time code', `${film()} ${h264()} -timecode 01:00:00:00 ${first}`, mov),
  video('two tracks of pictures', `${film()} ${film('32x32', 60)} -map 0 -map 1 ${h264()} ${first}`),
  changed('stray bytes at the end', plain, append(Buffer.alloc(500, 7))),
  changed('a box of nobody at the end', plain, append(box('uuid', Buffer.alloc(400, 3)))),
  changed('pictures up to the end of the file', plain, patch('mdat', -8, 0, 0, 0, 0)),
  changed(
    'an old MOV without a type',
    'the index of a MOV at the end',
    patch('ftyp', -4, ...Buffer.from('free')),
    mov,
  ),
];

const lengths: readonly Case[] = [
  ...[299, 300].map((seconds) => video(`${seconds} seconds`, `${long(24, seconds)} ${first}`)),
  video('300.04 seconds', `${long(25, 300.04)} ${first}`),
  video('300.08 seconds', `${long(25, 300.08)} ${first}`),
  video('301 seconds of one frame each', `${long(1, 301)} ${first}`),
  video('an hour of one frame a second', `${long(1, 3600)} ${first}`),
  video('301 seconds of HEVC', `${still('16x16', 1, 301)} -vf scale=32:32 ${hevc()} ${first}`),
  video(
    'sound that goes on when the pictures have ended',
    `${film()} ${tone(44_100, 3)} ${h264()} ${aac} ${first}`,
  ),
  video(
    'noise of more than 100 megabits a second',
    `-f lavfi -i nullsrc=size=480x480:rate=60:duration=0.05,geq=random(1)*255:random(2)*255:random(3)*255 ${h264('yuv420p')} -qp 1 ${first}`,
  ),
];

const sampleEntryOfSound = {
  why: 'for sound that Meta does not take, the sample entry counts',
  is: { 'audio.channels': 2 },
};
/** Bits in the place of the configuration of AAC. */
const configuration = (bits: string): Change => {
  const bytes = (bits.replaceAll('_', '').match(/.{1,8}/g) ?? []).map((byte) =>
    Number.parseInt(byte.padEnd(8, '0'), 2),
  );
  return (file) => {
    const changedFile = Buffer.from(file);
    const descriptor = changedFile.indexOf(Buffer.from([5, 0x80, 0x80, 0x80]), changedFile.indexOf('esds'));
    changedFile.set(bytes, descriptor + 5);
    return changedFile;
  };
};
const ownLayout = 'AAC that describes its layout stereo';

const sounds: readonly Case[] = [
  ...[1, 2, 3, 4, 5, 6, 8].map((channels) =>
    video(`AAC of ${channels} channels`, `${film()} ${tone()} ${h264()} -c:a aac -ac ${channels} ${first}`),
  ),
  ...[7350, 8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 48_000, 64_000, 88_200, 96_000].map(
    (rate) =>
      video(
        `AAC of ${rate} samples a second`,
        `${film()} ${tone(rate)} ${h264()} ${aac} -ar ${rate} ${first}`,
      ),
  ),
  ...['mono', 'stereo', '2.1', '3.0', 'quad', '4.0', '5.0(side)', '6.1', '7.1(wide)', 'hexagonal'].map(
    (layout) =>
      video(
        `AAC that describes its layout ${layout}`,
        `${film()} ${tone(48_000)} ${h264()} -af aformat=channel_layouts=${layout} -c:a aac -aac_pce 1 ${first}`,
      ),
  ),
  changed(
    'AAC whose rate older decoders see halved',
    ownLayout,
    configuration('00010_0110_0010_000_01010110111_00101_1_0011_00000000'),
  ),
  changed(
    'AAC whose rate older decoders see halved, to 96 kHz',
    ownLayout,
    configuration('00010_0011_0010_000_01010110111_00101_1_0000_00000000'),
  ),
  changed(
    'AAC of one channel that two are made of',
    ownLayout,
    configuration('00010_0110_0001_000_01010110111_00101_1_0011_10101001000_1_0000'),
  ),
  changed(
    'AAC with a band that is replicated',
    ownLayout,
    configuration('00101_0110_0010_0011_00010_000_0000000000'),
  ),
  ...['64k', '256k'].map((rate) =>
    video(
      `AAC of ${rate}`,
      `${film('64x64', 30, 1)} -f lavfi -i anoisesrc=duration=1:sample_rate=48000 ${h264()} -c:a aac -b:a ${rate} -ac 2 ${first}`,
    ),
  ),
  video('AAC of profile Main', `${film()} ${tone()} ${h264()} ${aac} -profile:a aac_main ${first}`),
  ...['libmp3lame', 'ac3', 'eac3'].map((codec) =>
    video(`sound in ${codec}`, `${film()} ${tone()} ${h264()} -c:a ${codec} ${first}`, {
      differs: sampleEntryOfSound,
    }),
  ),
  video('sound in libvorbis', `${film()} ${tone()} ${h264()} -c:a libvorbis ${first}`, {
    differs: { ...sampleEntryOfSound, is: { 'audio.channels': 2, 'audio.codec': 'mp4a.dd' } },
  }),
  ...['alac', 'libopus', 'flac'].map((codec) =>
    video(
      `sound in ${codec}`,
      `${film()} ${tone(48_000)} ${h264()} -c:a ${codec} -strict experimental ${first}`,
    ),
  ),
  ...[
    'pcm_s16le',
    'pcm_s24be',
    'pcm_f32le',
    'pcm_u8',
    'pcm_mulaw',
    'adpcm_ima_qt',
    'alac',
    'libmp3lame',
    'aac',
  ].map((codec) =>
    video(`sound of a MOV in ${codec}`, `${film()} ${tone()} ${h264()} -c:a ${codec} ${first}`, mov),
  ),
  video('AAC of a MOV with six channels', `${film()} ${tone(48_000)} ${h264()} -c:a aac -ac 6 ${first}`, mov),
  video(
    'PCM of a MOV with 96 kHz and six channels',
    `${film('64x64', 30, 0.1)} ${tone(96_000, 0.1)} ${h264()} -c:a pcm_s24le -ac 6 ${first}`,
    mov,
  ),
  video(silent, `${film()} ${h264()} ${first}`),
  video('sound without pictures', `${tone()} ${aac} ${first}`),
  video(
    'two tracks of sound',
    `${film()} ${tone()} ${tone(96_000)} -map 0 -map 1 -map 2 ${h264()} ${aac} ${first}`,
  ),
  video(
    'two tracks of sound, the first switched off',
    `${film()} ${tone(96_000)} ${tone()} -map 0 -map 1 -map 2 -disposition:a:0 0 -disposition:a:1 default ${h264()} ${aac} ${first}`,
  ),
  video('sound before the pictures', `${film()} ${tone()} -map 1 -map 0 ${h264()} ${aac} ${first}`),
];

const damaged = { isDamaged: true };

const damages: readonly Case[] = [
  ...[10, 30, 100, 500, 900, 1300].map((length) =>
    changed(`cut after ${length} bytes`, plain, cutTo(length), damaged),
  ),
  ...[0.5, 0.8, 0.99].map((share) => changed(`cut after ${share} of it`, plain, cutTo(share), damaged)),
  ...[0.3, 0.6, 0.95].map((share) =>
    changed(`the index at the end, cut after ${share} of it`, 'the index at the end', cutTo(share), damaged),
  ),
  ...[0.4, 0.7, 0.95].map((share) =>
    changed(`fragments cut after ${share} of them`, fragmented, cutTo(share), damaged),
  ),
  changed('a table that is longer than its box', plain, patch('stts', 4, 0, 0, 1, 0), damaged),
  changed('a box that is longer than the one around it', plain, patch('mdia', -8, 0, 1, 0, 0), damaged),
  changed('a second without units', plain, patch('mdhd', 12, 0, 0, 0, 0), damaged),
  changed(
    'an index without pictures behind it',
    plain,
    (bytes) => bytes.subarray(0, bytes.indexOf('mdat') - 4),
    damaged,
  ),
  changed(
    'sample entries of which there are none',
    silent,
    replaceBox('stsd', ['stbl', 'minf', 'mdia', 'trak', 'moov'], box('stsd', words(0, 0))),
    damaged,
  ),
];

function image(what: string, extension: string, ffmpeg: string, more: More = {}): Case {
  return { what, kind: 'image', extension, from: { ffmpeg: `${ffmpeg} -frames:v 1` }, ...more };
}

function changedImage(what: string, file: string, change: Change, more: More = {}): Case {
  return {
    what,
    kind: 'image',
    extension: file.includes('JPEG') ? 'jpg' : 'png',
    from: { file },
    change,
    ...more,
  };
}

const picture = (size: string): string => `-f lavfi -i rgbtestsrc=size=${size}:rate=1:duration=1`;
const photo = 'a JPEG of 640x480';
const drawing = 'a PNG of 640x480';
const frame = Uint8Array.of(0xff, 0xc0);
const orientation = Buffer.from(
  'ffe100224578696600004949' + '2a000800000001001201030001000000' + '0600000000000000',
  'hex',
);
const megabytes = 8 * 2 ** 20;

const images: readonly Case[] = [
  ...[
    '640x480',
    '320x240',
    '319x240',
    '1440x90',
    '1441x90',
    '1000x100',
    '1001x100',
    '100x1000',
    '100x1001',
    '4000x400',
  ].map((size) => image(`a JPEG of ${size}`, 'jpg', `${picture(size)} -c:v mjpeg`)),
  ...[
    '640x480',
    '320x240',
    '319x240',
    '1440x900',
    '1441x900',
    '1000x100',
    '1001x100',
    '100x1000',
    '100x1001',
  ].map((size) => image(`a PNG of ${size}`, 'png', `${picture(size)} -c:v png`)),
  ...['yuvj422p', 'yuvj444p', 'gray'].map((pixels) =>
    image(`a JPEG of pixels ${pixels}`, 'jpg', `${picture('640x480')} -c:v mjpeg -pix_fmt ${pixels}`),
  ),
  ...['rgb24', 'rgba', 'gray', 'ya8', 'gray16be', 'rgb48be', 'pal8', 'monob'].map((pixels) =>
    image(`a PNG of pixels ${pixels}`, 'png', `${picture('320x240')} -c:v png -pix_fmt ${pixels}`),
  ),
  image('a PNG in seven passes', 'png', `${picture('640x480')} -c:v png -flags +ildct`),
  {
    what: 'a PNG that moves',
    kind: 'image',
    extension: 'png',
    from: { ffmpeg: `${film('320x240', 5, 1)} -c:v apng -f apng` },
  },
  changedImage('a progressive JPEG', photo, () => readFixture('progressive.jpg')),
  changedImage('a JPEG of cyan, magenta, yellow and black', photo, () => readFixture('cmyk.jpg')),
  ...[0.05, 0.3, 0.7, 0.99].flatMap((share) => [
    changedImage(`a JPEG cut after ${share} of it`, photo, cutTo(share), damaged),
    changedImage(`a PNG cut after ${share} of it`, drawing, cutTo(share), damaged),
    changedImage(
      `a progressive JPEG cut after ${share} of it`,
      photo,
      () => cutTo(share)(Buffer.from(readFixture('progressive.jpg'))),
      damaged,
    ),
  ]),
  ...[1, 9, 5000].map((count) =>
    changedImage(`a JPEG with ${count} stray bytes`, photo, insertBefore(frame, Buffer.alloc(count, 7))),
  ),
  changedImage('a JPEG with padding', photo, insertBefore(frame, Buffer.alloc(5, 0xff))),
  changedImage(
    'a JPEG with stray bytes behind a marker without content',
    photo,
    insertBefore(frame, Uint8Array.of(0xff, 1, 7, 7)),
  ),
  changedImage('a JPEG with bytes at its end', photo, append(Buffer.alloc(300, 9))),
  changedImage('a JPEG with many bytes at its end', photo, append(Buffer.alloc(100_000))),
  changedImage('a PNG with bytes at its end', drawing, append(Buffer.alloc(300, 9))),
  changedImage('a PNG with many bytes at its end', drawing, append(Buffer.alloc(100_000))),
  changedImage(
    'a JPEG that is to be turned',
    'a JPEG of 1000x100',
    insertBefore(Uint8Array.of(0xff, 0xdb), orientation),
  ),
  changedImage('a PNG of 8 megabytes', drawing, (bytes) =>
    Buffer.concat([bytes, Buffer.alloc(megabytes - bytes.byteLength)]),
  ),
  changedImage('a PNG of a byte more', drawing, (bytes) =>
    Buffer.concat([bytes, Buffer.alloc(megabytes + 1 - bytes.byteLength)]),
  ),
  changedImage('a PNG without width', drawing, patch('IHDR', 0, 0, 0, 0, 0), damaged),
  ...['gif', 'webp', 'bmp', 'tiff', 'jp2', 'jxl', 'avif'].map((extension) =>
    image(`a picture as ${extension}`, extension, still('64x64', 1, 1)),
  ),
  {
    what: 'a HEIC',
    kind: 'image',
    extension: 'heic',
    from: { file: plain },
    change: patch('ftyp', 0, ...Buffer.from('heic')),
  },
];

const others: readonly Case[] = [
  video('a WebM', `${film('64x64', 30, 0.1)} -c:v libvpx -deadline realtime`, { extension: 'webm' }),
  ...['mkv', 'avi', 'flv', 'ts'].map((extension) =>
    video(`a film as ${extension}`, `${film()} ${h264()}`, { extension }),
  ),
  video(
    'a film as mkv that is too fast and too wide, with six channels',
    `${film('2002x250', 120, 0.2)} ${tone(96_000, 0.2)} ${h264('yuv444p')} -c:a flac -ac 6`,
    { extension: 'mkv' },
  ),
  video('a film as wmv', `${film()} -c:v wmv2`, { extension: 'wmv' }),
  video('a film as mpg', `${film('64x64', 25)} -c:v mpeg2video`, { extension: 'mpg' }),
  ...['wav', 'mp3', 'ogg'].map((extension) => video(`sound as ${extension}`, tone(), { extension })),
  video('sound as m4a', `${tone()} ${aac} ${first}`, { extension: 'm4a' }),
];

/** All files of the corpus. */
export const cases: readonly Case[] = [
  codecs,
  scans,
  rates,
  sizes,
  rotations,
  editLists,
  layouts,
  lengths,
  sounds,
  damages,
  images,
  others,
].flat();
