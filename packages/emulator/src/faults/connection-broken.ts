/** How a connection ends early: `reset` is TCP RST, `close` is TCP FIN. */
export type BrokenBy = 'reset' | 'close';

/**
 * What `fetch`, or reading a body, rejects with when the connection breaks: it looks like Node's own error, and tells
 * `serve` to break the real connection.
 */
export class ConnectionBroken extends TypeError {
  override readonly name = 'TypeError';
  readonly by: BrokenBy;

  /** `message` is Node's: `fetch failed` before the headers, `terminated` in the body. */
  constructor(message: 'fetch failed' | 'terminated', by: BrokenBy) {
    const reason = by === 'reset' ? 'read ECONNRESET' : 'other side closed';
    const code = by === 'reset' ? 'ECONNRESET' : 'UND_ERR_SOCKET';
    super(message, { cause: Object.assign(new Error(reason), { code }) });
    this.by = by;
  }
}
