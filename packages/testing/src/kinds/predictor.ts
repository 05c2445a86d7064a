import {
  isTensor,
  LmlError,
  toNdArray,
  toTensor,
  treeLeaves,
  type AnyPredictor,
  type Predicted,
  type PredictorContext,
  type TensorBatch,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { PredictorConformance, TensorFixture } from '../conformance.js';
import { arrayLeaves, arraysOf, rowsOfTree, samplesOfTree, tensorsOf, type ArrayTree } from '../shared/array-tree.js';
import { caseCheck, ensure, Violation, type Case, type KindSuite } from '../shared/check.js';
import { copyOf, difference } from '../shared/difference.js';
import { fixedRandom } from '../shared/fixed-random.js';
import { firstAccepted } from '../shared/fixtures.js';
import { ensureUntouched, ready } from '../shared/tensors.js';
import { unknownModel } from '../shared/unknown-model.js';

interface Data {
  readonly output: ArrayTree;
  readonly target: ArrayTree;
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

/** Predictor: one prediction a sample, whatever stands beside it; fitted ones say when they are not, and can be stored. */
export const predictorSuite: KindSuite = {
  async use(predictor: AnyPredictor, one: Case) {
    const data = await dataOf(one);
    await fit(predictor, data);
    return predict(predictor, data);
  },
  checks: [
    caseCheck<AnyPredictor>(
      'predictor/predict',
      'gives one prediction a sample, the same alone and in a batch',
      async (predictor, one) => {
        ensure(typeof predictor.name === 'string' && predictor.name !== '', 'it has no name');
        const data = await dataOf(one);
        const samples = samplesOfTree(data.output);
        await fit(predictor, data);
        const all = await predict(predictor, data);
        for (const { shape } of arrayLeaves(all))
          ensure(shape[0] === samples, `its prediction has shape [${shape.join(', ')}] for ${samples} samples`);
        for (const row of [0, samples - 1]) {
          const alone = await predict(predictor, rowsOfData(data, [row]));
          const found = difference(rowsOfTree(all, [row]), alone, 1e-5);
          ensure(found === undefined, () => `sample ${row} in the batch and alone gives ${found}`);
        }
        const output = tensorsOf(data.output);
        const leaves = treeLeaves(output);
        const tensors = Object.fromEntries(leaves.map((leaf, at) => [at === 0 ? 'output' : `output ${at}`, leaf]));
        try {
          await ensureUntouched(tensors, () =>
            tf.tidy(() => void predictor.predict(output, contextOf(predictor, data))),
          );
        } finally {
          tf.dispose(leaves);
        }
      },
    ),
    caseCheck<AnyPredictor>(
      'predictor/decode',
      'makes a plain record of each prediction, ready for JSON',
      async (predictor, one) => {
        if (predictor.decode === undefined) return;
        const data = await dataOf(one);
        await fit(predictor, data);
        const prediction = (await predict(predictor, data)) as Predicted;
        const before = copyOf(prediction);
        const classNames = Array.from({ length: 100 }, (_, index) => `class ${index}`);
        for (const known of [{}, { classNames }]) {
          const records: unknown = predictor.decode(prediction, known);
          const samples = samplesOfTree(data.output);
          const isRight = Array.isArray(records) && records.length === samples;
          ensure(isRight, `of ${samples} predictions it did not make a list of ${samples}`);
          const found = difference(records, JSON.parse(JSON.stringify(records)));
          ensure(found === undefined, () => `its records and what JSON keeps of them are ${found}`);
        }
        const changed = difference(before, prediction);
        ensure(changed === undefined, () => `decode changed the prediction: ${changed}`);
      },
    ),
    caseCheck<AnyPredictor>(
      'predictor/fit',
      'says when it has not been fitted, and stores what it has learnt',
      async (predictor, one) => {
        if (predictor.fit === undefined) return;
        const data = await dataOf(one);
        ensure(
          predictor.state !== undefined && predictor.load !== undefined,
          'it can be fitted, but has no state and load for a checkpoint',
        );
        ensure(predictor.state() === undefined, 'its state is not undefined before it was fitted');
        const error: unknown = await predict(predictor, data).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        ensure(
          LmlError.isInstance(error, 'LML_NOT_FITTED'),
          () => `before it was fitted it gave ${String(error)} instead of LML_NOT_FITTED`,
        );
        await fit(predictor, data);
        const state = predictor.state();
        ensure(state !== undefined, 'it has no state after it was fitted');
        const other = one.create() as AnyPredictor;
        other.load!(Object.fromEntries(state.map(({ name, value }) => [name, value])));
        const found = difference(await predict(predictor, data), await predict(other, data));
        ensure(found === undefined, () => `another one with its state predicts ${found}`);
      },
    ),
  ],
};

async function dataOf(one: Case): Promise<Data> {
  const { output, target, batch = {} } = (one.conformance ?? {}) as PredictorConformance;
  const further = Object.entries(batch).map(([name, fixture]) => [name, arraysOf(fixture, name)] as const);
  const read = ([raw, answer]: readonly [TensorFixture, TensorFixture]): Data => ({
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

async function fit(predictor: AnyPredictor, { output, target }: Data): Promise<void> {
  await predictor.fit?.(output, target);
}

async function predict(predictor: AnyPredictor, data: Data): Promise<ArrayTree> {
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

function rowsOfData({ output, target, batch }: Data, indices: readonly number[]): Data {
  const rows = (tree: ArrayTree): ArrayTree => rowsOfTree(tree, indices);
  const further = Object.entries(batch).map(([name, part]) => [name, rows(part)]);
  return { output: rows(output), target: rows(target), batch: Object.fromEntries(further) as Data['batch'] };
}

/** Reads what the predictor has learnt, as the engine would. */
function contextOf(predictor: AnyPredictor, { batch }: Data): PredictorContext {
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
