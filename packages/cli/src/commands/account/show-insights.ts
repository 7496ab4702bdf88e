import {
  getThreadInsights,
  getUserInsights,
  type GetUserInsightsParameters,
  metricsOf,
  type UserInsight,
} from '@threads-sdk/endpoints';
import { CommandError } from '../../command-error.ts';
import { connect, type Connection, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { findPost } from '../../find-post.ts';
import { userMetrics } from '../../generated/limits.ts';
import { count } from '../../output/count.ts';
import { csv } from '../../output/csv.ts';
import { print } from '../../output/print.ts';
import { shortTime } from '../../output/short-time.ts';
import { type Column, table } from '../../output/table.ts';
import { countMetrics } from '../../read-counts.ts';
import { type WindowOptions, windowParameters } from '../page-options.ts';

interface InsightsOptions extends ConnectOptions, WindowOptions {
  readonly json?: boolean;
  readonly csv?: true;
  readonly by?: GetUserInsightsParameters['breakdown'];
}

/** Shows the numbers of the account or of a post. */
export async function showInsights(
  context: Context,
  given: string | undefined,
  options: InsightsOptions,
): Promise<void> {
  const { since, until, by } = options;
  if (given !== undefined && (since ?? until ?? by) !== undefined)
    throw new CommandError(
      exitCodes.usage,
      '--since, --until and --by are for the numbers of the account: those of a post are totals.',
      'Leave them out, or leave out the post.',
    );
  const connection = await connect(context, options);
  const data: readonly UserInsight[] =
    given === undefined
      ? await readAccount(context, connection, options)
      : await readPost(context, connection, given);
  const rows = rowsOf(data);
  if (options.csv) {
    context.output.write(
      csv(
        ['metric', 'end_time', 'part', 'value'],
        rows.map(({ metric, endTime, part, value }) => [metric, endTime, part, value]),
      ),
    );
  } else {
    print(context, options, { data }, () =>
      rows.length === 0 ? '' : table(context.output, columnsOf(rows), rows),
    );
  }
  if (rows.length === 0 && !options.json) context.messages.write('Threads tells no numbers of it.\n');
}

/** All but the followers by their parts, which are a call of its own. The functions are made of the same description. */
const accountMetrics = userMetrics.filter(
  (metric) => metric !== 'follower_demographics',
) as GetUserInsightsParameters['metric'];

async function readAccount(
  { signal }: Context,
  { client }: Connection,
  { by, ...window }: InsightsOptions,
): Promise<readonly UserInsight[]> {
  const asked: GetUserInsightsParameters = by
    ? { metric: ['follower_demographics'], breakdown: by }
    : { metric: accountMetrics };
  const { data } = await getUserInsights(client, { ...windowParameters(window), ...asked }, { signal });
  return data;
}

async function readPost(
  context: Context,
  connection: Connection,
  given: string,
): Promise<readonly UserInsight[]> {
  const media_id = await findPost(context, connection, given);
  const { signal } = context;
  const { data } = await getThreadInsights(connection.client, { media_id, metric: countMetrics }, { signal });
  return data;
}

/** A number with what it is of. */
interface Row {
  readonly metric: string;
  readonly endTime?: string | undefined;
  readonly part?: string | undefined;
  readonly value: number;
}

function rowsOf(data: readonly UserInsight[]): readonly Row[] {
  return Object.entries<Metric>({ ...metricsOf({ data }) }).flatMap(([metric, of]) =>
    typeof of === 'number'
      ? [{ metric, value: of }]
      : of.map(({ end_time: endTime, link_url: link, part = link, value }) => ({
          metric,
          endTime,
          part,
          value,
        })),
  );
}

/** A total, or the numbers of days, links or parts. */
type Metric =
  | number
  | readonly {
      readonly end_time?: string;
      readonly link_url?: string;
      readonly part?: string;
      readonly value: number;
    }[];

function columnsOf(rows: readonly Row[]): readonly Column<Row>[] {
  const isOfDays = rows.some(({ endTime }) => endTime !== undefined);
  const hasParts = rows.some(({ part }) => part !== undefined);
  return [
    { title: 'METRIC', value: ({ metric }) => metric },
    ...(isOfDays ? [{ title: 'DAY ENDS', value: ({ endTime }: Row) => shortTime(endTime) }] : []),
    ...(hasParts ? [{ title: 'OF', value: ({ part }: Row) => part, shrinks: true }] : []),
    { title: 'VALUE', value: ({ value }) => count(value), align: 'right' },
  ];
}
