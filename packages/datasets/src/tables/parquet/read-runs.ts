/** Bytes that are read from a place on. */
export interface ByteReader {
  readonly bytes: Uint8Array;
  at: number;
}

/**
 * Numbers of `width` bits from runs of equal ones and runs of packed ones: levels, numbers in a dictionary, truth values.
 *
 * @throws `RangeError` where runs do not make the numbers.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 */
export function readRuns<Numbers extends Uint8Array | Int32Array>(
  reader: ByteReader,
  width: number,
  numbers: Numbers,
): Numbers {
  if (width > 32) throw new RangeError(`numbers of ${width} bits`);
  const { bytes } = reader;
  for (let done = 0; done < numbers.length;) {
    const head = readVarint(reader);
    const count = Math.floor(head / 2);
    if (head % 2 === 1) {
      const values = Math.min(8 * count, numbers.length - done);
      if (values === 0) throw new RangeError('an empty run');
      if (reader.at + Math.ceil((values * width) / 8) > bytes.length)
        throw new RangeError('packed numbers are cut off');
      unpack(bytes, reader.at, width, numbers, done, values);
      reader.at += count * width;
      done += values;
    } else {
      const size = (width + 7) >> 3;
      if (count === 0 || count > numbers.length - done) throw new RangeError('a run of another length');
      if (reader.at + size > bytes.length) throw new RangeError('a run is cut off');
      let value = 0;
      for (let k = 0; k < size; k++) value |= bytes[reader.at + k]! << (8 * k);
      reader.at += size;
      numbers.fill(value, done, done + count);
      done += count;
    }
  }
  return numbers;
}

function unpack(
  bytes: Uint8Array,
  start: number,
  width: number,
  numbers: Uint8Array | Int32Array,
  from: number,
  count: number,
): void {
  let [at, held, bits] = [start, 0, 0];
  if (width <= 24) {
    const mask = (1 << width) - 1;
    for (let k = 0; k < count; k++) {
      for (; bits < width; bits += 8) held |= bytes[at++]! << bits;
      numbers[from + k] = held & mask;
      held >>>= width;
      bits -= width;
    }
    return;
  }
  const limit = 2 ** width;
  for (let k = 0; k < count; k++) {
    // In float64, which has room for the 32 bits of a number and 7 of the next one.
    while (bits < width) {
      held += bytes[at++]! * 2 ** bits;
      bits += 8;
    }
    numbers[from + k] = held % limit;
    held = Math.floor(held / limit);
    bits -= width;
  }
}

/**
 * A number in groups of seven bits, up to 63 bits of it.
 *
 * @throws `RangeError` where it does not end.
 */
export function readVarint(reader: ByteReader): number {
  let value = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    const part = reader.bytes[reader.at++];
    if (part === undefined) throw new RangeError('a number is cut off');
    value += (part & 0x7f) * 2 ** shift;
    if (part < 0x80) return value;
  }
  throw new RangeError('a number does not end');
}
