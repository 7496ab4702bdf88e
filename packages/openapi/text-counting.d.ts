/** How the characters of a text are counted. */
export interface TextCounting {
  readonly rule: string;
  /** Meta's page about it. */
  readonly source: string;
  readonly howSure: string;
  readonly cases: readonly TextCountingCase[];
}

/** A text, and how many characters it has by the rule. */
export interface TextCountingCase {
  readonly text: string;
  readonly characters: number;
  /** What speaks for it: Meta's documentation, posts that were seen, or neither. */
  readonly sure: 'documented' | 'observed' | 'assumed';
  readonly why: string;
}

declare const textCounting: TextCounting;
// oxlint-disable-next-line import/no-default-export -- the value of a JSON module is its default export
export default textCounting;
