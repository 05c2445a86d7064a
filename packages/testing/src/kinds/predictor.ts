import { LmlError, treeLeaves, type AnyPredictor, type Predicted } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { arrayLeaves, rowsOfTree, samplesOfTree, tensorsOf } from '../shared/array-tree.js';
import { caseCheck, ensure, Violation, type Case, type KindSuite } from '../shared/check.js';
import { copyOf, difference } from '../shared/difference.js';
import { ensureUntouched, numbersOf } from '../shared/tensors.js';
import { contextOf, dataOf, fit, predict, rowsOfData } from './predictor-data.js';
import { predictorStepCheck } from './predictor-step.js';

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
        for (const leaf of arrayLeaves(all)) {
          const { shape } = leaf;
          ensure(shape[0] === samples, `its prediction has shape [${shape.join(', ')}] for ${samples} samples`);
          ensure(!numbersOf(leaf).some(Number.isNaN), 'its prediction has NaN in it, though the outputs are finite');
        }
        for (let row = 0; row < samples; row++) {
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
    predictorStepCheck,
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
        const loaded = await predict(other, data).catch((reason: unknown) => {
          throw new Violation(`another one that was given its state by load does not predict: ${String(reason)}`);
        });
        const found = difference(await predict(predictor, data), loaded);
        ensure(found === undefined, () => `another one with its state predicts ${found}`);
        await fit(predictor, data);
        const again = difference(state, predictor.state());
        ensure(again === undefined, () => `fitted to the same data again, its state has ${again}`);
      },
    ),
  ],
};
