import { treeLeaves, valueAndGradients, type NdArray, type TensorTree, type TreeLoss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { FixtureTree, LossConformance, TensorFixture } from '../conformance.js';
import { arrayLeaves, arraysOf, rowsOfTree, tensorsOf, type ArrayTree } from '../shared/array-tree.js';
import { ensure, type Case } from '../shared/check.js';
import { firstAccepted } from '../shared/fixtures.js';
import { numbersOf, readTensors } from '../shared/tensors.js';

/** What a loss compares. */
export interface Pair {
  /** What a model gave. */
  readonly prediction: ArrayTree;
  /** What is right; none for a loss without targets. */
  readonly target: ArrayTree | undefined;
}

const REAL: TensorFixture = { shape: [4, 3], low: -1.5, high: 1.5 };
const FRACTION: TensorFixture = { shape: [4, 3], low: 0.05, high: 0.95 };
const shaped = (fixture: TensorFixture, ...shape: number[]): TensorFixture => ({ ...fixture, shape });

/** Pairs of prediction and target that most losses take one of. */
const USUAL: readonly (readonly [TensorFixture, TensorFixture])[] = [
  [REAL, REAL],
  [REAL, { shape: [4], dtype: 'int32', high: 3 }],
  [shaped(REAL, 4), shaped(REAL, 4)],
  [shaped(REAL, 4, 1), shaped(REAL, 4, 1)],
  [FRACTION, FRACTION],
  [FRACTION, { shape: [4], dtype: 'int32', high: 3 }],
  [shaped(REAL, 4, 4, 4, 3), shaped(REAL, 4, 4, 4, 3)],
];

/** What a loss is checked with. */
export function conformanceOf({ conformance }: Case): LossConformance {
  return conformance ?? {};
}

/** The pair of the trait, or the first of the usual ones that the loss takes. */
export async function pairOf(loss: TreeLoss, one: Case): Promise<Pair> {
  const { prediction, target } = conformanceOf(one);
  const read = ([output, answer]: readonly [FixtureTree, FixtureTree | null]): Pair => ({
    prediction: arraysOf(output, 'prediction'),
    target: answer === null ? undefined : arraysOf(answer, 'target'),
  });
  if (prediction !== undefined && target !== undefined) return read([prediction, target]);
  const trait = 'prediction: { shape, … }, target: { shape, … }';
  const filled = ([output, answer]: readonly [TensorFixture, TensorFixture]): [FixtureTree, FixtureTree | null] => [
    prediction ?? output,
    target === undefined ? answer : target,
  ];
  const accepted = await firstAccepted(
    USUAL,
    async (candidate) => {
      const pair = read(filled(candidate));
      const { value } = await readTensors(() => ({ value: loss(tensorsOf(pair.prediction), targetOf(pair)) }));
      ensure(numbersOf(value).every(Number.isFinite), 'its value is not finite');
    },
    trait,
  );
  return read(filled(accepted));
}

/** The tensors of the target. */
export function targetOf({ target }: Pair): TensorTree | undefined {
  return target === undefined ? undefined : tensorsOf(target);
}

/** The rows of both of these numbers. */
export function rowsOfPair({ prediction, target }: Pair, indices: readonly number[]): Pair {
  const rows = (tree: ArrayTree): ArrayTree => rowsOfTree(tree, indices);
  return { prediction: rows(prediction), target: target === undefined ? undefined : rows(target) };
}

/** Whether a gradient is asked of it. */
export function isDifferentiable({ component }: Case): boolean {
  return component.traits['differentiable'] !== false;
}

/** The arrays of a prediction that a gradient flows into. */
export function floatLeaves(prediction: ArrayTree): NdArray[] {
  return arrayLeaves(prediction).filter(({ dtype }) => dtype === 'float32');
}

/** The sum of the loss and its gradients with respect to the outputs; they are zero for a loss that has none. */
export function lossAndGradients(
  loss: TreeLoss,
  pair: Pair,
  differentiable: boolean,
  weight?: NdArray,
): Record<string, tf.Tensor> {
  const [prediction, target] = [tensorsOf(pair.prediction), targetOf(pair)];
  const outputs = treeLeaves(prediction).filter(({ dtype }) => dtype === 'float32');
  const rest = weight === undefined ? [] : [tensorsOf(weight)];
  const total = (): tf.Scalar => tf.sum(loss(prediction, target, ...rest));
  const { value, gradients } = differentiable
    ? valueAndGradients(total, outputs)
    : { value: total(), gradients: outputs.map((output) => tf.zerosLike(output)) };
  return { value, ...Object.fromEntries(gradients.map((gradient, leaf) => [`gradient ${leaf}`, gradient])) };
}
