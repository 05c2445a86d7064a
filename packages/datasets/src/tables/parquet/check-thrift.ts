/** Deeper structs than these are in no file. */
const DEEPEST = 32;

/**
 * Goes through a struct of Thrift's compact protocol, and makes sure that no length in it goes beyond the bytes, that numbers end, and
 * that it is not nested without end: then a parser can read it in time and memory of its size.
 *
 * @returns Where it ends.
 * @throws `RangeError` for one that is not so.
 */
export function checkThrift(bytes: Uint8Array, start: number): number {
  let at = start;
  const byte = (): number => {
    if (at >= bytes.length) throw new RangeError('it is cut off');
    return bytes[at++]!;
  };
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const part = byte();
      value += (part & 0x7f) * 2 ** shift;
      if (part < 0x80) return value;
    }
    throw new RangeError('a number in it does not end');
  };
  const skip = (count: number): void => {
    if (count > bytes.length - at) throw new RangeError('a length in it is beyond its end');
    at += count;
  };
  const element = (type: number, depth: number): void => {
    // Truth values that are no elements of lists are their types.
    if (type === 1 || type === 2) return;
    if (type === 3) skip(1);
    else if (type >= 4 && type <= 6) varint();
    else if (type === 7) skip(8);
    else if (type === 8) skip(varint());
    else if (type === 9) list(depth + 1);
    else if (type === 12) struct(depth + 1);
    else throw new RangeError(`it holds the type ${type}, which is none`);
  };
  const list = (depth: number): void => {
    if (depth > DEEPEST) throw new RangeError('it is nested too deep');
    const head = byte();
    const [type, short] = [head & 15, head >> 4];
    const count = short === 15 ? varint() : short;
    if (count > bytes.length - at) throw new RangeError('a list in it is longer than it is');
    for (let each = 0; each < count; each++) element(type <= 2 ? 3 : type, depth);
  };
  const struct = (depth: number): void => {
    if (depth > DEEPEST) throw new RangeError('it is nested too deep');
    for (let head = byte(); (head & 15) !== 0; head = byte()) {
      if (head >> 4 === 0) varint();
      element(head & 15, depth);
    }
  };
  struct(0);
  return at;
}
