/** A file on a server, of which parts are read as they are needed. */
export interface ByteSource {
  /** As the server names it; empty if it does not. */
  readonly contentType: string;
  /** How far it can be read: without range requests only the beginning, for what is skipped has to be read as well. */
  readonly reach: number;
  /** Bytes of the whole file, as far as known. */
  size(): number | undefined;
  /** Bytes read so far. */
  bytesRead(): number;
  /**
   * Reads a part; what reaches beyond the end of the file is left out.
   *
   * @throws Stop: no answer, too late, or more bytes read than this package allows itself.
   */
  read(start: number, length: number): Promise<Uint8Array>;
}
