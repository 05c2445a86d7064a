import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { fromLayers } from '../adapters/layers-model.js';
import { DataModule } from '../data/data-module.js';
import { columnarDataset } from '../data/columnar.js';
import { ndArray } from '../data/nd-array.js';
import type { LabelledBatch } from '../learning/batches.js';
import { elementwiseOptimizer } from '../learning/elementwise-optimizer.js';
import { Learner, type LearnerContext } from '../learning/learner.js';
import type { AnyMetric, Metric } from '../learning/metric.js';
import type { AnyPredictor } from '../learning/predictor.js';
import type { ShapeTree } from '../tensorflow/shape-tree.js';
import { Trainer } from './trainer.js';

interface Heads {
  readonly [name: string]: tf.Tensor;
}

/** Two outputs, by name. */
class TwoHeads extends Learner<LabelledBatch, Heads> {
  steps = 0;
  override get outputShape(): ShapeTree {
    return this.model.outputShape;
  }
  batchForward({ input }: LabelledBatch, { model }: LearnerContext): Heads {
    this.steps++;
    return model.apply<Heads>(input);
  }
  computeLoss({ kind }: Heads): tf.Tensor {
    return tf.mean(kind!);
  }
}

const dataset = columnarDataset(() => ({ input: ndArray([[1], [2]]), target: ndArray([0, 1]) }));

function learnerOf({ metrics, predictor }: { metrics?: Record<string, AnyMetric>; predictor?: AnyPredictor }) {
  const input = tf.input({ shape: [1] });
  const outputs = ['kind', 'size'].map((name) => tf.layers.dense({ units: 2, name }).apply(input) as tf.SymbolicTensor);
  return new TwoHeads({
    data: new DataModule({ train: dataset, validation: dataset, test: dataset }),
    model: fromLayers(tf.model({ inputs: input, outputs })),
    optimizer: elementwiseOptimizer({
      base: { lr: 0 },
      slots: {},
      hyper: () => ({}),
      update: (p) => ({ parameter: p }),
    }),
    ...(metrics && { metrics }),
    predictor,
  });
}

const trainer = new Trainer({ maxEpochs: 1, loggers: [], progressBar: false });
const mean: Metric = {
  name: 'mean',
  on: 'output',
  head: 'knid',
  stages: ['validation'],
  higherIsBetter: undefined,
  init: () => ({ sum: ndArray(0) }),
  update: ({ sum }, { prediction }) => ({ sum: tf.add(sum!, tf.sum(prediction)) }),
  compute: ({ sum }) => Number(sum!.data[0]),
};
const named = (head: string): AnyPredictor => ({ name: 'named', head, predict: (output) => output });

describe('A head that the model does not have', () => {
  it.each([
    ['of a metric of the validation', { metrics: { mean } }, "The prediction of the metric 'mean'"],
    ['of the predictor', { predictor: named('knid') }, "The output of the predictor 'named'"],
    ['of one of several that a predictor names', { predictor: { ...named('kind'), heads: ['kind', 'knid'] } }, "The output of the predictor 'named'"],
  ])('%s is found before the first step of a fit and of a test', async (_, parts, what) => {
    for (const run of ['fit', 'test'] as const) {
      const learner = learnerOf(parts);
      const message = `${what} must be one with a part 'knid', got an object with kind, size`;
      await expect(trainer[run](learner)).rejects.toThrow(message);
      await expect(trainer[run](learner)).rejects.toThrow('There are: kind, size. (LML_INVALID_ARGUMENT)');
      expect(learner.steps).toBe(0);
    }
  }); // prettier-ignore

  it('is nothing to complain of where a learner does not say what it gives', async () => {
    const learner = learnerOf({ predictor: named('own') });
    // As a class that extends it and makes other outputs.
    learner.batchForward = (...given) => TwoHeads.prototype.batchForward.apply(learner, given);
    await trainer.test(learner);
    expect(learner.steps).toBe(1);
  });
});
