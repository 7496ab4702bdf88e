import type { PictureName } from '../../src/pictures/own-media.ts';
import { below, box, type Colour, ellipse, fade, polygon, type Shape } from './shapes.ts';

const red: Colour = [196, 62, 48];
const deepRed: Colour = [158, 45, 38];
const cream: Colour = [248, 234, 211];
const ink: Colour = [38, 35, 46];

function gate(): readonly Shape[] {
  return [
    fade([96, 122, 172], [250, 196, 150], 0, 2.1),
    ellipse([255, 226, 178], [2, 1.42], [0.62, 0.62]),
    below([134, 132, 164], (x) => 1.62 - 0.28 * Math.sin(x * 1.3 + 0.6) - 0.05 * Math.sin(x * 5)),
    below([92, 98, 132], (x) => 1.9 - 0.2 * Math.sin(x * 1.9 + 2.4) - 0.04 * Math.sin(x * 7)),
    fade([233, 167, 128], [86, 96, 130], 2.12, 3),
    ...[2.2, 2.34, 2.52, 2.74].map((y, index) =>
      ellipse([252, 214, 170], [2 + 0.12 * (index % 2 === 0 ? 1 : -1), y], [0.52 - 0.08 * index, 0.022]),
    ),
    polygon(red, [1.12, 1.0], [1.28, 1.0], [1.25, 2.42], [1.06, 2.42]),
    polygon(red, [2.72, 1.0], [2.88, 1.0], [2.94, 2.42], [2.75, 2.42]),
    box(ink, 1.03, 2.36, 1.28, 2.46),
    box(ink, 2.72, 2.36, 2.97, 2.46),
    box(red, 0.95, 1.16, 3.05, 1.29),
    box(deepRed, 1.93, 0.86, 2.07, 1.16),
    polygon(deepRed, [0.72, 0.74], [3.28, 0.74], [3.16, 0.9], [0.84, 0.9]),
    polygon(ink, [0.62, 0.56], [2, 0.66], [3.38, 0.56], [3.3, 0.76], [0.7, 0.76]),
  ];
}

function house(left: number, right: number, eaves: number, wall: Colour, roof: Colour): readonly Shape[] {
  const middle = (left + right) / 2;
  const windows = [left + (right - left) * 0.2, left + (right - left) * 0.6];
  return [
    box(wall, left, eaves, right, 2.3),
    polygon(roof, [left - 0.09, eaves + 0.03], [middle, eaves - 0.34], [right + 0.09, eaves + 0.03]),
    ...windows.flatMap((x) =>
      [0.16, 0.5].map((y) => box([255, 214, 130], x, eaves + y, x + (right - left) * 0.2, eaves + y + 0.2)),
    ),
  ];
}

function river(): readonly Shape[] {
  return [
    fade([42, 54, 94], [226, 140, 120], 0, 2),
    ellipse(cream, [3.1, 0.55], [0.2, 0.2]),
    below([70, 72, 112], (x) => 1.3 - 0.42 * Math.exp(-((x - 1.9) ** 2) / 0.5) + 0.05 * Math.sin(x * 6)),
    below([52, 56, 88], (x) => 1.62 - 0.12 * Math.sin(x * 2.2)),
    ...house(2.9, 3.42, 1.32, [112, 76, 82], [58, 44, 60]),
    ...house(3.4, 4.3, 1.05, [134, 84, 80], [66, 46, 60]),
    ...house(0.62, 1.2, 1.36, [104, 72, 86], [54, 42, 62]),
    ...house(-0.3, 0.62, 1.0, [140, 88, 78], [70, 48, 58]),
    below([38, 42, 66], () => 2.2),
    polygon([84, 100, 150], [1.7, 2.2], [2.35, 2.2], [3.6, 3.05], [0.5, 3.05]),
    ...[2.3, 2.44, 2.6, 2.78, 2.94].map((y, index) =>
      ellipse(
        [228, 168, 150],
        [2.02 + 0.18 * Math.sin(index * 2.1), y],
        [0.16 + 0.1 * index, 0.012 + 0.004 * index],
      ),
    ),
    polygon([52, 38, 48], [1.02, 2.12], [2.98, 2.12], [2.98, 2.2], [1.02, 2.2]),
    ...[1.1, 1.5, 1.9, 2.3, 2.7].map((x) => box([52, 38, 48], x, 1.96, x + 0.05, 2.14)),
    box([52, 38, 48], 1.02, 1.94, 2.98, 1.99),
  ];
}

function cup(x: number, drink: Colour, foam: Colour): readonly Shape[] {
  const centre = [x, 1.55] as const;
  return [
    ellipse([176, 140, 112], [x + 0.07, 1.66], [0.86, 0.86]),
    ellipse([236, 226, 210], centre, [0.82, 0.82]),
    ellipse([216, 204, 186], centre, [0.62, 0.62]),
    ellipse(cream, [x + 0.56, 1.3], [0.24, 0.19], 0.55),
    ellipse([255, 250, 240], centre, [0.52, 0.52]),
    ellipse(drink, centre, [0.44, 0.44]),
    ellipse(foam, [x - 0.12, 1.44], [0.17, 0.1]),
  ];
}

function cups(): readonly Shape[] {
  return [
    fade([214, 178, 146], [190, 150, 118]),
    ...[0.5, 1.1, 1.75, 2.4, 2.9].map((y) => box([182, 142, 110], 0, y, 4, y + 0.018)),
    ...cup(1.08, [126, 152, 74], [168, 188, 112]),
    ...cup(2.92, [88, 54, 38], [142, 98, 68]),
    polygon([120, 98, 84], [1.96, 0.55], [2.02, 0.55], [2.04, 2.2], [1.94, 2.2]),
    ellipse([120, 98, 84], [1.99, 2.36], [0.11, 0.22]),
  ];
}

/** What each picture shows. */
export const scenes: Readonly<Record<PictureName, () => readonly Shape[]>> = { gate, river, cups };
