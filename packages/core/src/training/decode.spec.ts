import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { fromLayers } from '../adapters/layers-model.js';
import { DataModule } from '../data/data-module.js';
import { ndArray } from '../data/nd-array.js';
import { applyPredictor } from '../learning/apply-predictor.js';
import { defineLearner } from '../learning/define-learner.js';
import type { AnyPredictor, Predicted } from '../learning/predictor.js';
import { Trainer } from './trainer.js';

const length = 5;
const dataset = {
  open: () => undefined,
  length,
  classNames: ['even', 'odd'],
  get: (index: number) => ({ input: ndArray([index]), metadata: { id: index + 10 } }),
};

/** Gives the input as it is, and twice of it. */
const learnerOf = (predictor?: AnyPredictor) =>
  defineLearner<{ readonly input: tf.Tensor }, { once: tf.Tensor; pair: readonly tf.Tensor[] }>({
    batchForward: ({ input }, { model }) => ({ once: model.apply(input), pair: [tf.mul(input, 2), tf.concat([input, input], 1)] }), // prettier-ignore
    computeLoss: () => tf.scalar(0),
  })({
    data: new DataModule({ predict: dataset, batchSize: 2 }),
    model: fromLayers(() =>
      tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' })] }),
    ),
    predictor,
  });

const trainer = new Trainer({ maxEpochs: 1, loggers: [], progressBar: false });
const column = (...values: number[]) => ndArray(values.map((value) => [value]));

describe('Predictions', () => {
  it('are a tree of arrays of all samples where the output is one', async () => {
    const predicted = await trainer.predict<Predicted>(learnerOf());
    expect(predicted).toEqual({
      once: column(0, 1, 2, 3, 4),
      pair: [column(0, 2, 4, 6, 8), ndArray([0, 1, 2, 3, 4].map((value) => [value, value]))],
    });
  });

  it('are rows of plain numbers, or records that the predictor decodes', async () => {
    const predictor: AnyPredictor = {
      name: 'parity',
      head: 'once',
      predict: (output) => tf.cast(tf.mod(tf.reshape(output as tf.Tensor, [-1]), 2), 'int32'),
      decode: (prediction, { metadata, classNames }) =>
        Array.from((prediction as { data: Int32Array }).data, (index, row) => ({ name: classNames?.[index], ...(metadata?.[row] as object) })), // prettier-ignore
    };
    const learner = learnerOf(predictor);
    expect(await trainer.predict(learner)).toEqual(ndArray(Int32Array.of(0, 1, 0, 1, 0)));
    expect(await trainer.predict(learner, { as: 'rows' })).toEqual([0, 1, 0, 1, 0]);
    const records = await trainer.predict(learner, { as: 'records' });
    expect(records.slice(0, 2)).toEqual([
      { name: 'even', id: 10, metadata: { id: 10 } },
      { name: 'odd', id: 11, metadata: { id: 11 } },
    ]);
    expect(records).toHaveLength(length);
    expect(await trainer.predict(learner, { as: 'records', raw: true })).toContainEqual({
      once: [3],
      pair: [[6], [3, 3]],
    });
  });

  it('name what is wrong with a predictor', async () => {
    const whole: AnyPredictor = { name: 'whole', predict: (output) => output };
    const predict = (changes: Partial<AnyPredictor>) =>
      trainer.predict(learnerOf({ ...whole, ...changes }), { as: 'records' });
    await expect(predict({})).rejects.toThrow("The output of the predictor 'whole' must be one tensor, got an object with once, pair"); // prettier-ignore
    await expect(predict({ head: 'twice' })).rejects.toThrow("must be one with a part 'twice'");
    await expect(predict({ head: 'twice' })).rejects.toThrow('There are: once, pair.');
    await expect(predict({ trees: true })).resolves.toHaveLength(length);
    await expect(predict({ trees: true, decode: () => [] })).rejects.toThrow(
      "What decode of the predictor 'whole' gives must be a list of 2, one for each sample",
    );
  });

  it('may come of the model, applied again', async () => {
    const again: AnyPredictor = {
      name: 'again',
      head: 'once',
      predict: (output, { model }) => model.apply(tf.add(output as tf.Tensor, 100)),
    };
    expect(await trainer.predict(learnerOf(again), { as: 'rows' })).toContainEqual([104]);
  });

  it('may be made of the batch', async () => {
    const twice: AnyPredictor = {
      name: 'twice',
      trees: true,
      predict: (_output, { batch }) => tf.mul(batch['input'] as tf.Tensor, 2),
    };
    expect(await trainer.predict(learnerOf(twice))).toEqual(column(0, 2, 4, 6, 8));
    const alone = await applyPredictor(twice, column(1), { batch: { input: column(4) } });
    expect(alone).toEqual(column(8));
  });
});
