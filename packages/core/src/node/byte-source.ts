/** A file, or what is under a URL, that is read in parts. It holds nothing open between two reads. */
export interface ByteSource {
  /** Its path or URL, for messages. */
  readonly name: string;
  /** Its size in bytes; `undefined` where a server does not tell it. */
  readonly size: number | undefined;
  /**
   * All bytes, part by part.
   *
   * @throws `LML_FILE_READ` where reading breaks off.
   */
  stream(): AsyncIterable<Uint8Array>;
  /**
   * The bytes from `start` up to `end`, which is not among them.
   *
   * @throws `LML_FILE_READ` where there are fewer, or reading breaks off.
   */
  slice(start: number, end: number): Promise<Uint8Array>;
}
