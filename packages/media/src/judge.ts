import type { MediaFault, MediaWarning } from './media-fault.ts';

/** What judging a file adds to its report. */
export interface Judgement {
  readonly faults: readonly MediaFault[];
  readonly warnings: readonly MediaWarning[];
}

/** A code, whether it applies, and its message. */
export type Rule<Code> = readonly [code: Code, applies: boolean, message: string];

/** The rules that apply, in their order. */
export function applyRules<Code>(
  rules: readonly Rule<Code>[],
): { readonly code: Code; readonly message: string }[] {
  return rules.filter(([, applies]) => applies).map(([code, , message]) => ({ code, message }));
}

/** A measured number as it is compared and shown: encoders and their clocks are off by some thousandths. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
