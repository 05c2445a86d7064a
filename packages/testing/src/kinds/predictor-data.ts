import {
  isTensor,
  toNdArray,
  toTensor,
  treeLeaves,
  type AnyPredictor,
  type PredictorContext,
  type TensorBatch,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { PredictorConformance, TensorFixture } from '../conformance.js';
import { arraysOf, rowsOfTree, tensorsOf, type ArrayTree } from '../shared/array-tree.js';
import { Violation, type Case } from '../shared/check.js';
import { fixedRandom } from '../shared/fixed-random.js';
import { firstAccepted } from '../shared/fixtures.js';
import { ready } from '../shared/tensors.js';
import { unknownModel } from '../shared/unknown-model.js';

/** What a predictor is checked with. */
export interface PredictorData {
  /** Raw outputs. */
  readonly output: ArrayTree;
  /** Targets to fit it on. */
  readonly target: ArrayTree;
  /** What else is in the batch. */
  readonly batch: Readonly<Record<string, ArrayTree>>;
}

const SAMPLES = 12;
const LABELS: TensorFixture = { shape: [SAMPLES], dtype: 'int32', values: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2] };
const TRUTHS: TensorFixture = { shape: [SAMPLES], dtype: 'int32', values: [0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1] };
const outputs = (...shape: number[]): TensorFixture => ({ shape: [SAMPLES, ...shape], low: -2, high: 2 });

/** Raw outputs and targets that most predictors take one pair of. */
const USUAL: readonly (readonly [TensorFixture, TensorFixture])[] = [
  [outputs(3), LABELS],
  [outputs(1), TRUTHS],
  [outputs(3), outputs()],
  [outputs(3), outputs(3)],
  [outputs(1), outputs()],
  [outputs(), outputs()],
  [outputs(4, 4, 3), LABELS],
];

/** The data of the trait, or the first of the usual ones that the predictor takes. */
export async function dataOf(one: Case): Promise<PredictorData> {
  const { output, target, batch = {} } = (one.conformance ?? {}) as PredictorConformance;
  const further = Object.entries(batch).map(([name, fixture]) => [name, arraysOf(fixture, name)] as const);
  const read = ([raw, answer]: readonly [TensorFixture, TensorFixture]): PredictorData => ({
    output: arraysOf(output ?? raw, 'output'),
    target: arraysOf(target ?? answer, 'target'),
    batch: Object.fromEntries(further),
  });
  const accepted = await firstAccepted(
    USUAL,
    async (candidate) => {
      const predictor = one.create() as AnyPredictor;
      const data = read(candidate);
      await fit(predictor, data);
      await predict(predictor, data);
    },
    'output: { shape, … }, target: { shape, … }',
  );
  return read(accepted);
}

/** Fits a predictor that learns. */
export async function fit(predictor: AnyPredictor, { output, target }: PredictorData): Promise<void> {
  await predictor.fit?.(output, target);
}

/** Its predictions outside a step. */
export async function predict(predictor: AnyPredictor, data: PredictorData): Promise<ArrayTree> {
  await ready();
  const prediction = tf.tidy(
    () => predictor.predict(tensorsOf(data.output), contextOf(predictor, data)) as tf.TensorContainer,
  ) as TensorTree;
  try {
    return await readTree(prediction);
  } finally {
    tf.dispose(treeLeaves(prediction));
  }
}

async function readTree(tree: TensorTree): Promise<ArrayTree> {
  if (isTensor(tree)) return toNdArray(tree);
  if (Array.isArray(tree)) return Promise.all((tree as readonly TensorTree[]).map(readTree));
  const parts = Object.entries(tree).map(async ([key, part]) => [key, await readTree(part)] as const);
  return Object.fromEntries(await Promise.all(parts));
}

/** The samples of these numbers. */
export function rowsOfData({ output, target, batch }: PredictorData, indices: readonly number[]): PredictorData {
  const rows = (tree: ArrayTree): ArrayTree => rowsOfTree(tree, indices);
  const further = Object.entries(batch).map(([name, part]) => [name, rows(part)]);
  return { output: rows(output), target: rows(target), batch: Object.fromEntries(further) as PredictorData['batch'] };
}

/** Reads what the predictor has learnt, as the engine would. */
export function contextOf(predictor: AnyPredictor, { batch }: PredictorData): PredictorContext {
  return {
    model: unknownModel(),
    batch: tensorsOf(batch) as TensorBatch,
    random: fixedRandom,
    read(name) {
      const entry = predictor.state?.()?.find((candidate) => candidate.name === name);
      if (entry === undefined) throw new Violation(`it reads '${name}', which its state does not have`);
      return toTensor(entry.value).cast(entry.dtype);
    },
  };
}
