import * as tf from '@tensorflow/tfjs';

import {
  defineLearner,
  Learner,
  type LabelledBatch,
  type LearnerContext,
  type Loss,
  type Metric,
  type Model,
} from '../index.js';
import { metricsByName } from './metrics-by-name.js';

const model = { weights: [] } as unknown as Model;
const loss: Loss = (prediction, target) => tf.mean(tf.squaredDifference(prediction, target));
const metric = (name: string): Metric => ({
  name,
  on: 'output',
  higherIsBetter: true,
  init: () => ({}),
  update: (state) => state,
  compute: () => 0,
});

class Doubled extends Learner<LabelledBatch> {
  batchForward({ input }: LabelledBatch): tf.Tensor {
    return tf.mul(input, 2);
  }
  computeLoss(output: tf.Tensor, { target }: LabelledBatch, context: LearnerContext): tf.Tensor {
    return context.loss(output, target);
  }
}

const doubled = defineLearner<LabelledBatch>({
  batchForward: ({ input }) => tf.mul(input, 2),
  computeLoss: (output, { target }, context) => context.loss(output, target),
});

describe.each([
  ['class', (options: ConstructorParameters<typeof Doubled>[0]) => new Doubled(options)],
  ['definition', doubled],
])('A learner made as a %s', (_, make) => {
  it('has the parts that it was given', () => {
    const parts = {
      model,
      loss,
      metrics: [metric('a')],
      predictor: { name: 'p', predict: (output: tf.Tensor) => output },
    };
    const learner = make(parts);
    expect(learner).toBeInstanceOf(Learner);
    expect(learner).toMatchObject({ model, loss, predictor: parts.predictor, hyper: {} });
    expect([learner.data, learner.optimizer, learner.scheduler]).toEqual([undefined, undefined, undefined]);
  });

  it('says how a batch becomes outputs, and outputs a loss', async () => {
    const learner = make({ model, loss });
    const batch = { input: tf.tensor1d([1, 2]), target: tf.tensor1d([2, 6]) };
    const output = learner.batchForward(batch, {} as LearnerContext);
    const value = learner.computeLoss(output, batch, { loss } as unknown as LearnerContext) as tf.Tensor;
    expect(await value.data()).toEqual(Float32Array.of(2));
  });

  it('shows metrics the output and all of the batch but its input', () => {
    const learner = make({ model });
    const [output, target, weight] = [tf.scalar(1), tf.scalar(2), tf.scalar(3)];
    const show = (batch: object) =>
      learner.metricInput(output, { input: target, ...batch } as unknown as LabelledBatch);
    expect(show({ target })).toEqual({ prediction: output, target });
    expect(show({ target: [target], weight, indexes: target })).toEqual({
      prediction: output,
      target: [target],
      weight,
      indexes: target,
    });
  });

  it('has one training step over all weights', () => {
    expect(make({ model }).trainingSteps()).toBeUndefined();
  });

  it('can be given another predictor at any time', () => {
    const learner = make({ model });
    const predictor = { name: 'p', predict: (output: tf.Tensor) => output };
    learner.predictor = predictor;
    expect(learner.predictor).toBe(predictor);
  });
});

describe('A definition', () => {
  it('may say what metrics are shown and which training steps there are', () => {
    const [output, target] = [tf.scalar(1), tf.scalar(2)];
    const learner = defineLearner<LabelledBatch>({
      batchForward: ({ input }) => input,
      computeLoss: (value) => value,
      metricInput: () => ({ prediction: target, target: output }),
      trainingSteps: () => [{ name: 'only', computeLoss: (value) => value }],
    })({ model });
    expect(learner.metricInput(output, { input: output, target })).toEqual({ prediction: target, target: output });
    expect(learner.trainingSteps()?.map(({ name }) => name)).toEqual(['only']);
  });
});

describe('metricsByName', () => {
  it('puts a list under its own names', () => {
    const [a, b] = [metric('a'), metric('b')];
    expect(metricsByName([a, b])).toEqual({ a, b });
    expect(metricsByName([])).toEqual({});
  });

  it('takes a record as it is', () => {
    const record = { top1: metric('accuracy'), top5: metric('accuracy') };
    expect(metricsByName(record)).toEqual(record);
  });

  it('takes any name that is not there yet', () => {
    expect(Object.keys(metricsByName([metric('constructor'), metric('toString')]))).toEqual([
      'constructor',
      'toString',
    ]);
  });

  it('refuses two of one name, and says how to name them', () => {
    expect(() => metricsByName([metric('a'), metric('a')])).toThrow(
      /metrics must be of different names, got 'a'\. Give a record/,
    );
  });

  it.each([[[metric('a/b')]], [{ 'a/b': metric('a') }], [[metric('')]]])(
    'refuses a name with a slash, or none',
    (metrics) => {
      expect(() => metricsByName(metrics)).toThrow(/metrics must be of names without a slash/);
    },
  );

  it('refuses what is no metric, and names it', () => {
    const accuracy = (): Metric => metric('accuracy');
    const refused = (metrics: unknown) => () => metricsByName(metrics as Metric[]);
    expect(refused([metric('a'), accuracy])).toThrow(
      /metrics\.1 must be a metric, got the function accuracy\. A component must be called/,
    );
    expect(refused({ top: 'accuracy' })).toThrow(/metrics\.top must be a metric, got 'accuracy'/);
    expect(refused([null])).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});
