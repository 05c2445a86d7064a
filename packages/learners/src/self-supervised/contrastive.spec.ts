import {
  build,
  create,
  defineModel,
  eager,
  fromLayers,
  Learner,
  ndArray,
  RandomStreams,
  valueAndGradients,
  type AdaptedLayersModel,
  type LearnerContext,
  type Loss,
  type Metric,
  type MetricInput,
} from '@lml/core';
import type { EagerEngine } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { Contrastive, contrastive } from '../index.js';

const squaredError: Loss = (prediction, target) => tf.mean(tf.squaredDifference(prediction, target));

/** Each sample's own pair against all others, by dot products. */
const pairs: Loss = (a, b) => {
  const logits = tf.matMul(a, b, false, true);
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.eye(a.shape[0]), tf.logSoftmax(logits)), 1)));
};

async function doubling(layers: tf.layers.Layer[] = []): Promise<AdaptedLayersModel> {
  const model = fromLayers(() =>
    tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] }), ...layers] }),
  );
  await model.build({ random: new RandomStreams(1) });
  model.setWeights({ 'dense_0/kernel': ndArray([[2, 0], [0, 2]]), 'dense_0/bias': ndArray([0, 0]) }); // prettier-ignore
  return model;
}

function context(learner: Contrastive, values: Partial<LearnerContext> = {}): LearnerContext {
  return {
    stage: 'train',
    training: true,
    model: learner.model,
    get loss(): Loss {
      return learner.loss!;
    },
    random: undefined as never,
    clock: undefined as never,
    log: () => undefined,
    hyper: (_name, initial) => tf.scalar(initial),
    read: undefined as never,
    write: undefined as never,
    writeWeight: undefined as never,
    ...values,
  };
}

describe('Contrastive', () => {
  const input = tf.tensor2d([[1, 2], [3, 4]]); // prettier-ignore
  const positive = tf.tensor2d([[1, 1], [3, 5]]); // prettier-ignore

  it('takes views that are records, as the model does', async () => {
    const model = defineModel({
      inputs: { left: [null, 2], right: [null, 2] },
      forward: ({ left, right }) => tf.add(left, right),
    });
    await model.build({ random: new RandomStreams(1) });
    const learner = new Contrastive<{ left: tf.Tensor; right: tf.Tensor }>({ model, loss: pairs });
    const [one, other] = [
      { left: input, right: input },
      { left: positive, right: positive },
    ];
    const scope = context(learner as unknown as Contrastive);
    const output = learner.batchForward({ input: one, positive: other }, scope);
    const value = learner.computeLoss(output, { input: one, positive: other }, scope);
    const expected = pairs(tf.mul(input, 2), tf.mul(positive, 2));
    expect((await value.data())[0]).toBeCloseTo((await expected.data())[0]!, 6);
  });

  it('compares the embeddings of the two views', async () => {
    const calls: tf.Tensor[][] = [];
    const loss: Loss = (...args) => {
      calls.push(args as tf.Tensor[]);
      return squaredError(...args);
    };
    const learner = new Contrastive({ model: await doubling(), loss });
    const batch = { input, positive, weight: tf.ones([2]) };
    const output = learner.batchForward(batch, context(learner));
    const value = learner.computeLoss(output, batch, context(learner));
    expect(await output.array()).toEqual([[2, 4], [6, 8]]); // prettier-ignore
    expect(calls).toHaveLength(1);
    expect(calls[0]).toHaveLength(2);
    expect(calls[0]![0]).toBe(output);
    expect(await calls[0]![1]!.array()).toEqual([[2, 2], [6, 10]]); // prettier-ignore
    expect(await value.data()).toEqual(Float32Array.of(2));
  });

  it.each(['predict', 'test'] as const)('needs only the input to embed (%s)', async (stage) => {
    const learner = new Contrastive({ model: await doubling(), loss: squaredError });
    const own = context(learner, { stage, training: false });
    const unlabelled = learner.batchForward({ input } as never, own);
    const labelled = learner.batchForward({ input, target: tf.tensor1d([0, 1]) } as never, own);
    expect(await unlabelled.array()).toEqual([[2, 4], [6, 8]]); // prettier-ignore
    expect(await labelled.array()).toEqual(await unlabelled.array());
  });

  it('shows metrics nothing, not even with targets in the batch', async () => {
    const learner = new Contrastive({ model: await doubling() });
    expect(learner.metricInput(input, { input, positive, target: positive })).toBeUndefined();
  });

  it('can be extended to show metrics something', async () => {
    class Alignment extends Contrastive {
      override metricInput(output: tf.Tensor, { positive: other }: { positive: tf.Tensor }): MetricInput {
        return { prediction: output, target: other };
      }
    }
    const learner = new Alignment({ model: await doubling() });
    expect(learner.metricInput(input, { positive })).toEqual({ prediction: input, target: positive });
  });

  it('names what a batch lacks', async () => {
    const learner = new Contrastive({ model: await doubling(), loss: squaredError });
    expect(() => learner.batchForward({ positive } as never, context(learner))).toThrow(
      "batch must be a record with 'input', got an object with positive.",
    );
    const compute = () => learner.computeLoss(input, { input } as never, context(learner));
    expect(compute).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
    expect(compute).toThrow(
      "batch must be a record with 'positive', got an object with input. Contrastive learning needs a second view",
    );
  });

  it('refuses a model with several outputs', async () => {
    const model = fromLayers(() => {
      const only = tf.input({ shape: [2] });
      const heads = [1, 2, 3].map((units) => tf.layers.dense({ units }).apply(only) as tf.SymbolicTensor);
      return tf.model({ inputs: only, outputs: heads });
    });
    await model.build({ random: new RandomStreams(1) });
    const learner = new Contrastive({ model });
    expect(() => learner.batchForward({ input, positive }, context(learner))).toThrow(
      expect.objectContaining({ code: 'LML_UNSUPPORTED_MODEL' }),
    );
  });

  it('draws dropout anew for the second view, and equally in each repetition of a step', async () => {
    const learner = new Contrastive({ model: await doubling([tf.layers.dropout({ rate: 0.5 })]), loss: squaredError });
    const engine = await engineOf(learner.model as AdaptedLayersModel);
    const run = async (step: number): Promise<number> => {
      const { scalars } = engine.run(
        {
          name: 'train',
          stage: 'train',
          training: true,
          run: (tensors, { random }) => {
            const batch = tensors as { input: tf.Tensor; positive: tf.Tensor };
            const own = context(learner, { random });
            return { scalars: { loss: learner.computeLoss(learner.batchForward(batch, own), batch, own) } };
          },
        },
        {
          input: ndArray(new Float32Array(64).fill(1), { shape: [32, 2] }),
          positive: ndArray(new Float32Array(64).fill(1), { shape: [32, 2] }),
        },
        { step },
      );
      const { data } = await scalars['loss']!.read();
      scalars['loss']!.dispose();
      return data[0] as number;
    };
    const first = await run(0);
    expect(first).toBeGreaterThan(0); // equal views, so other masks
    expect(await run(0)).toBe(first);
    expect(await run(1)).not.toBe(first);
    engine.dispose();
  });

  it('learns embeddings in which pairs are near, and writes batch statistics of both views', async () => {
    const learner = new Contrastive({
      model: await doubling([tf.layers.batchNormalization({ momentum: 0.5 })]),
      loss: pairs,
    });
    const model = learner.model as AdaptedLayersModel;
    const engine = await engineOf(model);
    const rows = Float32Array.of(1, 0, -1, 0.2, 0.3, -1, 0.1, 1);
    const input = ndArray(rows, { shape: [4, 2] });
    const positive = ndArray(rows.map((value) => value + 0.1), { shape: [4, 2] }); // prettier-ignore
    const losses: number[] = [];
    for (let step = 0; step < 20; step++) {
      const { scalars } = engine.run(
        {
          name: 'train',
          stage: 'train',
          training: true,
          run: (tensors, stepContext) => {
            const batch = tensors as { input: tf.Tensor; positive: tf.Tensor };
            const own = context(learner, { random: stepContext.random });
            const names = model.weights.filter(({ trainable }) => trainable).map(({ name }) => name);
            const parameters = names.map((name) => stepContext.read(name));
            const { value, gradients } = valueAndGradients(
              () => learner.computeLoss(learner.batchForward(batch, own), batch, own) as tf.Scalar,
              parameters,
            );
            names.forEach((name, index) =>
              stepContext.write(name, tf.sub(parameters[index]!, tf.mul(0.5, gradients[index]!))),
            );
            return { scalars: { loss: value } };
          },
        },
        { input, positive },
        { step },
      );
      losses.push((await scalars['loss']!.read()).data[0] as number);
      scalars['loss']!.dispose();
    }
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
    const { 'batch_normalization_0/moving_mean': mean } = await engine.read();
    expect(mean!.data[0]).not.toBe(0);
    engine.dispose();
  });
});

describe('contrastive', () => {
  const metric: Metric = {
    name: 'nothing',
    on: 'output',
    higherIsBetter: undefined,
    init: () => ({}),
    update: (state) => state,
    compute: () => 0,
  };

  it('hands the parts to the class', async () => {
    const model = await doubling();
    const learner = contrastive({ model, loss: squaredError, metrics: [] });
    expect(learner).toBeInstanceOf(Contrastive);
    expect(learner).toBeInstanceOf(Learner);
    expect(learner).toMatchObject({ model, loss: squaredError, metrics: {} });
  });

  it('is made by its name', async () => {
    const model = await doubling();
    expect(create('learner', 'contrastive', { model })).toBeInstanceOf(Contrastive);
    expect(build('learner', { name: 'contrastive', model })).toBeInstanceOf(Contrastive);
  });

  it('refuses metrics, since nothing could be compared', async () => {
    const model = await doubling();
    expect(() => contrastive({ model, metrics: [metric] })).toThrow('metrics: must be left out');
    expect(() => contrastive({ model, metrics: { one: metric } })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }),
    );
  });

  it.each([
    [{}, 'model: is missing: it must be a model'],
    [{ loss: 3 }, 'loss: must be a function (prediction, target)'],
    [{ temperature: 1 }, 'temperature: there is no such option'],
  ])('refuses options %#', (options, message) => {
    expect(() => contrastive(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(() => contrastive(options as never)).toThrow(message);
  });
});

async function engineOf(model: AdaptedLayersModel): Promise<EagerEngine> {
  const engine = eager();
  await engine.setup({ seed: 1 });
  const values = await model.getWeights();
  engine.declare(model.weights.map((spec) => ({ ...spec, value: values[spec.name]! })));
  return engine;
}
