import type { Pixels } from './png.ts';

/** Red, green and blue, from 0 to 255. */
export type Colour = readonly [number, number, number];

/** A flat figure on a field that is 4 wide and 3 high, with the origin at its top left. */
export interface Shape {
  readonly covers: (x: number, y: number) => boolean;
  readonly colourAt: (x: number, y: number) => Colour;
}

/** What lies below a line that goes up and down, e.g. the top of a hill. */
export function below(colour: Colour, line: (x: number) => number): Shape {
  return { covers: (x, y) => y > line(x), colourAt: () => colour };
}

/** A colour at the top that becomes another one at the bottom, all over a part of the height. */
export function fade(from: Colour, to: Colour, top = 0, bottom = 3): Shape {
  return {
    covers: (_, y) => y >= top && y <= bottom,
    colourAt: (_, y) => {
      const share = Math.min(Math.max((y - top) / (bottom - top), 0), 1);
      const mix = (index: 0 | 1 | 2): number => from[index] + (to[index] - from[index]) * share;
      return [mix(0), mix(1), mix(2)];
    },
  };
}

/** An ellipse, or the ring that is left of it without an inner one. */
export function ellipse(
  colour: Colour,
  [centreX, centreY]: readonly [number, number],
  [width, height]: readonly [number, number],
  hole = 0,
): Shape {
  return {
    covers: (x, y) => {
      const distance = Math.hypot((x - centreX) / width, (y - centreY) / height);
      return distance <= 1 && distance >= hole;
    },
    colourAt: () => colour,
  };
}

/** A polygon without holes. */
export function polygon(colour: Colour, ...corners: readonly (readonly [number, number])[]): Shape {
  return {
    covers: (x, y) => {
      let inside = false;
      let [fromX, fromY] = corners.at(-1) ?? [0, 0];
      for (const [toX, toY] of corners) {
        if (toY > y !== fromY > y && x < ((fromX - toX) * (y - toY)) / (fromY - toY) + toX) inside = !inside;
        [fromX, fromY] = [toX, toY];
      }
      return inside;
    },
    colourAt: () => colour,
  };
}

/** A rectangle by its left, top, right and bottom. */
export function box(colour: Colour, left: number, top: number, right: number, bottom: number): Shape {
  return {
    covers: (x, y) => x >= left && x < right && y >= top && y < bottom,
    colourAt: () => colour,
  };
}

// Where shapes meet, a pixel is the mean of four points, so that edges are smooth.
const points = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

/** Paints shapes over one another, the last on top; `shift` moves the view to the right. */
export function paint(shapes: readonly Shape[], width: number, shift = 0): Pixels {
  const height = (width * 3) / 4;
  const scale = 4 / width;
  const bytes = new Uint8Array(width * height * 3);
  const top = shapes.toReversed();
  const shapeAt = (column: number, row: number): Shape | undefined => {
    for (const shape of top) if (shape.covers(column * scale + shift, row * scale)) return shape;
    return undefined;
  };
  const corners = (row: number): readonly (Shape | undefined)[] =>
    Array.from({ length: width + 1 }, (_, column) => shapeAt(column, row));
  let above = corners(0);
  for (let row = 0; row < height; row += 1) {
    const under = corners(row + 1);
    for (let column = 0; column < width; column += 1) {
      const shape = above[column];
      const isEven = [above[column + 1], under[column], under[column + 1]].every((other) => other === shape);
      const sum: [number, number, number] = [0, 0, 0];
      for (const [right, down] of isEven ? [[0.5, 0.5] as const] : points) {
        const found = isEven ? shape : shapeAt(column + right, row + down);
        const colour = found?.colourAt((column + right) * scale + shift, (row + down) * scale);
        for (const index of [0, 1, 2] as const) sum[index] += colour?.[index] ?? 0;
      }
      bytes.set(isEven ? sum : sum.map((total) => total / points.length), (row * width + column) * 3);
    }
    above = under;
  }
  return { width, height, bytes };
}
