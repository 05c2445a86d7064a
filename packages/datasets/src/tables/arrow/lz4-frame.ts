const MAGIC = 0x184d2204;

/**
 * What a frame of LZ4 holds, which is known to have `size` bytes.
 *
 * @throws `RangeError` for a frame that is none, or of another size.
 *
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function decompressLz4Frame(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new RangeError('no frame of LZ4');
  const flags = view.getUint8(4);
  const [hasSize, hasBlockSums, hasDictionary] = [(flags >> 3) & 1, (flags >> 4) & 1, flags & 1];
  const output = new Uint8Array(size);
  let at = 7 + 8 * hasSize + 4 * hasDictionary;
  let made = 0;
  for (;;) {
    const head = view.getUint32(at, true);
    at += 4;
    if (head === 0) break;
    const length = head & 0x7f_ff_ff_ff;
    if (length > bytes.length - at) throw new RangeError('a block is cut off');
    const block = bytes.subarray(at, at + length);
    if (head >>> 31 === 1) {
      output.set(block, made);
      made += length;
    } else made = decompressBlock(block, output, made);
    at += length + 4 * hasBlockSums;
  }
  if (made !== size) throw new RangeError(`${made} bytes where there should be ${size}`);
  return output;
}

/** Adds what a block makes; it may take over bytes of those before. Returns how many there are then. */
function decompressBlock(block: Uint8Array, output: Uint8Array, start: number): number {
  let [at, made] = [0, start];
  const length = (first: number): number => {
    let sum = first;
    if (first < 15) return sum;
    for (;;) {
      const more = block[at++];
      if (more === undefined) throw new RangeError('a length is cut off');
      sum += more;
      if (more < 255) return sum;
    }
  };
  while (at < block.length) {
    const token = block[at++]!;
    const plain = length(token >> 4);
    if (plain > block.length - at || plain > output.length - made) throw new RangeError('bytes are beyond the end');
    output.set(block.subarray(at, at + plain), made);
    at += plain;
    made += plain;
    if (at >= block.length) break;
    const back = block[at]! | ((block[at + 1] ?? 0) << 8);
    at += 2;
    const count = 4 + length(token & 15);
    if (back === 0 || back > made || count > output.length - made) throw new RangeError('bytes are taken from nowhere');
    for (let k = 0; k < count; k++, made++) output[made] = output[made - back]!;
  }
  return made;
}
