import { managePendingReply } from '@threads-sdk/endpoints';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { printChange } from './print-change.ts';

/** Approves a pending reply, or ignores it. */
export async function approveReply(
  context: Context,
  id: string,
  options: ConnectOptions & { readonly json?: boolean; readonly ignore?: true },
): Promise<void> {
  const { client } = await connect(context, options);
  const approved = !options.ignore;
  const { success } = await managePendingReply(
    client,
    { reply_id: id, approve: approved },
    { signal: context.signal },
  );
  printChange(context, options, { id, success, approved }, approved ? 'Approved' : 'Ignored');
}
