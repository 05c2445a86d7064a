const WORD = 2 ** 32;
// Taken out once: in a sandbox, such as jest's, each look at a global is slow.
const { clz32 } = Math;

/** What gives random bits. */
export interface BitSource {
  /** 32 random bits, unsigned. */
  uint32(): number;
}

/**
 * An integer from 0 to `max` inclusive, by NumPy's legacy rule: take as many random bits as `max` has and draw again
 * while they exceed it. `max` 0 draws nothing, `max` from 2³² on draws 64 bits at a time.
 */
export function boundedInteger(bits: BitSource, max: number): number {
  if (max === 0) return 0;
  if (max >= WORD) return Number(boundedBigInt(bits, BigInt(max)));
  const mask = (WORD - 1) >>> clz32(max);
  for (;;) {
    const value = (bits.uint32() & mask) >>> 0;
    if (value <= max) return value;
  }
}

/** An integer from `low` to `high` exclusive: the rule above, in BigInt where `high - low` is no safe integer. */
export function integerBetween(bits: BitSource, low: number, high: number): number {
  const max = high - low - 1;
  if (Number.isSafeInteger(high - low)) return low + boundedInteger(bits, max);
  return Number(BigInt(low) + boundedBigInt(bits, BigInt(high) - BigInt(low) - 1n));
}

function boundedBigInt(bits: BitSource, max: bigint): bigint {
  const mask = (1n << BigInt(max.toString(2).length)) - 1n;
  for (;;) {
    const high = BigInt(bits.uint32());
    const value = ((high << 32n) | BigInt(bits.uint32())) & mask;
    if (value <= max) return value;
  }
}
