import * as tf from '@tensorflow/tfjs';

import { asTensor } from '../shared/affine-scaler.js';
import { normalQuantile } from '../shared/normal-quantile.js';
import { evenlySpaced, firstAbove } from '../shared/quantiles.js';

/** What features are given. */
export type QuantileDistribution = 'uniform' | 'normal';

/** So near to the ends, values of a normal distribution are taken for the ends. */
const BOUND = 1e-7;
/** The largest value of a normal distribution: that of the share {@link BOUND} from the ends. */
const FARTHEST = normalQuantile(1 - (BOUND - Number.EPSILON));
const NEAREST = normalQuantile(BOUND - Number.EPSILON);

/** The share of each value among quantiles, or the normal number of that share. */
export function toQuantiles(
  values: Float64Array,
  quantiles: Float64Array,
  distribution: QuantileDistribution,
): Float64Array {
  const shares = evenlySpaced(0, 1, quantiles.length);
  const [least, greatest] = [quantiles[0]!, quantiles.at(-1)!];
  return values.map((value) => {
    if (Number.isNaN(value) || Number.isNaN(least)) return NaN;
    if (distribution === 'uniform') {
      if (value === least) return 0;
      return value === greatest ? 1 : shareOf(value, quantiles, shares);
    }
    if (value - BOUND < least) return NEAREST;
    if (value + BOUND > greatest) return FARTHEST;
    return Math.min(FARTHEST, Math.max(NEAREST, normalQuantile(shareOf(value, quantiles, shares))));
  });
}

/** The values of shares, or of normal numbers: [..., features]. In TensorFlow.js ops. */
export function fromQuantiles(
  prediction: tf.Tensor,
  quantiles: readonly Float64Array[],
  distribution: QuantileDistribution,
): tf.Tensor {
  const count = quantiles[0]!.length;
  if (count === 1) return tf.add(tf.mul(prediction, 0), asTensor(Float64Array.from(quantiles, (own) => own[0]!)));
  const share =
    distribution === 'normal' ? tf.mul(0.5, tf.add(1, tf.erf(tf.mul(prediction, Math.SQRT1_2)))) : prediction;
  const place = tf.mul(tf.clipByValue(share, 0, 1), count - 1);
  const before = tf.minimum(tf.floor(place), count - 2);
  // The quantiles of all features stand one after the other.
  const starts = asTensor(Float64Array.from(quantiles, (_, at) => at * count));
  const low = tf.cast(tf.add(before, starts), 'int32');
  const all = tf.tensor1d(quantiles.flatMap((own) => Array.from(own)));
  const [from, to] = [tf.gather(all, low), tf.gather(all, tf.add(low, tf.scalar(1, 'int32')))];
  return tf.add(from, tf.mul(tf.sub(to, from), tf.sub(place, before)));
}

/** Between quantiles linear; of a value that several quantiles are equal to, the middle of their shares. */
function shareOf(value: number, quantiles: Float64Array, shares: Float64Array): number {
  const last = quantiles.length - 1;
  if (value < quantiles[0]!) return 0;
  if (value > quantiles[last]!) return shares[last]!;
  const above = firstAbove(quantiles, value);
  if (quantiles[above - 1] !== value) {
    const [x, y] = [quantiles[above - 1]!, quantiles[above]!];
    const fraction = (value - x) / (y - x);
    return shares[above - 1]! + fraction * (shares[above]! - shares[above - 1]!);
  }
  let first = above - 1;
  while (first > 0 && quantiles[first - 1] === value) first--;
  return 0.5 * (shares[above - 1]! + shares[first]!);
}
