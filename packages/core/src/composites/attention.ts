import * as tf from '@tensorflow/tfjs';

import { sameShape } from '../data/nd-array.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';

/** Options of {@link attention}. */
export interface AttentionOptions {
  /**
   * Added to the scores before the softmax, of a shape that broadcasts to `[batch, heads, queryTime, keyTime]`: 0 where a
   * query may attend, −1e9 or −∞ where it may not; or a bias to be learnt. Default: nothing is.
   */
  readonly mask?: tf.Tensor | undefined;
  /** Multiplies the scores. Default 1/√depth. */
  readonly scale?: number | undefined;
  /** Whether a query at time t attends to the keys at times up to t only. Default false. */
  readonly causal?: boolean | undefined;
}

/** Attributes of the composite `attention`. */
export type AttentionAttributes = Readonly<{
  /** Multiplies the scores. */
  scale: number;
  /** Whether no query sees a later key. */
  causal: boolean;
}>;

/** Far enough below every score that its exponential is 0, and yet finite: no row becomes NaN. */
const FORBIDDEN = -1e9;

/** Inputs q, k, v and perhaps a mask; output; saved: the softmax, and the output again. */
const composite = defineComposite<AttentionAttributes>({
  name: compositeNames.attention,
  forward([query, key, value, mask], { scale, causal }) {
    let scores = tf.matMul(tf.mul(query!, scale), key!, false, true);
    if (mask !== undefined) scores = tf.add(scores, mask);
    if (causal) scores = tf.add(scores, causalMask(scores.shape.at(-2)!, scores.shape.at(-1)!));
    const shares = tf.softmax(scores);
    const output = tf.matMul(shares, value!);
    return { outputs: [output], saved: [shares, output] };
  },
  backward([outputGradient], [query, key, value, mask], [shares, output], { scale }) {
    const ofShares = tf.matMul(outputGradient!, value!, false, true);
    // Σ over keys of share · its gradient, which is as well Σ over the depth of output · its gradient.
    const along = tf.sum(tf.mul(outputGradient!, output!), -1, true);
    const ofScores = tf.mul(shares!, tf.sub(ofShares, along));
    return [
      tf.matMul(tf.mul(ofScores, scale), key!),
      tf.matMul(ofScores, tf.mul(query!, scale), true),
      tf.matMul(shares!, outputGradient!, true),
      ...(mask === undefined ? [] : [sumTo(ofScores, mask.shape)]),
    ];
  },
});

function causalMask(queries: number, keys: number): tf.Tensor {
  const values = new Float32Array(queries * keys);
  for (let row = 0; row < queries; row++)
    values.fill(FORBIDDEN, row * keys + Math.min(row + 1, keys), (row + 1) * keys);
  return tf.tensor2d(values, [queries, keys]);
}

/** Sums a gradient over the axes along which an input was broadcast. */
function sumTo(gradient: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const added = gradient.rank - shape.length;
  const axes = gradient.shape.flatMap((size, axis) =>
    axis < added || (shape[axis - added] === 1 && size !== 1) ? [axis] : [],
  );
  return tf.reshape(axes.length === 0 ? gradient : tf.sum(gradient, axes), [...shape]);
}

/**
 * Scaled dot-product attention: each query gets the mean of the values, weighted by how its key fits,
 *
 *     y = softmax(scale · q kᵀ + mask) v
 *
 * `query` is `[batch, heads, queryTime, depth]`, `key` is `[batch, heads, keyTime, depth]`, `value` is
 * `[batch, heads, keyTime, valueDepth]`; the result is `[batch, heads, queryTime, valueDepth]`. What a query gets for which
 * every key is masked means nothing. There is no dropout in it.
 *
 * @throws `LML_SHAPE_MISMATCH` for shapes that do not fit.
 *
 * @example
 * ```ts
 * import { attention } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [query, value] = [tf.zeros([1, 1, 2, 4]), tf.tensor4d([2, 4], [1, 1, 2, 1])];
 * attention(query, query, value); // => [[[[3], [3]]]]
 * attention(query, query, value, { causal: true }); // => [[[[2], [3]]]]
 * ```
 *
 * @see Vaswani et al., Attention is all you need, 2017.
 */
export function attention(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  { mask, scale, causal = false }: AttentionOptions = {},
): tf.Tensor {
  const [batch, heads, queryTime, depth] = query.shape;
  const keyTime = key.shape[2];
  const fits =
    query.rank === 4 &&
    value.rank === 4 &&
    sameShape(key.shape, [batch, heads!, keyTime!, depth!]) &&
    sameShape(value.shape.slice(0, 3), [batch, heads!, keyTime!]);
  if (!fits) {
    const received = [query, key, value].map(({ shape }) => `[${shape.join(', ')}]`).join(', ');
    throw new ShapeMismatchError(
      'attention needs query [batch, heads, queryTime, depth], key [batch, heads, keyTime, depth] and value ' +
        `[batch, heads, keyTime, valueDepth], got ${received}.`,
    );
  }
  const scores = [batch, heads!, queryTime!, keyTime!];
  if (mask !== undefined && !broadcasts(mask.shape, scores)) {
    throw new ShapeMismatchError(
      `attention needs a mask that broadcasts to [${scores.join(', ')}], got [${mask.shape.join(', ')}].`,
    );
  }
  const inputs = [query, key, value, ...(mask === undefined ? [] : [mask])];
  return composite(inputs, { scale: scale ?? 1 / Math.sqrt(depth!), causal })[0]!;
}

function broadcasts(from: readonly number[], to: readonly number[]): boolean {
  const added = to.length - from.length;
  return added >= 0 && from.every((size, axis) => size === 1 || size === to[axis + added]);
}
