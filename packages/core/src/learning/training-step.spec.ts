import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../data/nd-array.js';
import {
  defineLearner,
  eager,
  type LabelledBatch,
  type Learner,
  type Metric,
  type Model,
  type Optimizer,
} from '../index.js';
import type { EagerEngine } from '../engine.js';
import { currentStepContext } from '../steps/step-context.js';
import type { DeviceTree, DeviceValue } from '../steps/step.js';
import { buildEvaluationStep } from './evaluation-step.js';
import { buildPredictStep, NOT_FINITE } from './predict-step.js';
import type { LearnerParts, TrainingStep } from './learner.js';
import type { LogRegister } from './learner-context.js';
import type { LearnerDefinition } from './define-learner.js';
import { metricContext } from './metric-handle.js';
import { metricState, PREDICTOR_PREFIX } from './step-metrics.js';
import { BATCH_NUMBER, buildTrainingSteps, NON_FINITE, sharedTrainingState } from './training-step.js';
import type { StepHooks } from './step-hooks.js';

const read = (name: string): tf.Tensor => currentStepContext()!.read(name);

/** w · x + b with a weight that is not trained. */
const line = (changes: Partial<Model> = {}): Model =>
  ({
    weights: ['w', 'b', 'frozen'].map((name) => ({ name, shape: [], dtype: 'float32', trainable: name !== 'frozen' })),
    outputShape: [null, 4],
    apply: (input: tf.Tensor) => tf.add(tf.mul(read('w'), input), read('b')),
    ...changes,
  }) as unknown as Model;

/** Gradient descent that counts its updates of each weight. */
const descent = (lr = 0.5): Optimizer => ({
  base: { lr },
  init: (parameters) =>
    parameters.map(({ name }) => ({
      name: `count/${name}`,
      shape: [],
      dtype: 'float32',
      trainable: false,
      value: ndArray(0),
    })),
  hyper: (step, numbers) => ({ lr: numbers.lr, step }),
  update: (parameters, gradients, slots, { lr: rate }) => ({
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, tf.sub(value, tf.mul(rate!, gradients[name]!))]),
    ),
    slots: Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, tf.add(value, 1)])),
  }),
});

const summed = (changes: Partial<Metric> = {}): Metric => ({
  name: 'sum',
  on: 'output',
  higherIsBetter: undefined,
  init: () => ({ total: ndArray(0) }),
  update: ({ total }, { prediction }) => ({ total: tf.add(total!, tf.sum(prediction)) }),
  compute: ({ total }) => Number(total!.data[0]),
  ...changes,
});

const batch = { input: ndArray([1, 2]), target: ndArray([0, 0]) };

function learnerOf(
  options: Partial<LearnerParts> = {},
  definition: Partial<LearnerDefinition<LabelledBatch, tf.Tensor>> = {},
): Learner {
  const make = defineLearner<LabelledBatch>({
    batchForward: ({ input }, { model }) => model.apply(input),
    computeLoss: (output) => tf.mean(output),
    ...definition,
  });
  return make({ model: line(), optimizer: descent(), ...options });
}

const codeOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

describe('The steps of a learner', () => {
  let engine: EagerEngine;
  let register: LogRegister;

  beforeEach(async () => {
    engine = eager();
    await engine.setup({ seed: 0 });
    register = new Map();
  });

  afterEach(() => engine.dispose());

  const numbers = async (values: Readonly<Record<string, DeviceTree>>): Promise<Record<string, number[]>> => {
    const entries = Object.entries(values).map(async ([name, value]) => {
      const { data } = await (value as DeviceValue).read();
      return [name, Array.from(data as Float32Array)] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  };

  function declare(learner: Learner, values: Record<string, number> = {}): void {
    engine.declare(learner.model.weights.map((spec) => ({ ...spec, value: ndArray(values[spec.name] ?? 1) })));
    engine.declare(sharedTrainingState());
    for (const stage of ['train', 'validation'] as const) engine.declare(metricState(learner, stage));
  }

  /** Its training steps, with weights of 1. */
  function stepsOf(learner: Learner, hooks: readonly StepHooks[] = []) {
    const weights = Object.fromEntries(learner.model.weights.map(({ name }) => [name, ndArray(1)]));
    return buildTrainingSteps({ learner, weights, hooks, register });
  }

  /** Trains on a batch and gives what is reported. */
  async function train(learner: Learner, hooks: readonly StepHooks[] = [], batchNumber = 0) {
    const steps = stepsOf(learner, hooks);
    engine.declare(steps.flatMap(({ state }) => state));
    const reported: Record<string, number[]> = {};
    for (const step of steps) {
      const hyper = { ...learner.hyper, ...step.hyper(0, step.base), [BATCH_NUMBER]: batchNumber };
      const { scalars, outputs } = engine.run(step, batch, { step: batchNumber, hyper });
      Object.assign(reported, await numbers(scalars), await numbers(outputs));
    }
    return reported;
  }

  const state = async (...names: string[]): Promise<number[]> => {
    const values = await engine.read(names);
    return names.map((name) => Number(values[name]!.data[0]));
  };

  it('train trainable weights by the gradients of the loss, and the optimizer’s slots', async () => {
    const learner = learnerOf();
    declare(learner);
    expect(await train(learner)).toEqual({ loss: [2.5] });
    // The mean of w · x + b changes by the mean of x with w, and by 1 with b.
    expect(await state('w', 'b', 'frozen', 'optimizer/count/w', 'optimizer/count/b')).toEqual([0.25, 0.5, 1, 1, 1]);
  });

  it('hand the optimizer’s numbers over by name, for every learning rate', async () => {
    const [step] = stepsOf(learnerOf());
    expect([step!.base, step!.hyper(7, { lr: 0.1 })]).toEqual([
      { lr: 0.5 },
      { 'optimizer/lr': 0.1, 'optimizer/step': 7 },
    ]);
  });

  it('give a weight that the loss does not use the gradient zero', async () => {
    const learner = learnerOf({}, { computeLoss: () => tf.mean(read('b')) });
    declare(learner);
    await train(learner);
    expect(await state('w', 'b', 'optimizer/count/w')).toEqual([1, 0.5, 1]);
  });

  it('add what the model’s regularisation costs, in training and evaluation', async () => {
    const model = line({ penalty: () => tf.mul<tf.Scalar>(10, read('w')) });
    const learner = learnerOf({ model });
    declare(learner);
    const { scalars } = engine.run(buildEvaluationStep(learner, 'validation', register), batch, { step: 0 });
    expect(await numbers(scalars)).toEqual({ loss: [12.5] });
    expect(await train(learner)).toEqual({ loss: [12.5] });
    expect(await state('w')).toEqual([1 - 0.5 * 11.5]);
  });

  it('hold weights to their constraints', async () => {
    const learner = learnerOf({
      model: line({ constrain: (name, value) => (name === 'w' ? tf.maximum(value, 0.9) : value) }),
    });
    declare(learner);
    await train(learner);
    expect(await state('w', 'b')).toEqual([Math.fround(0.9), 0.5]);
  });

  it('apply step hooks to the loss, the gradients and the update, in their order', async () => {
    const order: string[] = [];
    const scale = (name: string, factor: number): StepHooks => ({
      transformLoss: (loss) => (order.push(`loss ${name}`), tf.mul(loss, factor)),
      transformGradients: (gradients) => (order.push(`gradients ${name}`), { ...gradients, b: tf.scalar(0) }),
      transformUpdate: (updated, before) => (
        order.push(`update ${name}`),
        { ...updated, w: tf.add(updated['w']!, before['w']!) }
      ),
    });
    const learner = learnerOf();
    declare(learner);
    expect(await train(learner, [scale('first', 2), {}, scale('second', 3)])).toEqual({ loss: [15] });
    expect(order).toEqual([
      'loss first',
      'loss second',
      'gradients first',
      'gradients second',
      'update first',
      'update second',
    ]);
    expect(await state('w', 'b')).toEqual([1 - 0.5 * 1.5 * 6 + 1 + 1, 1]);
  });

  it('report what the learner logs, with how it is to be gathered', async () => {
    const learner = learnerOf(
      {},
      {
        computeLoss(output, _, { log, stage }) {
          log('size', tf.scalar(2), { reduce: 'sum', bar: true });
          const sum = tf.tidy(() => tf.sum(output));
          log(stage, sum);
          return tf.mean(output);
        },
      },
    );
    declare(learner);
    expect(await train(learner)).toEqual({ loss: [2.5], size: [2], train: [5] });
    const { scalars } = engine.run(buildEvaluationStep(learner, 'validation', register), batch, { step: 0 });
    expect(Object.keys(scalars)).toEqual(['loss', 'size', 'validation']);
    expect(register.get('train/size')).toEqual({ reduce: 'sum', bar: true });
    expect([...register.keys()]).toEqual(['train/size', 'train/train', 'validation/size', 'validation/validation']);
  });

  it('take numbers of the learner by name', async () => {
    const learner = learnerOf(
      {},
      { computeLoss: (output, _, { hyper }) => tf.mul(hyper('factor', 2), tf.mean(output)) },
    );
    declare(learner);
    expect(await train(learner)).toEqual({ loss: [5] });
    learner.hyper['factor'] = 4;
    expect(await train(learner)).toEqual({ loss: [-3] });
  });

  it('remember the first batch whose loss was not finite', async () => {
    const learner = learnerOf(
      {},
      { computeLoss: (output, _, { hyper }) => tf.mul(hyper('factor', 1), tf.mean(output)) },
    );
    declare(learner);
    const firsts: number[] = [];
    for (const [index, factor] of [1, Infinity, 1, NaN].entries()) {
      learner.hyper['factor'] = factor;
      await train(learner, [], index);
      firsts.push(...(await state(NON_FINITE)));
    }
    expect(firsts).toEqual([-1, 1, 1, 1]);
  });

  it('take optimizers of TensorFlow.js, of the learner and of a step', async () => {
    const computeLoss = (output: tf.Tensor): tf.Tensor => tf.mean(output);
    const learner = learnerOf(
      { optimizer: tf.train.sgd(0.5) },
      {
        trainingSteps: () => [
          { name: 'slope', parameters: (name) => name === 'w', computeLoss },
          { name: 'offset', parameters: (name) => name === 'b', computeLoss, optimizer: tf.train.sgd(0.25) },
        ],
      },
    );
    declare(learner);
    await train(learner);
    expect(await state('w', 'b')).toEqual([0.25, 0.75]);
  });

  describe('that take turns', () => {
    const part = (
      name: string,
      changes: Partial<TrainingStep<LabelledBatch, tf.Tensor>> = {},
    ): TrainingStep<LabelledBatch, tf.Tensor> => ({
      name,
      computeLoss: (output) => tf.mean(output),
      ...changes,
    });

    it('train their own weights with optimizers of their own', async () => {
      const learner = learnerOf(
        {},
        {
          trainingSteps: () => [
            part('slope', { parameters: (name) => name === 'w' }),
            part('offset', {
              parameters: (name) => name !== 'w',
              optimizer: descent(0.25),
              batchForward: ({ input }) => tf.mul(read('b'), tf.onesLike(input)),
            }),
          ],
        },
      );
      declare(learner);
      expect(await train(learner)).toEqual({ 'slope/loss': [2.5], 'offset/loss': [1] });
      expect(await state('w', 'b', 'optimizer/slope/count/w', 'optimizer/offset/count/b')).toEqual([0.25, 0.75, 1, 1]);
      expect(engine.state.map(({ name }) => name).filter((name) => name.startsWith('optimizer/'))).toHaveLength(2);
    });

    it('show metrics what the last of them gives', async () => {
      const learner = learnerOf(
        { metrics: [summed()] },
        {
          trainingSteps: () => [
            part('first'),
            part('second', { batchForward: ({ input }) => tf.add(tf.zerosLike(input), tf.mul(0, read('w'))) }),
          ],
        },
      );
      declare(learner);
      await train(learner);
      expect(await state('metric/train/sum/total')).toEqual([0]);
    });

    it.each([
      ['none', []],
      ['two of one name', [part('a'), part('a')]],
      ['a name with a slash', [part('a/b')]],
      ['no name', [part('')]],
    ])('cannot be %s', (_, steps) => {
      const learner = learnerOf({}, { trainingSteps: () => steps });
      expect(() => stepsOf(learner)).toThrow(/trainingSteps must be one or more, of different names without a slash/);
    });

    it('must have a weight to train', () => {
      const learner = learnerOf({}, { trainingSteps: () => [part('a', { parameters: () => false })] });
      expect(() => stepsOf(learner)).toThrow(
        /parameters must be to name weights to train in step 'a', got \['w', 'b', 'frozen'\]/,
      );
    });
  });

  describe('with metrics', () => {
    it('add each batch to the accumulators of its stage', async () => {
      const learner = learnerOf({
        metrics: {
          a: summed(),
          b: summed({ update: ({ total }, { target }) => ({ total: tf.add(total!, tf.sum(tf.add(target, 1))) }) }),
        },
      });
      declare(learner);
      await train(learner);
      const evaluation = buildEvaluationStep(learner, 'validation', register);
      for (let run = 0; run < 3; run++) engine.run(evaluation, batch, { step: run });
      expect(await state('metric/train/a/total', 'metric/train/b/total')).toEqual([5, 2]);
      expect(await state('metric/validation/b/total')).toEqual([6]);
    });

    it('hand out what the host is to keep', async () => {
      const keep: NonNullable<Metric['keep']> = ({ prediction, target }) => ({ score: prediction, truth: target });
      const learner = learnerOf({ metrics: { auc: summed({ keep }) } });
      declare(learner);
      const reported = await train(learner);
      expect(reported).toEqual({ loss: [2.5], 'kept/auc/score': [2, 3], 'kept/auc/truth': [0, 0] });
      const { outputs } = engine.run(buildEvaluationStep(learner, 'validation', register), batch, { step: 0 });
      expect(Object.keys(outputs)).toEqual(['kept/auc/score', 'kept/auc/truth']);
    });

    it('show predictions to those that want them, computed once', async () => {
      let predicted = 0;
      const predictor = {
        name: 'shifted',
        predict: (output: tf.Tensor, { read: own }: { read(name: string): tf.Tensor }) => (
          predicted++,
          tf.add(output, own('by'))
        ),
      };
      const learner = learnerOf({
        predictor,
        metrics: { raw: summed(), a: summed({ on: 'prediction' }), b: summed({ on: 'prediction' }) },
      });
      declare(learner);
      engine.declare([
        { name: `${PREDICTOR_PREFIX}by`, shape: [], dtype: 'float32', trainable: false, value: ndArray(100) },
      ]);
      await train(learner);
      expect(await state('metric/train/raw/total', 'metric/train/a/total', 'metric/train/b/total')).toEqual([
        5, 205, 205,
      ]);
      expect(predicted).toBe(1);
    });

    it('need a predictor where one wants predictions', () => {
      const learner = learnerOf({ metrics: [summed({ on: 'prediction' })] });
      declare(learner);
      expect(() => engine.run(buildEvaluationStep(learner, 'validation', register), batch, { step: 0 })).toThrow(
        /The metric 'sum' looks at predictions, but the learner has no predictor\..*LML_INCOMPLETE_LEARNER/,
      );
    });

    it('leave them alone where the learner shows them nothing', async () => {
      const learner = learnerOf({ metrics: [summed()] }, { metricInput: () => undefined });
      declare(learner);
      await train(learner);
      expect(await state('metric/train/sum/total')).toEqual([0]);
    });

    it('tell them the number of classes where the model knows it', () => {
      const seen: unknown[] = [];
      const metric = summed({ init: (context) => (seen.push(context), { total: ndArray(0) }) });
      metricState(learnerOf({ metrics: [metric] }), 'test');
      metricState(
        learnerOf({
          metrics: [metric],
          model: line({
            outputShape: [
              [null, 4],
              [null, 2],
            ],
          }),
        }),
        'test',
      );
      const ofMember = learnerOf({ metrics: [metric] }, { outputShape: () => [null, 7] });
      metricState(ofMember, 'test');
      const classesOf = expect.any(Function) as () => number;
      expect(seen).toEqual([4, undefined, 7].map((numClasses) => ({ numClasses, classesOf })));
      const unknown = metricContext(learnerOf({ model: line({ outputShape: [null, null] }) }), {});
      expect(unknown).toEqual({ numClasses: undefined, classesOf });
    });
  });

  describe('that predict', () => {
    const predictor = { name: 'double', predict: (output: tf.Tensor) => tf.mul(output, 2) };
    const predict = async (learner: Learner, raw: boolean): Promise<unknown> => {
      declare(learner);
      return numbers(engine.run(buildPredictStep(learner, register, raw), batch, { step: 0 }).outputs);
    };

    it('give the prediction, or the raw output where that is wanted or there is no predictor', async () => {
      expect(await predict(learnerOf({ predictor }), false)).toEqual({ prediction: [4, 6], [NOT_FINITE]: [0, 0] });
      expect(await predict(learnerOf({ predictor }), true)).toEqual({ prediction: [2, 3] });
      expect(await predict(learnerOf(), false)).toEqual({ prediction: [2, 3] });
    });

    it('need tensors as output', () => {
      const learner = learnerOf({}, { batchForward: () => 3 as never });
      declare(learner);
      expect(() => engine.run(buildPredictStep(learner, register, false), batch, { step: 0 })).toThrow(
        /what batchForward returns must be a tensor, or lists and records of tensors, got 3/,
      );
    });
  });

  describe('tell what a learner does wrong:', () => {
    const run = (
      definition: Partial<LearnerDefinition<LabelledBatch, tf.Tensor>>,
      options: Partial<LearnerParts> = {},
    ) => {
      const learner = learnerOf(options, definition);
      declare(learner);
      return () => engine.run(buildEvaluationStep(learner, 'validation', register), batch, { step: 0 });
    };

    it.each<[string, Partial<LearnerDefinition<LabelledBatch, tf.Tensor>>, RegExp]>([
      [
        'a forward pass that returns nothing',
        { batchForward: () => undefined as never },
        /what batchForward returns must be a tensor, .*, got undefined\. It is synchronous, and ends with return\./,
      ],
      [
        'one that is asynchronous',
        { batchForward: () => Promise.resolve() as never },
        /what batchForward returns must be .*, got a promise/,
      ],
      [
        'a loss that returns nothing',
        { computeLoss: () => undefined as never },
        /The loss must be a tensor without axes, got undefined/,
      ],
      ['a loss that is a number', { computeLoss: () => 3 as never }, /The loss must be a tensor without axes, got 3/],
      [
        'a loss with axes',
        { computeLoss: (output) => output },
        /The loss must be a scalar, got shape \[2\]\. Reduce it, for example by tf\.mean/,
      ],
      [
        'a logged value with axes',
        { computeLoss: (output, _, { log }) => (log('all', output), tf.mean(output)) },
        /The logged value 'all' must be a scalar, got shape \[2\]/,
      ],
      [
        'a loss that it does not have',
        { computeLoss: (output, { target }, { loss }) => loss(output, target) },
        /The learner computes a loss but was given none\. Add loss to its options/,
      ],
    ])('%s', (_, definition, message) => {
      expect(run(definition)).toThrow(message);
      expect(run(definition)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^LML_/) as unknown }));
    });

    it('no optimizer where it is to be trained', () => {
      expect(codeOf(() => stepsOf(learnerOf({ optimizer: undefined })))).toBe('LML_INCOMPLETE_LEARNER');
    });

    it('no weights that can be trained', () => {
      const model = line({ weights: [] });
      expect(codeOf(() => stepsOf(learnerOf({ model })))).toBe('LML_INVALID_ARGUMENT');
    });
  });
});
