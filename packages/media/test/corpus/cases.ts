import {
  append,
  box,
  type Change,
  cutTo,
  inTurn,
  insertBefore,
  patch,
  replaceBox,
  words,
} from './change-bytes.ts';

/** A file of the corpus. */
export interface Case {
  /** What it is; no two are the same. */
  readonly what: string;
  readonly extension: string;
  /** What ffmpeg is given before the name of the file. */
  readonly ffmpeg?: string;
  /** Another file that this one is made of, if not by ffmpeg. */
  readonly of?: string;
  /** What becomes of the file then. */
  readonly change?: Change;
}

const film = (size = '64x64', rate: number | string = 30, seconds = 0.5): string =>
  `-f lavfi -i testsrc2=size=${size}:rate=${rate}:duration=${seconds}`;
const still = (size: string, rate: number, seconds: number): string =>
  `-f lavfi -i color=c=teal:size=${size}:rate=${rate}:duration=${seconds}`;
const tone = (rate = 44_100, seconds = 0.5): string =>
  `-f lavfi -i sine=sample_rate=${rate}:duration=${seconds}`;
const x264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p';
const x265 = '-c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=none';
const first = '-movflags +faststart';
const aac = '-c:a aac -b:a 32k';

function mp4(what: string, ffmpeg: string): Case {
  return { what, extension: 'mp4', ffmpeg };
}

function mov(what: string, ffmpeg: string): Case {
  return { what, extension: 'mov', ffmpeg };
}

const plain = 'an MP4 as it should be';
const ofPlain = (what: string, change: Change): Case => ({ what, extension: 'mp4', of: plain, change });
const matrix = (...numbers: readonly number[]): Uint8Array =>
  words(...numbers.map((number) => number * 65_536));
/** Turns the first track. */
const turned = (a: number, b: number, c: number, d: number): Change =>
  patch('tkhd', 40, ...matrix(a, b, 0, c, d));

const codecs: readonly Case[] = [
  mp4(plain, `${film()} ${tone()} ${x264} ${aac} ${first} -use_editlist 0`),
  mov('a MOV as it should be', `${film()} ${tone()} ${x264} ${aac} ${first} -use_editlist 0`),
  ...['baseline', 'main', 'high', 'high10'].map((profile) =>
    mp4(
      `H.264 of profile ${profile}`,
      `${film()} -c:v libx264 -pix_fmt ${profile === 'high10' ? 'yuv420p10le' : 'yuv420p'} -profile:v ${profile} ${first}`,
    ),
  ),
  ...[
    'yuv422p',
    'yuv422p10le',
    'yuv444p',
    'yuv444p10le',
    'gray',
    'gray10le',
    'yuvj420p',
    'nv12',
    'yuvj422p',
    'yuv420p10le',
  ].map((format) =>
    mp4(`H.264 of pixels ${format}`, `${film()} -c:v libx264 -preset ultrafast -pix_fmt ${format} ${first}`),
  ),
  mp4('H.264 of red, green and blue', `${film()} -c:v libx264rgb -preset ultrafast ${first}`),
  mp4('H.264 without loss', `${film()} ${x264} -qp 0 ${first}`),
  mp4('H.264 without loss in 4:4:4', `${film()} -c:v libx264 -pix_fmt yuv444p -qp 0 ${first}`),
  mp4('H.264 with scaling lists', `${film()} ${x264} -profile:v high -x264-params cqm=jvt:8x8dct=1 ${first}`),
  mp4(
    'H.264 with scaling lists in 4:4:4',
    `${film()} -c:v libx264 -pix_fmt yuv444p -x264-params cqm=jvt ${first}`,
  ),
  mp4(
    'H.264 with scaling lists of its own',
    `${film()} ${x264} -x264-params cqm4=17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32:8x8dct=1 ${first}`,
  ),
  mp4(
    'H.264 with a constant rate of bits',
    `${film()} ${x264} -b:v 300k -x264-params nal-hrd=cbr:vbv-maxrate=300:vbv-bufsize=300 ${first}`,
  ),
  mp4('H.264 of whole pictures only', `${film()} ${x264} -g 1 ${first}`),
  mp4('H.264 with pictures that look ahead', `${film()} -c:v libx264 -pix_fmt yuv420p -bf 3 ${first}`),
  mp4(
    'H.264 with open groups of pictures',
    `${film()} -c:v libx264 -pix_fmt yuv420p -x264-params open-gop=1:keyint=8 ${first}`,
  ),
  mp4('H.264 in many slices', `${film()} ${x264} -x264-params slices=4 ${first}`),
  mp4('H.264 named avc3', `${film()} ${x264} -tag:v avc3 -strict unofficial ${first}`),
  mp4(
    'H.264 with all colours described',
    `${film()} ${x264} -color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv -chroma_sample_location left ${first}`,
  ),
  ...['hvc1', 'hev1'].map((tag) => mp4(`HEVC named ${tag}`, `${film()} ${x265} -tag:v ${tag} ${first}`)),
  ...['yuv420p10le', 'yuv420p12le', 'yuv422p', 'yuv422p10le', 'yuv444p', 'yuv444p12le', 'gray'].map(
    (format) =>
      mp4(
        `HEVC of pixels ${format}`,
        `${film()} -c:v libx265 -preset ultrafast -pix_fmt ${format} -x265-params log-level=none -tag:v hvc1 ${first}`,
      ),
  ),
  mp4('HEVC in layers of time', `${film()} ${x265}:temporal-layers=3:bframes=4:b-adapt=0 ${first}`),
  mp4(
    'HEVC with a constant rate of bits',
    `${film()} ${x265}:hrd=1:vbv-maxrate=300:vbv-bufsize=300:bitrate=200 ${first}`,
  ),
  mp4('HEVC with parameters repeated', `${film()} ${x265}:repeat-headers=1 ${first}`),
  mp4('HEVC without loss', `${film()} ${x265}:lossless=1 ${first}`),
  mp4('MPEG-4', `${film()} -c:v mpeg4 ${first}`),
  mp4('MPEG-2', `${film()} -c:v mpeg2video ${first}`),
  mp4('VP9', `${film('64x64', 30, 0.1)} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 ${first}`),
  mp4('AV1', `${film('64x64', 30, 0.1)} -c:v libaom-av1 -cpu-used 8 -usage realtime ${first}`),
  ...[0, 3].map((profile) =>
    mov(`ProRes of profile ${profile}`, `${film()} -c:v prores_ks -profile:v ${profile} ${first}`),
  ),
  mov('ProRes of 4:4:4', `${film()} -c:v prores_ks -profile:v 4444 -pix_fmt yuv444p10le ${first}`),
  mov('motion JPEG', `${film()} -c:v mjpeg ${first}`),
  mov('DNxHD', `${film('1280x720', 25, 0.08)} -c:v dnxhd -profile:v dnxhr_lb -pix_fmt yuv422p ${first}`),
  mov('PNG as a film', `${film()} -c:v png ${first}`),
  mov('raw pixels', `${film('16x16')} -c:v rawvideo -pix_fmt yuyv422 ${first}`),
  mov('QuickTime animation', `${film()} -c:v qtrle ${first}`),
  mov('H.263', `${film('176x144')} -c:v h263 ${first}`),
];

const scans: readonly Case[] = [
  mp4('H.264 in half-frames, the upper first', `${film()} ${x264} -x264-params interlaced=1:tff=1 ${first}`),
  mov('H.264 in half-frames, the lower first', `${film()} ${x264} -x264-params interlaced=1:bff=1 ${first}`),
  mp4(
    'H.264 in half-frames in 4:2:2',
    `${film()} -c:v libx264 -pix_fmt yuv422p -x264-params interlaced=1 ${first}`,
  ),
  mp4(
    'H.264 in half-frames of 1080 lines',
    `${still('192x1080', 30, 0.1)} ${x264} -x264-params interlaced=1 ${first}`,
  ),
  mp4(
    'H.264 that could be in half-frames and is not',
    `${film()} ${x264} -x264-params fake-interlaced=1 ${first}`,
  ),
  mp4('HEVC in half-frames', `${film()} -vf setfield=tff ${x265}:interlace=tff ${first}`),
  mp4('HEVC in half-frames, the lower first', `${film()} -vf setfield=bff ${x265}:interlace=bff ${first}`),
  mp4('HEVC whose half-frames nobody but its parameters tells', `${film()} ${x265}:interlace=tff ${first}`),
  mov('ProRes in half-frames', `${film()} -vf setfield=tff -c:v prores_ks -flags +ildct ${first}`),
];

const rates: readonly Case[] = [
  ...[
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
    '60.6',
    '60.7',
    '61',
    '120',
  ].map((rate) =>
    mp4(`${rate} frames a second`, `${film('64x64', rate, 1)} ${x264} -video_track_timescale 90000 ${first}`),
  ),
  ...['25', '50', '60000/1001'].map((rate) =>
    mp4(`HEVC of ${rate} frames a second`, `${film('64x64', rate, 0.5)} ${x265} ${first}`),
  ),
  mp4(
    'a rate that changes from 30 to 15',
    `${film('64x64', 30, 2)} -vf select='lt(t,1)+not(mod(n,2))' -vsync vfr ${x264} ${first}`,
  ),
  mp4(
    'a rate that changes from 60 to 120',
    `${film('64x64', 120, 2)} -vf select='gt(t,1)+not(mod(n,2))' -vsync vfr ${x264} ${first}`,
  ),
  mp4(
    'a rate that changes from 10 to 30',
    `${film('64x64', 30, 2)} -vf select='gt(t,1)+not(mod(n,3))' -vsync vfr ${x264} ${first}`,
  ),
  mp4(
    '60 a second with one frame that is short',
    `${film('64x64', 60, 1)} -vf setpts=PTS-if(gt(N\\,30)\\,0.008/TB\\,0) -vsync passthrough ${x264} -video_track_timescale 90000 ${first}`,
  ),
  mp4(
    '60 a second with a clock that trembles',
    `${film('64x64', 60, 1)} -vf setpts=PTS+mod(N\\,3)*0.0001/TB -vsync passthrough ${x264} -video_track_timescale 90000 ${first}`,
  ),
  mp4('a single frame', `${film('64x64', 30, 0.03)} ${x264} ${first}`),
];

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
    '176x144',
    '1938x200',
  ].map((size) => mp4(`H.264 of ${size}`, `${still(size, 30, 0.1)} ${x264} ${first}`)),
  ...['1920x200', '1928x200', '66x38', '320x32', '328x32'].map((size) =>
    mp4(`HEVC of ${size}`, `${still(size, 30, 0.1)} ${x265} ${first}`),
  ),
  mp4('H.264 of 65x37 in 4:4:4', `${still('65x37', 30, 0.1)} -c:v libx264 -pix_fmt yuv444p ${first}`),
  mp4(
    'HEVC of 65x37 in 4:4:4',
    `${still('65x37', 30, 0.1)} -c:v libx265 -pix_fmt yuv444p -x265-params log-level=none ${first}`,
  ),
  ...['2/1', '1/2', '4/3', '40/33', '64/45'].map((shape) =>
    mp4(`pixels of ${shape}`, `${film()} -vf setsar=${shape} ${x264} ${first}`),
  ),
  mp4('HEVC with pixels of 3/2', `${film()} -vf setsar=3/2 ${x265} ${first}`),
  mp4('pixels so wide that the film is', `${still('1000x200', 30, 0.1)} -vf setsar=2/1 ${x264} ${first}`),
  ofPlain('a width that only the head of the pictures has wrong', patch('avc1', 24, 0x0f, 0x00, 0x00, 0x40)),
  {
    what: 'a width that the head of the pictures hides',
    extension: 'mp4',
    of: 'H.264 of 1938x200',
    change: patch('avc1', 24, 0x00, 0x40, 0x00, 0x40),
  },
  {
    what: 'pixels whose shape stands in the parameters alone',
    extension: 'mp4',
    of: 'pixels of 2/1',
    change: patch('pasp', -4, ...Buffer.from('free')),
  },
  {
    what: 'HEVC whose pixels have a shape in the parameters alone',
    extension: 'mp4',
    of: 'HEVC with pixels of 3/2',
    change: patch('pasp', -4, ...Buffer.from('free')),
  },
];

const wide = 'H.264 of 162x16';
const rotations: readonly Case[] = [
  ofPlain('turned by 90 degrees', turned(0, 1, -1, 0)),
  ofPlain('turned by 180 degrees', turned(-1, 0, 0, -1)),
  ofPlain('turned by 270 degrees', turned(0, -1, 1, 0)),
  ofPlain('mirrored', turned(-1, 0, 0, 1)),
  ofPlain('turned by 45 degrees', turned(0.7071, 0.7071, -0.7071, 0.7071)),
  { what: 'too wide, and turned by 90 degrees', extension: 'mp4', of: wide, change: turned(0, 1, -1, 0) },
  { what: 'too wide, and turned by 180 degrees', extension: 'mp4', of: wide, change: turned(-1, 0, 0, -1) },
  {
    what: 'too many columns, and turned by 270 degrees',
    extension: 'mp4',
    of: 'H.264 of 1922x194',
    change: turned(0, -1, 1, 0),
  },
  {
    what: 'a tall film turned to be too wide',
    extension: 'mp4',
    of: 'H.264 of 1080x1920',
    change: turned(0, 1, -1, 0),
  },
  {
    what: 'pixels of 2/1 turned by 90 degrees',
    extension: 'mp4',
    of: 'pixels of 2/1',
    change: turned(0, 1, -1, 0),
  },
];

const inTrack = ['edts', 'trak', 'moov'];
const edits = (...entries: readonly (readonly [seconds: number, start: number, speed?: number])[]): Change =>
  replaceBox(
    'elst',
    inTrack,
    box(
      'elst',
      words(
        0,
        entries.length,
        ...entries.flatMap(([seconds, start, speed = 1]) => [seconds * 1000, start, speed * 65_536]),
      ),
    ),
  );
const withEdits = 'an edit list as encoders write it';
const ofEdited = (what: string, change: Change): Case => ({ what, extension: 'mp4', of: withEdits, change });

const editLists: readonly Case[] = [
  mp4(withEdits, `${film('64x64', 30, 4)} -c:v libx264 -preset ultrafast -bf 2 -pix_fmt yuv420p ${first}`),
  mp4('an edit list of sound and pictures', `${film()} ${tone()} ${x264} ${aac} ${first}`),
  mp4(
    'an edit list that begins later',
    `${tone()} -itsoffset 0.3 ${film()} -map 1 -map 0 ${x264} ${aac} ${first}`,
  ),
  ofEdited('an edit list that leaves out two seconds at the beginning', edits([2, 30_720])),
  ofEdited('an edit list that leaves out two seconds at the end', edits([2, 1024])),
  ofEdited('an edit list of two pieces', edits([1, 0], [1, 30_720])),
  ofEdited('an edit list of double speed', edits([2, 0, 2])),
  ofEdited('an edit list of nothing', edits()),
  ofEdited('an edit list with a pause and all the rest', edits([0.5, -1], [4, 1024])),
  ofEdited('an edit list without a length', edits([0, 1024])),
];

const f = '-movflags';
const layouts: readonly Case[] = [
  mp4('the index at the end', `${film()} ${tone()} ${x264} ${aac}`),
  mov('the index of a MOV at the end', `${film()} ${tone()} ${x264} ${aac}`),
  ...[
    'frag_keyframe+empty_moov',
    'frag_keyframe',
    'frag_keyframe+empty_moov+default_base_moof',
    'frag_every_frame+empty_moov',
    'dash',
    'cmaf+frag_keyframe',
    'frag_keyframe+separate_moof+empty_moov',
    'frag_keyframe+delay_moov',
    'frag_keyframe+empty_moov+omit_tfhd_offset',
    'frag_keyframe+empty_moov+global_sidx',
    'frag_keyframe+empty_moov+negative_cts_offsets',
  ].map((flags) =>
    mp4(
      `fragments: ${flags}`,
      `${film('64x64', 30, 1)} ${tone(44_100, 1)} ${x264} -g 10 ${aac} ${f} ${flags}`,
    ),
  ),
  mp4('fragments of HEVC', `${film('64x64', 30, 1)} ${x265}:keyint=10 ${f} frag_keyframe+empty_moov`),
  mov('fragments of a MOV', `${film('64x64', 30, 1)} ${x264} -g 10 ${f} frag_keyframe+empty_moov`),
  mp4('fragments that are too slow', `${film('64x64', 10, 2)} ${x264} -g 5 ${f} frag_keyframe+empty_moov`),
  mp4(
    'fragments that are too long',
    `${still('16x16', 24, 301)} ${x264} -g 240 ${f} frag_keyframe+empty_moov`,
  ),
  mp4(
    'fragments with pictures that look ahead',
    `${film('64x64', 30, 1)} -c:v libx264 -pix_fmt yuv420p -g 10 -bf 2 ${f} frag_keyframe+empty_moov`,
  ),
  { what: "a phone's 3GP", extension: '3gp', ffmpeg: `${film('176x144')} ${tone()} ${x264} ${aac} ${first}` },
  { what: 'an M4V', extension: 'm4v', ffmpeg: `${film()} ${tone()} ${x264} ${aac} ${first} -f ipod` },
  { what: 'an F4V', extension: 'f4v', ffmpeg: `${film()} ${tone()} ${x264} ${aac} ${first}` },
  mp4('an MP4 of another brand', `${film()} ${x264} -brand mp42 ${first}`),
  mp4('an MP4 with a clock of microseconds', `${film()} ${x264} -video_track_timescale 1000000 ${first}`),
  mp4('subtitles beside the pictures', `${film()} ${tone()} ${x264} ${aac} -metadata title=A ${first}`),
  mov('a time code beside the pictures', `${film()} ${x264} -timecode 01:00:00:00 ${first}`),
  mp4('two tracks of pictures', `${film()} ${film('32x32', 60)} -map 0 -map 1 ${x264} ${first}`),
  ofPlain('free space at the beginning', insertBefore(box('ftyp').subarray(4), new Uint8Array())),
  ofPlain('stray bytes at the end', append(Buffer.alloc(500, 7))),
  ofPlain('a box of nobody at the end', append(box('uuid', Buffer.alloc(400, 3)))),
  {
    what: 'an old MOV without a type',
    extension: 'mov',
    of: 'the index of a MOV at the end',
    change: (bytes) => patch('ftyp', -4, ...Buffer.from('free'))(bytes),
  },
];

const lengths: readonly Case[] = [
  mp4('299 seconds', `${still('16x16', 24, 299)} ${x264} ${first}`),
  mp4('300 seconds', `${still('16x16', 24, 300)} ${x264} ${first}`),
  mp4('300.04 seconds', `${still('16x16', 25, 300.04)} ${x264} ${first}`),
  mp4('300.2 seconds', `${still('16x16', 25, 300.2)} ${x264} ${first}`),
  mp4('301 seconds, and slow', `${still('16x16', 1, 301)} ${x264} ${first}`),
  mp4('an hour', `${still('16x16', 1, 3600)} ${x264} ${first}`),
  mp4(
    'a film whose sound lasts longer',
    `${film('64x64', 30, 0.5)} ${tone(44_100, 3)} ${x264} ${aac} ${first}`,
  ),
  mp4(
    'a film of 110 megabits a second',
    `-f lavfi -i nullsrc=size=640x360:rate=30:duration=0.1,geq=random(1)*255:128:128 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -qp 0 ${first}`,
  ),
];

const sounds: readonly Case[] = [
  ...[1, 2, 3, 4, 5, 6, 8].map((channels) =>
    mp4(`AAC of ${channels} channels`, `${film()} ${tone()} ${x264} -c:a aac -ac ${channels} ${first}`),
  ),
  ...[7350, 8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 48_000, 64_000, 88_200, 96_000].map(
    (rate) =>
      mp4(`AAC of ${rate} samples a second`, `${film()} ${tone(rate)} ${x264} ${aac} -ar ${rate} ${first}`),
  ),
  ...['mono', 'stereo', '2.1', '3.0', 'quad', '4.0', '5.0(side)', '6.1', '7.1(wide)', 'hexagonal'].map(
    (layout) =>
      mp4(
        `AAC that describes its layout ${layout}`,
        `${film()} ${tone(48_000)} ${x264} -af aformat=channel_layouts=${layout} -c:a aac -aac_pce 1 ${first}`,
      ),
  ),
  ...['64k', '128k', '256k'].map((rate) =>
    mp4(
      `AAC of ${rate}`,
      `${film('64x64', 30, 2)} -f lavfi -i anoisesrc=duration=2:sample_rate=48000 ${x264} -c:a aac -b:a ${rate} -ac 2 ${first}`,
    ),
  ),
  mp4('AAC of profile Main', `${film()} ${tone()} ${x264} ${aac} -profile:a aac_main ${first}`),
  mp4(
    'AAC that predicts',
    `${film()} ${tone()} ${x264} ${aac} -profile:a aac_ltp -strict experimental ${first}`,
  ),
  mp4('MP3', `${film()} ${tone()} ${x264} -c:a libmp3lame ${first}`),
  mp4('AC-3', `${film()} ${tone()} ${x264} -c:a ac3 ${first}`),
  mp4('E-AC-3', `${film()} ${tone(48_000)} ${x264} -c:a eac3 ${first}`),
  mp4('ALAC', `${film()} ${tone()} ${x264} -c:a alac ${first}`),
  mp4('Opus', `${film()} ${tone(48_000)} ${x264} -c:a libopus -strict experimental ${first}`),
  mp4('FLAC', `${film()} ${tone()} ${x264} -c:a flac -strict experimental ${first}`),
  mp4('Vorbis', `${film()} ${tone()} ${x264} -c:a libvorbis ${first}`),
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
  ].map((codec) => mov(`sound of a MOV in ${codec}`, `${film()} ${tone()} ${x264} -c:a ${codec} ${first}`)),
  mov('AAC of a MOV with six channels', `${film()} ${tone(48_000)} ${x264} -c:a aac -ac 6 ${first}`),
  mov(
    'PCM of a MOV with 96 kHz and six channels',
    `${film()} ${tone(96_000)} ${x264} -c:a pcm_s24le -ac 6 ${first}`,
  ),
  mp4('pictures without sound', `${film()} ${x264} ${first}`),
  mp4('sound without pictures', `${tone()} ${aac} ${first}`),
  mp4(
    'two tracks of sound',
    `${film()} ${tone()} ${tone(96_000)} -map 0 -map 1 -map 2 ${x264} ${aac} ${first}`,
  ),
  mp4(
    'two tracks of sound, the second to be heard',
    `${film()} ${tone(96_000)} ${tone()} -map 0 -map 1 -map 2 -disposition:a:0 0 -disposition:a:1 default ${x264} ${aac} ${first}`,
  ),
  mp4('sound before the pictures', `${film()} ${tone()} -map 1 -map 0 ${x264} ${aac} ${first}`),
];

const damages: readonly Case[] = [
  ...[10, 30, 100, 500, 1000, 1500].map((length) => ofPlain(`cut after ${length} bytes`, cutTo(length))),
  ...[0.5, 0.8, 0.99].map((share) => ofPlain(`cut after ${share} of it`, cutTo(share))),
  ...[0.3, 0.6, 0.95].map((share): Case => ({
    what: `the index at the end, cut after ${share} of it`,
    extension: 'mp4',
    of: 'the index at the end',
    change: cutTo(share),
  })),
  ...[0.4, 0.7, 0.95].map((share): Case => ({
    what: `fragments cut after ${share} of them`,
    extension: 'mp4',
    of: 'fragments: frag_keyframe+empty_moov',
    change: cutTo(share),
  })),
  ofPlain('an index whose table is longer than its box', patch('stts', 4, 0, 0, 1, 0)),
  ofPlain('an index with a box that is longer than the one around it', patch('mdia', -8, 0, 1, 0, 0)),
];

const jpeg = (size: string, more = ''): string => `${still(size, 1, 1)} -frames:v 1 -c:v mjpeg ${more}`;
const png = (size: string, more = ''): string => `${still(size, 1, 1)} -frames:v 1 -c:v png ${more}`;
const photo = 'a JPEG of 640x480';
const picture = 'a PNG of 640x480';
const image = (what: string, extension: string, ffmpeg: string): Case => ({ what, extension, ffmpeg });

const images: readonly Case[] = [
  ...[
    '640x480',
    '320x240',
    '318x240',
    '1440x900',
    '1442x900',
    '1000x100',
    '1002x100',
    '100x1000',
    '100x1002',
    '4000x3000',
  ].map((size) => image(`a JPEG of ${size}`, 'jpg', jpeg(size))),
  ...['yuvj422p', 'yuvj444p', 'gray'].map((format) =>
    image(`a JPEG of pixels ${format}`, 'jpg', jpeg('640x480', `-pix_fmt ${format}`)),
  ),
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
  ].map((size) => image(`a PNG of ${size}`, 'png', png(size))),
  ...['rgb24', 'rgba', 'gray', 'ya8', 'gray16be', 'rgb48be', 'pal8', 'monob'].map((format) =>
    image(`a PNG of pixels ${format}`, 'png', png('640x480', `-pix_fmt ${format}`)),
  ),
  image('a PNG in seven passes', 'png', png('640x480', '-flags +ildct')),
  image('a PNG that moves', 'png', `${film('320x240', 5, 1)} -c:v apng -f apng`),
  ...[0.3, 0.7, 0.99].map((share): Case => ({
    what: `a JPEG cut after ${share} of it`,
    extension: 'jpg',
    of: photo,
    change: cutTo(share),
  })),
  ...[0.3, 0.7, 0.99].map((share): Case => ({
    what: `a PNG cut after ${share} of it`,
    extension: 'png',
    of: picture,
    change: cutTo(share),
  })),
  ...[1, 9, 5000].map((count): Case => ({
    what: `a JPEG with ${count} stray bytes between its segments`,
    extension: 'jpg',
    of: photo,
    change: insertBefore(Uint8Array.of(0xff, 0xc0), Buffer.alloc(count, 7)),
  })),
  {
    what: 'a JPEG with padding before a marker',
    extension: 'jpg',
    of: photo,
    change: insertBefore(Uint8Array.of(0xff, 0xc0), Buffer.alloc(5, 0xff)),
  },
  { what: 'a JPEG with bytes at its end', extension: 'jpg', of: photo, change: append(Buffer.alloc(300, 9)) },
  {
    what: 'a PNG with bytes at its end',
    extension: 'png',
    of: picture,
    change: append(Buffer.alloc(300, 9)),
  },
  {
    what: 'a JPEG that is to be turned',
    extension: 'jpg',
    of: 'a JPEG of 1000x100',
    change: insertBefore(
      Uint8Array.of(0xff, 0xdb),
      Buffer.from(
        'ffe1002245786966000049492a00080000000100120103000100000006000000000000000000',
        'hex',
      ).subarray(0, 36),
    ),
  },
  ...(['gif', 'webp', 'bmp', 'tiff', 'jp2', 'jxl', 'avif'] as const).map((extension) =>
    image(`a picture as ${extension}`, extension, `${still('64x64', 1, 1)} -frames:v 1`),
  ),
  { what: 'a HEIC', extension: 'heic', of: plain, change: patch('ftyp', 0, ...Buffer.from('heic')) },
];

const others: readonly Case[] = [
  image('a WebM', 'webm', `${film('64x64', 30, 0.1)} -c:v libvpx -deadline realtime`),
  ...['mkv', 'avi', 'flv', 'ts'].map((extension) =>
    image(`a film as ${extension}`, extension, `${film()} ${x264}`),
  ),
  image('a film as wmv', 'wmv', `${film()} -c:v wmv2`),
  image('a film as mpg', 'mpg', `${film('64x64', 25)} -c:v mpeg2video`),
  image('sound as wav', 'wav', tone()),
  image('sound as mp3', 'mp3', tone()),
  image('sound as m4a', 'm4a', `${tone()} ${aac} ${first}`),
  image('sound as ogg', 'ogg', `${tone()} -c:a libopus`),
];

/** All files of the corpus. */
export const cases: readonly Case[] = [
  ...codecs,
  ...scans,
  ...rates,
  ...sizes,
  ...rotations,
  ...editLists,
  ...layouts,
  ...lengths,
  ...sounds,
  ...damages,
  ...images,
  ...others,
];
