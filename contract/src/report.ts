import { createRedactor } from '@threads-sdk/errors';
import type { Facts } from './answer.ts';
import { addressOf } from './address.ts';
import type { Check } from './check.ts';
import type { Live } from './live.ts';
import type { Result, Run } from './run-checks.ts';

/** What a person may attach to an issue: no token, no id, no name, nobody's text. */
export interface Report {
  readonly version: 1;
  /** The day, in UTC. */
  readonly on: string;
  /** The API's host, or `loopback`. */
  readonly address: string;
  readonly permissions: readonly string[];
  readonly cleanUp: {
    readonly deleted: number;
    readonly left: readonly string[];
    readonly searched: boolean;
  };
  readonly results: readonly Result[];
}

/** What is said of a run in public. */
export function createReport(live: Live, { results, cleanUp }: Run): Report {
  const clean = sanitizerFor(live);
  return {
    version: 1,
    on: new Date(live.clock.now()).toISOString().slice(0, 10),
    address: addressOf(live.options.baseUrl),
    permissions: [...(live.scopes ?? [])].toSorted(),
    cleanUp: { ...cleanUp, left: cleanUp.left.map(clean) },
    results: results.map(({ id, answer, facts, reason }) => ({
      id,
      answer,
      facts: cleanFacts(facts, clean),
      ...(reason !== undefined && { reason: clean(reason) }),
    })),
  };
}

/** Takes out of a text what this run knows of its person. */
export function sanitizerFor({ options, seen, me, token }: Live): Sanitize {
  const secrets = [options.token, token(), options.app?.clientSecret, options.app?.clientId];
  return createSanitizer(
    secrets.filter((secret) => secret !== undefined),
    [me.username, ...seen.names],
  );
}

function cleanFacts(facts: Facts, clean: Sanitize): Facts {
  const cleaned = Object.entries(facts).map(([name, value]) => {
    if (typeof value === 'string') return [name, clean(value)] as const;
    if (typeof value === 'object') return [name, value.map(clean)] as const;
    return [name, typeof value === 'number' && value >= 1e12 ? clean(String(value)) : value] as const;
  });
  return Object.fromEntries(cleaned);
}

/** The report for readers, as Markdown. */
export function emitReport(report: Report, checks: readonly Check[]): string {
  const { results, cleanUp } = report;
  const counts = ['confirmed', 'refuted', 'measured', 'unclear', 'failed', 'skipped']
    .map((answer) => `${results.filter((result) => result.answer === answer).length} ${answer}`)
    .join(', ');
  const left =
    cleanUp.left.length === 0 ? 'Nothing is left.' : `Could not be deleted: ${cleanUp.left.join(', ')}.`;
  return [
    `# Live check of ${report.on}`,
    `Address: ${report.address}. Permissions: ${report.permissions.join(', ') || 'unknown'}.`,
    `${counts}. ${cleanUp.deleted} posts were deleted. ${left}`,
    ...['refuted', 'failed', 'unclear', 'measured', 'confirmed', 'skipped'].map((answer) =>
      emitSection(
        answer,
        results.filter((result) => result.answer === answer),
        checks,
      ),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function emitSection(answer: string, results: readonly Result[], checks: readonly Check[]): string {
  if (results.length === 0) return '';
  const lines = results.map(({ id, facts, reason }) => {
    const check = checks.find((candidate) => candidate.id === id);
    const seen = describeFacts(facts);
    return [
      `- \`${id}\`: ${check?.question ?? ''}`,
      `  - The emulator: ${check?.emulator ?? ''}`,
      ...(seen === '' ? [] : [`  - Seen: ${seen}`]),
      ...(reason === undefined ? [] : [`  - ${reason}`]),
    ].join('\n');
  });
  return `## ${answer}\n\n${lines.join('\n')}`;
}

/** Facts in one line. */
export function describeFacts(facts: Facts): string {
  return Object.entries(facts)
    .map(
      ([name, value]) => `${name}: ${typeof value === 'object' ? value.join(', ') || 'none' : String(value)}`,
    )
    .join('; ');
}

/** Takes out of a text what nobody but the person should read. */
export type Sanitize = (text: string) => string;

/**
 * Makes a function that replaces secrets, the names of people, and ids: the same id by the same `id-1` everywhere.
 * Twelve digits and more are an id; times in seconds are shorter.
 */
export function createSanitizer(secrets: readonly string[], names: Iterable<string>): Sanitize {
  const redact = createRedactor(secrets);
  const longestFirst = [...names]
    .filter((name) => name !== '')
    .toSorted((one, other) => other.length - one.length);
  const people = longestFirst
    .map((name) => name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
    .join('|');
  const anyName =
    people === '' ? undefined : new RegExp(`(?<![\\p{L}\\p{N}])(?:${people})(?![\\p{L}\\p{N}])`, 'giu');
  const ids = new Map<string, string>();
  const placeholder = (id: string): string => {
    const known = ids.get(id) ?? `id-${ids.size + 1}`;
    ids.set(id, known);
    return known;
  };
  return (text) => {
    const withoutNames = anyName === undefined ? redact(text) : redact(text).replaceAll(anyName, '<name>');
    return withoutNames.replaceAll(/\d{12,}/g, placeholder);
  };
}
