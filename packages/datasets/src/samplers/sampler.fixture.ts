import type { HostValue, Sampler, SamplerContext } from '@lml/core';

/** What a loader tells a sampler of `length` samples that were not split. */
export function contextOf(length: number, more: Partial<SamplerContext> = {}): SamplerContext {
  const originalIndices = Int32Array.from({ length }, (_, index) => index);
  return { length, originalIndices, columns: {}, batchSize: 4, seed: 7, epoch: 0, ...more };
}

/** The indices of an epoch. */
export function indicesOf(sampler: Sampler, context: SamplerContext): number[] {
  return Array.from(sampler.indices!(context));
}

/** The batches of an epoch. */
export function batchesOf(sampler: Sampler, context: SamplerContext): number[][] {
  return Array.from(sampler.batches!(context), (batch) => Array.from(batch));
}

/** A context with a column. */
export function withColumn(
  name: string,
  value: HostValue,
  length: number,
  more: Partial<SamplerContext> = {},
): SamplerContext {
  return contextOf(length, { columns: { [name]: value }, ...more });
}

/** How often each of the numbers from 0 to `length` − 1 is there. */
export function countsOf(values: readonly number[], length: number): number[] {
  const counts = new Array<number>(length).fill(0);
  for (const value of values) counts[value]! += 1;
  return counts;
}

/** Expects that counts of independent draws are those of probabilities, within four standard deviations. */
export function expectShares(counts: readonly number[], probabilities: readonly number[]): void {
  const draws = counts.reduce((sum, count) => sum + count, 0);
  probabilities.forEach((p, at) => {
    const deviation = Math.sqrt(draws * p * (1 - p));
    expect(Math.abs(counts[at]! - draws * p)).toBeLessThanOrEqual(4 * deviation);
  });
}
