import { LmlError, toTensor, type NdArray, type Predictor, type PredictorContext } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { PredictorConformance, TensorFixture } from '../conformance.js';
import { caseCheck, ensure, Violation, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';
import { fixedRandom } from '../shared/fixed-random.js';
import { arrayOf, firstAccepted, rowsOf } from '../shared/fixtures.js';
import { ensureUntouched, readTensors } from '../shared/tensors.js';
import { unknownModel } from '../shared/unknown-model.js';

interface Data {
  readonly output: NdArray;
  readonly target: NdArray;
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
  async use(predictor: Predictor, one: Case) {
    const data = await dataOf(one);
    await predictor.fit?.(data.output, data.target);
    return predict(predictor, data.output);
  },
  checks: [
    caseCheck<Predictor>(
      'predictor/predict',
      'gives one prediction a sample, the same alone and in a batch',
      async (predictor, one) => {
        ensure(typeof predictor.name === 'string' && predictor.name !== '', 'it has no name');
        const data = await dataOf(one);
        await predictor.fit?.(data.output, data.target);
        const all = await predict(predictor, data.output);
        ensure(
          all.shape[0] === SAMPLES || all.shape[0] === data.output.shape[0],
          `its prediction has shape [${all.shape.join(', ')}] for ${data.output.shape[0]} samples`,
        );
        for (const row of [0, data.output.shape[0]! - 1]) {
          const alone = await predict(predictor, rowsOf(data.output, row, row + 1));
          const found = difference(rowsOf(all, row, row + 1), alone, 1e-5);
          ensure(found === undefined, () => `sample ${row} in the batch and alone gives ${found}`);
        }
        const tensors = { output: toTensor(data.output) };
        try {
          await ensureUntouched(tensors, () =>
            tf.tidy(() => void predictor.predict(tensors.output, contextOf(predictor))),
          );
        } finally {
          tf.dispose(tensors);
        }
      },
    ),
    caseCheck<Predictor>(
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
        const error: unknown = await predict(predictor, data.output).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        ensure(
          LmlError.isInstance(error, 'LML_NOT_FITTED'),
          () => `before it was fitted it gave ${String(error)} instead of LML_NOT_FITTED`,
        );
        await predictor.fit(data.output, data.target);
        const state = predictor.state();
        ensure(state !== undefined, 'it has no state after it was fitted');
        const other = one.create() as Predictor;
        other.load!(Object.fromEntries(state.map(({ name, value }) => [name, value])));
        const found = difference(await predict(predictor, data.output), await predict(other, data.output));
        ensure(found === undefined, () => `another one with its state predicts ${found}`);
      },
    ),
  ],
};

async function dataOf(one: Case): Promise<Data> {
  const { output, target } = (one.conformance ?? {}) as PredictorConformance;
  const read = ([raw, answer]: readonly [TensorFixture, TensorFixture]): Data => ({
    output: arrayOf(output ?? raw, 'output'),
    target: arrayOf(target ?? answer, 'target'),
  });
  const accepted = await firstAccepted(
    USUAL,
    async (candidate) => {
      const predictor = one.create() as Predictor;
      const data = read(candidate);
      await predictor.fit?.(data.output, data.target);
      await predict(predictor, data.output);
    },
    'output: { shape, … }, target: { shape, … }',
  );
  return read(accepted);
}

async function predict(predictor: Predictor, output: NdArray): Promise<NdArray> {
  const { prediction } = await readTensors(() => ({
    prediction: predictor.predict(toTensor(output), contextOf(predictor)),
  }));
  return prediction;
}

/** Reads what the predictor has learnt, as the engine would. */
function contextOf(predictor: Predictor): PredictorContext {
  return {
    model: unknownModel(),
    batch: {},
    random: fixedRandom,
    read(name) {
      const entry = predictor.state?.()?.find((candidate) => candidate.name === name);
      if (entry === undefined) throw new Violation(`it reads '${name}', which its state does not have`);
      return toTensor(entry.value).cast(entry.dtype);
    },
  };
}
