import type { CompressionCodec } from 'hyparquet';

/** Undoes the compression of a page, of which is known how many bytes it makes. */
export type Decompress = (bytes: Uint8Array, size: number) => Uint8Array;

/**
 * What undoes each compression; its code is loaded when it is needed.
 *
 * @throws `RangeError` for a compression that is not known. From what it gives: errors of any kind for bytes that are not so compressed.
 */
export async function decompressor(codec: CompressionCodec): Promise<Decompress> {
  const decompress = codec === 'UNCOMPRESSED' ? (bytes: Uint8Array) => bytes : await find(codec);
  return (bytes, size) => {
    // A page without values may be nothing at all.
    if (size === 0) return new Uint8Array();
    const page = decompress(bytes, size);
    if (page.length !== size) throw new RangeError(`a page of ${page.length} bytes that should have ${size}`);
    return page;
  };
}

async function find(codec: CompressionCodec): Promise<Decompress> {
  const { compressors, decompressBrotli, decompressGzip, decompressLz4Raw, decompressZstd } =
    await import('hyparquet-compressors');
  const known: Partial<Record<CompressionCodec, Decompress>> = {
    SNAPPY: compressors.SNAPPY!,
    GZIP: decompressGzip,
    BROTLI: decompressBrotli,
    // What a frame says of its size is not used for anything: the room for it is given.
    ZSTD: (bytes, size) => decompressZstd(bytes, new Uint8Array(size)),
    LZ4_RAW: decompressLz4Raw,
    LZ4: (bytes, size) => decompressLz4(bytes, size, decompressLz4Raw),
  };
  const decompress = known[codec];
  if (decompress === undefined) throw new RangeError(`the compression ${codec}`);
  return decompress;
}

/** LZ4 as older programs write it: parts with their sizes before them, as Hadoop does, or one part. */
function decompressLz4(bytes: Uint8Array, size: number, part: Decompress): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const output = new Uint8Array(size);
  const parts: { start: number; end: number; size: number }[] = [];
  let [at, sum] = [0, 0];
  while (at + 8 <= bytes.length && sum < size) {
    const [large, small] = [view.getUint32(at), view.getUint32(at + 4)];
    parts.push({ start: at + 8, end: at + 8 + small, size: large });
    at += 8 + small;
    sum += large;
  }
  if (at !== bytes.length || sum !== size) return part(bytes, size);
  let to = 0;
  for (const { start, end, size: each } of parts) {
    output.set(part(bytes.subarray(start, end), each), to);
    to += each;
  }
  return output;
}
