import { FileFormatError } from '@lml/core';

/** What {@link inflate} needs to know of packed bytes. */
export interface Packed {
  /** The packed bytes, to their end. */
  readonly bytes: Uint8Array;
  /** `gzip`, `deflate` (zlib's form) or `deflate-raw` (as in zip). */
  readonly format: CompressionFormat;
  /**
   * How many bytes there must be once unpacked, from the first of them (all that came so far); `undefined` while more are needed to
   * tell. It may throw.
   */
  readonly sizeOf: (head: Uint8Array) => number | undefined;
  /** What is packed, for messages: `'x.gz'`. */
  readonly what: string;
}

/** Deflate makes 258 bytes of 2 bits at best. */
const BEST_RATIO = 1032;
/** More than this is not unpacked: 4 GiB. */
const LIMIT = 2 ** 32;

/**
 * Unpacks bytes of which it is known how many there must be. Time and memory are bounded by that number, which is checked first: against
 * what so few packed bytes can hold, and against 4 GiB. Checksums of gzip and zlib are verified.
 *
 * By `DecompressionStream`, which Node and browsers have, rather than a library: it gives parts, so that reading stops at the
 * first byte too many.
 *
 * @throws `LML_FILE_FORMAT` if they are damaged or cut off, or there are more or fewer bytes than there must be.
 */
export async function inflate({ bytes, format, sizeOf, what }: Packed): Promise<Uint8Array> {
  let size: number | undefined;
  let target = new Uint8Array();
  let length = 0;
  for await (const part of partsOf(bytes, format, what)) {
    if (size === undefined) {
      target = joined(target.subarray(0, length), part);
      size = sizeOf(target);
      if (size !== undefined) target = roomFor(size, bytes.length, what, target);
    } else if (length + part.length <= size) target.set(part, length);
    length += part.length;
    if (size !== undefined && length > size)
      throw new FileFormatError(`${what} unpacks to more than the ${size} bytes that it says it has. It is damaged.`);
  }
  // Of nothing there are no parts.
  size ??= sizeOf(target);
  if (length === size) return target;
  throw new FileFormatError(
    `${what} unpacks to ${length} bytes${size === undefined ? ', too few for its header' : `, but says that it has ${size}`}. It is cut off; copy or save it again.`,
  );
}

/**
 * The first bytes that packed ones unpack to: `count` of them, or a few more, or fewer where there are none. The rest is not unpacked.
 *
 * @throws `LML_FILE_FORMAT`
 */
export async function inflateHead({ bytes, format, what }: Omit<Packed, 'sizeOf'>, count: number): Promise<Uint8Array> {
  let head = new Uint8Array();
  for await (const part of partsOf(bytes, format, what)) {
    head = joined(head, part);
    if (head.length >= count) break;
  }
  return head;
}

async function* partsOf(bytes: Uint8Array, format: CompressionFormat, what: string): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream(format);
  const writer = writable.getWriter();
  // What fails here fails where it is read, too.
  const ignore = (): void => undefined;
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(ignore);
  writer.close().catch(ignore);
  const reader = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw new FileFormatError(`${what} cannot be unpacked: it is cut off or damaged. Copy or save it again.`, {
      cause,
    });
  } finally {
    await reader.cancel().catch(ignore);
  }
}

function roomFor(size: number, packed: number, what: string, begin: Uint8Array): Uint8Array<ArrayBuffer> {
  if (size > packed * BEST_RATIO)
    throw new FileFormatError(
      `${what} says that it unpacks to ${size} bytes, which ${packed} bytes cannot hold. It is damaged.`,
    );
  if (size > LIMIT)
    throw new FileFormatError(
      `${what} says that it unpacks to ${size} bytes; ${LIMIT} are the most. Save it in parts, or unpacked.`,
    );
  try {
    const target = new Uint8Array(size);
    target.set(begin.subarray(0, size));
    return target;
  } catch (cause) {
    throw new FileFormatError(`${what} unpacks to ${size} bytes, for which there is no memory.`, { cause });
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
