import {
  build,
  create,
  eager,
  fromLayers,
  Learner,
  mapTree,
  ndArray,
  RandomStreams,
  valueAndGradients,
  type AdaptedLayersModel,
  type LearnerContext,
  type Loss,
  type TreeLoss,
  type Metric,
  type Model,
  type GradientOptimizer,
  type Predictor,
  type TensorTree,
  type Scheduler,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { Supervised, supervised } from '../index.js';

const squaredError: Loss = (prediction, target) => tf.mean(tf.squaredDifference(prediction, target));

const sgd: GradientOptimizer = {
  base: { lr: 0.1 },
  init: () => [],
  hyper: (_step, { lr }) => ({ lr }),
  update: (parameters, gradients, _slots, { lr }) => ({
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, tf.sub(value, tf.mul(lr!, gradients[name]!))]),
    ),
    slots: {},
  }),
};

/** y = 2 x₀ − x₁ + 1, with the weights of a dense layer. */
async function line(): Promise<AdaptedLayersModel> {
  const model = fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }));
  await model.build({ random: new RandomStreams(1) });
  model.setWeights({ 'dense_0/kernel': ndArray([[2], [-1]]), 'dense_0/bias': ndArray([1]) });
  return model;
}

function context(learner: Pick<Supervised, 'model' | 'loss'>, values: Partial<LearnerContext> = {}): LearnerContext {
  return {
    stage: 'train',
    training: true,
    model: learner.model,
    get loss(): TreeLoss {
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

describe('Supervised', () => {
  const input = tf.tensor2d([
    [1, 2],
    [3, 4],
  ]);
  const target = tf.tensor2d([[0], [4]]);

  it('needs no target for a loss that takes none', async () => {
    const model = await line();
    const spread: TreeLoss = Object.assign((output: TensorTree) => tf.mean(tf.square(output as tf.Tensor)), {
      withoutTarget: true,
    });
    const learner = new Supervised({ model, loss: spread });
    const output = learner.batchForward({ input } as never, context(learner));
    const value = learner.computeLoss(output, { input } as never, context(learner));
    // Outputs 1 and 3.
    expect((await value.data())[0]).toBe(5);
    const demanding = new Supervised({ model, loss: squaredError });
    expect(() => demanding.computeLoss(output, { input } as never, context(demanding))).toThrow(
      'A loss that needs none says so: withoutTarget: true.',
    );
  });

  it('applies the model to the input and the loss to output and target', async () => {
    const learner = new Supervised({ model: await line(), loss: squaredError });
    const batch = { input, target };
    const output = learner.batchForward(batch, context(learner));
    expect(await output.array()).toEqual([[1], [3]]);
    expect(await learner.computeLoss(output, batch, context(learner)).data()).toEqual(Float32Array.of(1));
  });

  it('takes a column of targets for a model with one output', async () => {
    const shapes: number[][] = [];
    const loss: Loss = (prediction, answers) => {
      shapes.push(prediction.shape, answers.shape);
      return squaredError(prediction, answers);
    };
    const learner = new Supervised({ model: await line(), loss });
    const batch = { input, target: tf.tensor1d([0, 4]) };
    const output = learner.batchForward(batch, context(learner));
    expect(await learner.computeLoss(output, batch, context(learner)).data()).toEqual(Float32Array.of(1));
    expect(shapes).toEqual([[2], [2]]);
    expect((learner.metricInput(output, batch)?.prediction as tf.Tensor).shape).toEqual([2]);
  });

  it('hands the loss a weight exactly where the batch has one', async () => {
    const calls: unknown[][] = [];
    const loss: Loss = (...args) => {
      calls.push(args);
      return tf.scalar(0);
    };
    const learner = new Supervised({ model: await line(), loss });
    const weight = tf.tensor1d([1, 3]);
    const output = tf.zeros([2, 1]);
    learner.computeLoss(output, { input, target }, context(learner));
    learner.computeLoss(output, { input, target, weight }, context(learner));
    expect(calls.map((args) => args.length)).toEqual([2, 3]);
    expect(calls[1]).toEqual([output, target, weight]);
  });

  it('shows metrics the output, the target and the weight', async () => {
    const learner = new Supervised({ model: await line() });
    const output = tf.zeros([2, 1]);
    const weight = tf.tensor1d([1, 3]);
    expect(learner.metricInput(output, { input, target, weight })).toEqual({ prediction: output, target, weight });
    expect(learner.metricInput(output, { input } as never)).toEqual({ prediction: output });
  });

  it('predicts from the input alone', async () => {
    const learner = new Supervised({ model: await line() });
    const output = learner.batchForward({ input } as never, context(learner, { stage: 'predict', training: false }));
    expect(await output.array()).toEqual([[1], [3]]);
  });

  it('takes an input that is a record, for a model with several inputs', async () => {
    const model = fromLayers(() => {
      const left = tf.input({ shape: [2], name: 'left' });
      const right = tf.input({ shape: [2], name: 'right' });
      const sum = tf.layers.add().apply([left, right]) as tf.SymbolicTensor;
      return tf.model({ inputs: [left, right], outputs: sum });
    });
    await model.build({ random: new RandomStreams(1) });
    const learner = new Supervised({ model });
    const output = learner.batchForward({ input: { left: input, right: input } } as never, context(learner));
    expect(await output.array()).toEqual([
      [2, 4],
      [6, 8],
    ]);
  });

  it('names what a batch lacks', async () => {
    const learner = new Supervised({ model: await line(), loss: squaredError });
    expect(() => learner.batchForward({ target } as never, context(learner))).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
    expect(() => learner.batchForward({ target } as never, context(learner))).toThrow(
      "batch must be a record with 'input', got an object with target.",
    );
    expect(() => learner.computeLoss(tf.zeros([2, 1]), { input } as never, context(learner))).toThrow(
      "batch must be a record with 'target', got an object with input. Supervised learning needs the right answers",
    );
  });

  it('takes a model with several outputs, each against its target', async () => {
    const model = fromLayers(() => {
      const only = tf.input({ shape: [2] });
      const heads = [1, 2].map((units) => tf.layers.dense({ units }).apply(only) as tf.SymbolicTensor);
      return tf.model({ inputs: only, outputs: heads });
    });
    await model.build({ random: new RandomStreams(1) });
    const seen: TensorTree[] = [];
    const loss = (prediction: TensorTree): tf.Tensor => {
      seen.push(prediction);
      return tf.scalar(0);
    };
    const learner = new Supervised<tf.Tensor, TensorTree, TensorTree>({ model, loss });
    const batch = { input, target: [tf.zeros([2]), tf.zeros([2, 2])] };
    learner.computeLoss(learner.batchForward(batch, context(learner)), batch, context(learner));
    expect(mapTree(seen[0]!, ({ shape }) => shape)).toEqual([[2], [2, 2]]);
  });

  it('can be extended', async () => {
    class Doubled extends Supervised {
      override batchForward(...args: Parameters<Supervised['batchForward']>): tf.Tensor {
        return tf.mul(super.batchForward(...args), 2);
      }
    }
    const learner = new Doubled({ model: await line(), loss: squaredError });
    expect(await learner.batchForward({ input, target }, context(learner)).array()).toEqual([[2], [6]]);
  });
});

describe('supervised', () => {
  const metric: Metric = {
    name: 'nothing',
    on: 'output',
    higherIsBetter: undefined,
    init: () => ({}),
    update: (state) => state,
    compute: () => 0,
  };
  const predictor: Predictor = { name: 'same', predict: (output) => output };

  it('hands all parts to the class', async () => {
    const model = await line();
    const scheduler: Scheduler = { values: ({ lr }) => ({ lr }) };
    const learner = supervised({ model, loss: squaredError, optimizer: sgd, scheduler, metrics: [metric], predictor });
    expect(learner).toBeInstanceOf(Supervised);
    expect(learner).toBeInstanceOf(Learner);
    expect(learner).toMatchObject({ model, loss: squaredError, optimizer: sgd, scheduler, predictor });
    expect(learner.metrics).toEqual({ nothing: metric });
  });

  it('takes metrics by name', async () => {
    const learner = supervised({ model: await line(), metrics: { first: metric, second: metric } });
    expect(Object.keys(learner.metrics)).toEqual(['first', 'second']);
  });

  it('adapts a model of TensorFlow.js', () => {
    const learner = supervised({
      model: tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }),
    });
    expect(typeof learner.model.build).toBe('function');
  });

  it('needs a model only', async () => {
    const learner = supervised({ model: await line() });
    expect([learner.loss, learner.optimizer, learner.predictor, learner.data]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is made by its name', async () => {
    const model: Model = await line();
    expect(create('learner', 'supervised', { model, loss: squaredError })).toBeInstanceOf(Supervised);
    expect(build('learner', { name: 'supervised', model })).toBeInstanceOf(Supervised);
  });

  it.each([
    [{}, 'model: is missing: it must be a model'],
    [{ model: 3 }, 'model: must be a model'],
    [{ model: tf.scalar(1) }, 'model: must be a model'],
    [{ loss: 3 }, 'loss: must be a function (prediction, target)'],
    [{ optimizer: {} }, 'optimizer: must be an optimizer'],
    [{ criterion: squaredError }, 'criterion: there is no such option'],
    [{ data: [1, 2] }, 'data: must be a DataModule'],
  ])('refuses options %#', (options, message) => {
    expect(() => supervised(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(() => supervised(options as never)).toThrow(message);
  });

  it('says what to install for a part that nobody registered', async () => {
    const model = await line();
    const make = () => supervised({ model, loss: 'mse' as never });
    expect(make).toThrow(expect.objectContaining({ code: 'LML_UNKNOWN_COMPONENT' }));
    expect(make).toThrow('npm install @lml/losses');
  });

  it('is what an engine can train', async () => {
    const model = await line();
    model.setWeights({ 'dense_0/kernel': ndArray([[0], [0]]), 'dense_0/bias': ndArray([0]) });
    const learner = supervised({ model, loss: squaredError, optimizer: sgd });
    const engine = eager();
    await engine.setup({ seed: 0 });
    const values = await model.getWeights();
    engine.declare(model.weights.map((spec) => ({ ...spec, value: values[spec.name]! })));
    const inputs = Float32Array.from({ length: 40 }, (_, index) => ((index * 7) % 11) / 5 - 1);
    const targets = Float32Array.from({ length: 20 }, (_, row) => 2 * inputs[2 * row]! - inputs[2 * row + 1]! + 1);
    const batch = { input: ndArray(inputs, { shape: [20, 2] }), target: ndArray(targets, { shape: [20, 1] }) };
    for (let step = 0; step < 200; step++) {
      engine.run(
        {
          name: 'train',
          stage: 'train',
          training: true,
          run: (tensors, stepContext) => {
            const names = model.weights.map(({ name }) => name);
            const parameters = names.map((name) => stepContext.read(name));
            const own = context(learner, { random: stepContext.random });
            const labelled = tensors as { input: tf.Tensor; target: tf.Tensor };
            const { gradients } = valueAndGradients(
              () => learner.computeLoss(learner.batchForward(labelled, own), labelled, own) as tf.Scalar,
              parameters,
            );
            const updated = sgd.update(
              Object.fromEntries(names.map((name, index) => [name, parameters[index]!])),
              Object.fromEntries(names.map((name, index) => [name, gradients[index]!])),
              {},
              { lr: stepContext.hyper('lr', 0.1) },
            );
            for (const [name, value] of Object.entries(updated.parameters)) stepContext.write(name, value);
            return {};
          },
        },
        batch,
        { step },
      );
    }
    const after = await engine.read();
    expect(after['dense_0/kernel']!.data[0]).toBeCloseTo(2, 3);
    expect(after['dense_0/kernel']!.data[1]).toBeCloseTo(-1, 3);
    expect(after['dense_0/bias']!.data[0]).toBeCloseTo(1, 3);
    engine.dispose();
  });
});
