import {
  alignWeight,
  isTensor,
  InvalidArgumentError,
  reduce,
  requireTensor,
  ShapeMismatchError,
  showShape,
  sizeOf,
  sumAll,
  treePart,
  type Loss,
  type Reduction,
  type ScoreScale,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** What {@link treeLoss} takes. */
export interface TreeLossOptions<Prediction extends TensorTree, Target extends TensorTree | undefined> {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What becomes of the single values. */
  readonly reduction: Reduction;
  /** The shape of the values, once what is given was looked at; it throws for what does not fit. */
  readonly shape: (prediction: Prediction, target: Target) => readonly number[];
  /** The values, `[batch, …]`. */
  readonly values: (prediction: Prediction, target: Target) => tf.Tensor;
  /** What scores of classes are that it takes, for metrics. Default: it takes none. */
  readonly scores?: ScoreScale | undefined;
}

/**
 * Makes a loss of lists or records of tensors that has a value for each sample, or for each position of it.
 *
 * With v the values and w the weights, `reduction: 'mean'` gives `Σ w v / Σ w` (of none: NaN), `'sum'` its numerator, `'none'` w v.
 * Weights are one a sample (`[batch]`) or of further first axes, default 1.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the loss, for weights that do not fit; and what `shape` throws.
 *
 * @example
 * ```ts
 * import { treeLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const apart = treeLoss<{ left: tf.Tensor; right: tf.Tensor }, undefined>({
 *   name: 'apart',
 *   reduction: 'mean',
 *   shape: ({ left }) => left.shape,
 *   values: ({ left, right }) => tf.abs(tf.sub(left, right)),
 * });
 * apart({ left: tf.tensor1d([1, 2]), right: tf.tensor1d([2, 5]) }); // => 2
 * ```
 */
export function treeLoss<Prediction extends TensorTree, Target extends TensorTree | undefined>({
  name,
  reduction,
  shape,
  values,
  scores,
}: TreeLossOptions<Prediction, Target>): Loss<Prediction, Target> {
  type Given = [prediction: Prediction, target?: Target, weight?: TensorTree];
  const weightOf = (weight: TensorTree | undefined): tf.Tensor | undefined =>
    weight === undefined ? undefined : requireTensor(name, 'weight', weight);
  const totalOf = ([prediction, target, weight]: Given): tf.Tensor | number => {
    const own = shape(prediction, target as Target);
    const given = weightOf(weight);
    if (given === undefined) return sizeOf(own);
    const aligned = alignWeight(name, given, own);
    return tf.mul(sumAll(aligned.weight), aligned.repeats);
  };
  const valueOf = (all: Given): tf.Tensor => {
    const [prediction, target, weight] = all;
    const own = shape(prediction, target as Target);
    const each = values(prediction, target as Target);
    const given = weightOf(weight);
    const weighted = given === undefined ? each : tf.mul(each, alignWeight(name, given, own).weight);
    return reduce(weighted, reduction, () => totalOf(all));
  };
  return Object.assign((...given: Given) => tf.tidy(() => valueOf(given)), {
    reduction,
    total: (...given: Given) => tf.tidy(() => totalOf(given)),
    ...(scores !== undefined && { scores }),
  }) as Loss<Prediction, Target>;
}

/**
 * Parts of a prediction, or of a target, by name or number, all tensors of one shape.
 *
 * @throws `LML_INVALID_ARGUMENT` for a part that is not there; `LML_SHAPE_MISMATCH` where their shapes differ, or have another number of
 * axes than at least `rank`.
 */
export function partsOf<Key extends string>(
  name: string,
  tree: TensorTree,
  keys: readonly Key[],
  rank = 1,
  what: 'prediction' | 'target' = 'prediction',
): Record<Key, tf.Tensor> {
  const parts = keys.map((key) => {
    const part = isTensor(tree) ? undefined : treePart(tree, key);
    if (isTensor(part)) return part;
    const expected = `a list or record of tensors with ${keys.map((one) => `'${one}'`).join(', ')}`;
    throw new InvalidArgumentError(`The ${what} of ${name}`, expected, tree);
  });
  const [first] = parts;
  const fits = parts.every((part) => part.rank >= rank && part.shape.join() === first!.shape.join());
  if (fits) return Object.fromEntries(keys.map((key, index) => [key, parts[index]!])) as Record<Key, tf.Tensor>;
  const shapes = keys.map((key, index) => `'${key}' ${showShape(parts[index]!.shape)}`).join(', ');
  const axes = rank === 1 ? '[batch, …]' : '[batch, …, features]';
  throw new ShapeMismatchError(`${name} needs parts of one shape, ${axes}, got ${shapes}.`);
}
