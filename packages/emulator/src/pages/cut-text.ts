/** A stretch of a text in UTF-16 code units; what lies outside of the text is ignored. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/** One piece of a text, with the ranges that cover it. */
export interface TextPiece<Range extends TextRange> {
  readonly text: string;
  readonly ranges: readonly Range[];
}

/** Cuts a text where ranges begin and end; the pieces together are the text again. */
export function cutText<Range extends TextRange>(
  text: string,
  ranges: readonly Range[],
): readonly TextPiece<Range>[] {
  const within = (position: number): number => Math.min(Math.max(Math.trunc(position), 0), text.length);
  const spans = ranges.map((range) => ({
    range,
    start: within(range.offset),
    end: within(range.offset + range.length),
  }));
  const cuts = [0, text.length, ...spans.flatMap(({ start, end }) => [start, end])];
  const borders = [...new Set(cuts)].toSorted((left, right) => left - right);
  return borders.slice(0, -1).map((from, index) => {
    const to = borders[index + 1] ?? text.length;
    return {
      text: text.slice(from, to),
      ranges: spans.filter(({ start, end }) => start <= from && to <= end).map(({ range }) => range),
    };
  });
}
