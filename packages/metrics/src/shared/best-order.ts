import * as tf from '@tensorflow/tfjs';

/** All orders of the numbers below `size`. */
export function ordersOf(size: number): number[][] {
  let orders: number[][] = [[]];
  for (let next = 0; next < size; next++)
    orders = orders.flatMap((order) => Array.from({ length: next + 1 }, (_, at) => order.toSpliced(at, 0, next)));
  return orders;
}

/** The mean of scores over all axes but the first two. */
function meanOfRest(scores: tf.Tensor): tf.Tensor2D {
  const [samples, parts] = scores.shape as [number, number];
  return tf.mean(tf.reshape(scores, [samples, parts, -1]), -1);
}

/** Sources `[batch, source, …]`, some for each of several rows, `[batch · rows, …each, …]`: one of a row, or as many as `each` says. */
function rearranged(sources: tf.Tensor, indices: readonly number[], rows: number, each: readonly number[]): tf.Tensor {
  const [batch, , ...rest] = sources.shape as [number, number, ...number[]];
  const gathered = tf.gather(sources, tf.tensor1d([...indices], 'int32'), 1);
  return tf.reshape(gathered, [batch * rows, ...each, ...rest]);
}

/** The score of each order of the sources of each sample, `[batch, order]`. */
export function scoresOfOrders(
  prediction: tf.Tensor,
  target: tf.Tensor,
  scores: (prediction: tf.Tensor, target: tf.Tensor) => tf.Tensor,
  mode: 'speaker-wise' | 'permutation-wise',
): tf.Tensor {
  const [batch, sources] = target.shape as [number, number];
  const orders = ordersOf(sources);
  const places = Array.from({ length: sources }, (_, at) => at);
  const each = mode === 'permutation-wise' ? [sources] : [];
  const scored = (given: readonly number[], right: readonly number[], rows: number): tf.Tensor2D => {
    const values = scores(rearranged(prediction, given, rows, each), rearranged(target, right, rows, each));
    return meanOfRest(tf.reshape(values, [batch, rows, ...values.shape.slice(1)]));
  };
  if (mode === 'permutation-wise')
    return scored(orders.flat(), orders.flatMap(() => places), orders.length); // prettier-ignore
  const pairs = places.flatMap((right) => places.map((given) => [given, right] as const));
  const table = scored(pairs.map(([given]) => given), pairs.map(([, right]) => right), pairs.length); // prettier-ignore
  const chosen = orders.flatMap((order) => order.map((given, right) => right * sources + given));
  const ofOrders = tf.gather(table, tf.tensor1d(chosen, 'int32'), 1);
  return tf.mean(tf.reshape(ofOrders, [batch, orders.length, sources]), -1);
}
