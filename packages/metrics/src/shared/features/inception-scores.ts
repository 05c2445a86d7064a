import type { Features } from './extractor.js';
import { meanAndStd } from './kernel-distance.js';

/** The mean and the deviation of the scores of parts, in the order in which logits come. */
export function inceptionScores({ count, width, data }: Features, splits: number): { mean: number; std: number } {
  const size = Math.ceil(count / splits);
  const scores: number[] = [];
  for (let from = 0; from < count; from += size)
    scores.push(scoreOf(data.subarray(from * width, Math.min(count, from + size) * width), width));
  return meanAndStd(scores, 1);
}

function scoreOf(logits: Float32Array, width: number): number {
  const count = logits.length / width;
  const mean = new Float64Array(width);
  let sum = 0;
  for (let from = 0; from < logits.length; from += width) {
    const row = Float64Array.from(logits.subarray(from, from + width));
    const most = row.reduce((best, value) => Math.max(best, value), -Infinity);
    const scale = Math.log(row.reduce((total, value) => total + Math.exp(value - most), 0)) + most;
    row.forEach((value, at) => {
      const p = Math.exp(value - scale);
      mean[at]! += p / count;
      if (p > 0) sum += (p * (value - scale)) / count;
    });
  }
  // What no image shows has no share in either.
  return Math.exp(mean.reduce((rest, p) => (p > 0 ? rest - p * Math.log(p) : rest), sum));
}
