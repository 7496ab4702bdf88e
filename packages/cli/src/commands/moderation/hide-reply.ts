import { manageReply } from '@threads-sdk/endpoints';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { printChange } from './print-change.ts';

/** Hides a reply, or shows it again. */
export async function hideReply(
  context: Context,
  id: string,
  options: ConnectOptions & { readonly json?: boolean; readonly undo?: true },
): Promise<void> {
  const { client } = await connect(context, options);
  const hidden = !options.undo;
  const { success } = await manageReply(client, { reply_id: id, hide: hidden }, { signal: context.signal });
  printChange(context, options, { id, success, hidden }, hidden ? 'Hidden:' : 'Shown again:');
}
