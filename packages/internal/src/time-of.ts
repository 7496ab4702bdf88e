/** When a post went live, in epoch milliseconds; Threads tells whole seconds. */
export function timeOf({ timestamp = '' }: { readonly timestamp?: string }): number {
  // Threads writes +0000, which not every engine reads.
  return Date.parse(timestamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
}
