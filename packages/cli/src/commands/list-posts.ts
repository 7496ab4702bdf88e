import { listThreads } from '@threads-sdk/endpoints';
import { connect, type ConnectOptions } from '../connect.ts';
import type { Context } from '../context.ts';
import { print } from '../output/print.ts';
import { table } from '../output/table.ts';

/** Lists the posts of the account. */
export async function listPosts(
  context: Context,
  options: ConnectOptions & { readonly json?: boolean; readonly limit: string },
): Promise<void> {
  const { client } = await connect(context, options);
  const { data } = await listThreads(client, { limit: Number(options.limit) }, { signal: context.signal });
  print(context, options, { data }, () =>
    table(
      context.output,
      [
        { title: 'ID', value: ({ id }) => id },
        { title: 'TIME', value: ({ timestamp }) => timestamp },
        { title: 'TEXT', value: ({ text }) => text, shrinks: true },
      ],
      data,
    ),
  );
}
