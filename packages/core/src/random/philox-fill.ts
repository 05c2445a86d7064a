// Taken out once: in a sandbox, such as jest's, each look at a global costs more than the multiplication.
const multiplyLow = Math.imul;

/** Four 32-bit words. */
export type PhiloxCounter = readonly [number, number, number, number];
/** Two 32-bit words. */
export type PhiloxKey = readonly [number, number];

/**
 * Fills `words` with the Philox blocks of `counter`, of the counter with its first word one greater, and so on; the
 * last block may be cut short. The first word wraps around without a carry.
 */
export function philoxFill(words: Uint32Array, counter: PhiloxCounter, key: PhiloxKey): void {
  // Constants of this function rather than of the module: a bundler may turn those into variables, at half the speed.
  const rounds = 10;
  const multiplier0 = 0xd2511f53;
  const multiplier2 = 0xcd9e8d57;
  const keyStep0 = 0x9e3779b9;
  const keyStep1 = 0xbb67ae85;
  const [first, counter1, counter2, counter3] = counter;
  const whole = words.length & ~3;
  for (let position = 0, block = first | 0; position < whole; position += 4, block = (block + 1) | 0) {
    let x0 = block;
    let x1 = counter1 | 0;
    let x2 = counter2 | 0;
    let x3 = counter3 | 0;
    let key0 = key[0] | 0;
    let key1 = key[1] | 0;
    for (let round = 0; round < rounds; round++) {
      const high0 = multiplyHigh(multiplier0, x0);
      const high2 = multiplyHigh(multiplier2, x2);
      const low0 = multiplyLow(multiplier0, x0);
      const low2 = multiplyLow(multiplier2, x2);
      x0 = high2 ^ x1 ^ key0;
      x1 = low2;
      x2 = high0 ^ x3 ^ key1;
      x3 = low0;
      key0 = (key0 + keyStep0) | 0;
      key1 = (key1 + keyStep1) | 0;
    }
    words[position] = x0;
    words[position + 1] = x1;
    words[position + 2] = x2;
    words[position + 3] = x3;
  }
  if (whole === words.length) return;
  const block = new Uint32Array(4);
  philoxFill(block, [first + whole / 4, counter1, counter2, counter3], key);
  words.set(block.subarray(0, words.length - whole), whole);
}

/** The upper 32 bits of the product of two 32-bit words, from four products of halves; none of the sums overflows. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (multiplyLow(aHigh, bLow) + (multiplyLow(aLow, bLow) >>> 16)) | 0;
  const other = (multiplyLow(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (multiplyLow(aHigh, bHigh) + (middle >>> 16) + (other >>> 16)) | 0;
}
