import type { OutputMoments } from './moments.js';

/** Pearson's correlation of predictions and targets; NaN where one of them does not vary. */
export function pearson({ prediction, target, products }: OutputMoments): number {
  if (prediction.squares === 0 || target.squares === 0) return NaN;
  const correlation = products / (Math.sqrt(prediction.squares) * Math.sqrt(target.squares));
  return Math.max(-1, Math.min(1, correlation));
}
