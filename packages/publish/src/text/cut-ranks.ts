/** How good a place for a cut is; 0 is none. */
export const cutRank = { grapheme: 1, space: 2, word: 3, sentence: 4, paragraph: 5 } as const;

/** A function that ranks the place before each code unit of a text that begins at a cut. */
export function createCutRanker(): (text: string) => Uint8Array {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const words = new Intl.Segmenter('en', { granularity: 'word' });
  const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

  return (text) => {
    const ranks = new Uint8Array(text.length + 1);
    // Only what is a border between graphemes can become a better one.
    const raise = (index: number, rank: number): void => {
      if ((ranks[index] ?? 0) > 0) ranks[index] = rank;
    };
    for (const { index } of graphemes.segment(text)) ranks[index] = cutRank.grapheme;
    let before = '';
    for (const { index, segment, isWordLike } of words.segment(text)) {
      if (isWordLike === true && !opens.test(before)) raise(index, cutRank.word);
      before = segment;
    }
    for (const { index } of sentences.segment(text)) raise(index, cutRank.sentence);
    for (const { 0: space, index } of text.matchAll(/\s+/g)) {
      const end = index + space.length;
      const best = ranks.subarray(index + 1, end + 1).reduce((a, b) => Math.max(a, b), cutRank.word);
      for (let inside = index; inside < end; inside += 1) raise(inside, cutRank.space);
      raise(end, /\n\s*\n|\r\s*\r|\u2029/.test(space) ? cutRank.paragraph : best);
    }
    return ranks;
  };
}

/** What stands before a word and belongs to it. */
const opens = /[\p{Ps}\p{Pi}\p{Sc}"'¿¡]$/u;
