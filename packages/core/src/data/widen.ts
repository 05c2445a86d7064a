// Loops rather than `from` with a function, which gathers all values in a list first.

/** The numbers that 16 bits are as float16 of IEEE 754: a sign, 5 bits of exponent, 10 of fraction. */
export function float32FromHalf(halves: Uint16Array): Float32Array {
  const wide = new Float32Array(halves.length);
  for (let index = 0; index < halves.length; index++) wide[index] = halfToNumber(halves[index]!);
  return wide;
}

function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** The numbers that 16 bits are as bfloat16: the upper half of a float32. */
export function float32FromBfloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let index = 0; index < halves.length; index++) bits[index] = halves[index]! << 16;
  return new Float32Array(bits.buffer);
}

/** Unsigned 32-bit integers as int64. */
export function int64FromUint32(values: Uint32Array): BigInt64Array {
  const wide = new BigInt64Array(values.length);
  for (let index = 0; index < values.length; index++) wide[index] = BigInt(values[index]!);
  return wide;
}
