import type { Command } from 'commander';

/** Which part of a list is read. */
export interface PageOptions {
  readonly limit: string;
  readonly after?: string;
  readonly all?: true;
}

/** The options of every command that reads a list page by page. */
export function withPages(command: Command): Command {
  return command
    .option('--limit <number>', 'how many at most, up to 100', '25')
    .option('--after <cursor>', 'go on after a page, whose end names the cursor')
    .option('--all', 'all of them, page after page');
}

/** The parameters of the API for a page. What they may be, the API's own checks say. */
export function pageParameters({ limit, after, all }: PageOptions): {
  readonly limit: number;
  readonly after: string | undefined;
} {
  return { limit: all ? 100 : readNumber(limit), after };
}

/** The time in which something has to be. */
export interface WindowOptions {
  readonly since?: string;
  readonly until?: string;
}

/** The options of every command that reads what is of a certain time. */
export function withWindow(command: Command): Command {
  return command
    .option('--since <time>', 'only what is newer: a date such as 2026-10-01, or Unix seconds')
    .option('--until <time>', 'only what is older');
}

/** The parameters of the API for a window. */
export function windowParameters({ since, until }: WindowOptions): {
  readonly since: string | number | undefined;
  readonly until: string | number | undefined;
} {
  return { since: readTime(since), until: readTime(until) };
}

/** A moment as the API takes it: digits are seconds, everything else is a date. */
export function readTime(text: string | undefined): string | number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}

/** What is no number becomes NaN, which the API's own checks refuse along with whatever else is wrong. */
export function readNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
