import { FileFormatError, LmlError, type ByteSource } from '@lml/core';

/** The first bytes of what gzip has made. */
const GZIP = [0x1f, 0x8b];

/** What is handed over at once: the parts of a connection are smaller, and would be looked at one by one. */
const PART = 2 ** 18;

/**
 * The text of a file, in parts of about 2^18 characters; `.gz` is recognised by its first bytes, and a byte order mark is left out.
 *
 * @throws `LML_FILE_FORMAT` for bytes that are not in the encoding, and for a damaged `.gz`.
 */
export async function* textPieces(source: ByteSource, encoding: string, size = PART): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (cause) {
      throw new FileFormatError(
        `'${source.name}' is not text in ${encoding}. Say how it is encoded: encoding: 'latin1', 'utf-16le' …`,
        { cause },
      );
    }
  };
  let text = '';
  for await (const bytes of gunzipped(source)) {
    text += decode(bytes);
    if (text.length < size) continue;
    yield text;
    text = '';
  }
  yield text + decode();
}

/** The bytes of a file, those that gzip has compressed decompressed. */
async function* gunzipped(source: ByteSource): AsyncGenerator<Uint8Array> {
  const parts = source.stream()[Symbol.asyncIterator]();
  try {
    const first = await parts.next();
    if (first.done === true) return;
    if (GZIP.every((byte, at) => first.value[at] === byte)) yield* unpacked(source.name, first, parts);
    else {
      yield first.value;
      yield* { [Symbol.asyncIterator]: () => parts };
    }
  } finally {
    await parts.return?.();
  }
}

async function* unpacked(
  name: string,
  first: IteratorResult<Uint8Array>,
  parts: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let next: IteratorResult<Uint8Array> | undefined = first;
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = next ?? (await parts.next());
      next = undefined;
      if (done === true) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
  });
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => damaged(name, cause));
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function damaged(name: string, cause: unknown): never {
  // What could not be read says so itself.
  if (LmlError.isInstance(cause)) throw cause;
  throw new FileFormatError(`'${name}' is compressed by gzip, and damaged or cut off. Copy it again.`, { cause });
}
