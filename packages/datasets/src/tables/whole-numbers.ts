/** Whole numbers of 64 bits as float64; `undefined` where some are beyond those that it has. */
export function asNumbers(values: BigInt64Array | BigUint64Array): Float64Array | undefined {
  const numbers = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const number = Number(values[at]);
    if (!Number.isSafeInteger(number)) return undefined;
    numbers[at] = number;
  }
  return numbers;
}
