import type { RequestRecord } from '../../log/request-record.ts';

/** Which requests a person wants to see. */
export interface RequestFilter {
  /** Anywhere in path, parameters, answer or error, in any case. */
  readonly search?: string;
  readonly operation?: string;
  readonly user?: string;
  /** `failed`, or the first digit of a status. */
  readonly status?: string;
  /** Requests older than the one with this number. */
  readonly before?: number;
}

/** The statuses that a filter offers. */
export const statusChoices: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'failed', label: 'Failed' },
  { value: '2', label: '2xx' },
  { value: '3', label: '3xx' },
  { value: '4', label: '4xx' },
  { value: '5', label: '5xx' },
  { value: '0', label: 'No answer' },
];

/** Reads the filter of a page's address. */
export function readFilter(query: URLSearchParams): RequestFilter {
  const before = Number(query.get('before') ?? 0);
  const given = (['search', 'operation', 'user', 'status'] as const).flatMap((name) => {
    const value = query.get(name)?.trim() ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(given),
    ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
  };
}

/** The filter as the query of an address, with or without its place. */
export function filterQuery(filter: RequestFilter, before: number | undefined = filter.before): string {
  const { before: _, ...rest } = filter;
  const members = Object.entries(rest).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams([
    ...members,
    ...(before === undefined ? [] : [['before', String(before)]]),
  ]).toString();
}

/** Whether a request failed: an error, a status from 400 on, or no answer at all. */
export function isFailed({ error, status }: RequestRecord): boolean {
  return error !== undefined || status >= 400 || status === 0;
}

/** Whether a filter lets a request through, its place aside. */
export function matches(filter: RequestFilter, record: RequestRecord): boolean {
  const { operation, user, status, search } = filter;
  if (operation !== undefined && record.operation !== operation) return false;
  if (user !== undefined && record.user !== user) return false;
  if (status === 'failed' && !isFailed(record)) return false;
  if (status !== undefined && status !== 'failed' && firstDigit(record) !== status) return false;
  return search === undefined || textOf(record).toLowerCase().includes(search.toLowerCase());
}

function firstDigit({ status }: RequestRecord): string {
  return String(Math.floor(status / 100));
}

function textOf({ method, path, operation, parameters, answer, error }: RequestRecord): string {
  const named = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return [`${method} ${path}`, operation, ...named, answer, error?.message].join('\n');
}

/** The newest requests that a filter lets through, at most so many, newest first, and whether there are older ones. */
export function filtered(
  records: readonly RequestRecord[],
  filter: RequestFilter,
  limit: number,
): { readonly page: readonly RequestRecord[]; readonly hasMore: boolean } {
  const page: RequestRecord[] = [];
  for (let index = records.length - 1; index >= 0; index -= 1) {
    const record = records[index];
    if (record === undefined || (filter.before !== undefined && record.id >= filter.before)) continue;
    if (!matches(filter, record)) continue;
    if (page.length === limit) return { page, hasMore: true };
    page.push(record);
  }
  return { page, hasMore: false };
}
