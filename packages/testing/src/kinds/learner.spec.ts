import {
  defineLearner,
  fromLayers,
  type AnyComponent,
  type LabelledBatch,
  type Learner,
  type LearnerDefinition,
  type LearnerParts,
  type Model,
  type TensorBatch,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { componentOf, failuresOf, schemaOf } from '../shared/failures.fixture.js';

const right: LearnerDefinition<LabelledBatch, tf.Tensor> = {
  batchForward: ({ input }, { model, random }) =>
    model.apply(tf.add(input, random.normal('noise', input.shape, 0, 0.1))),
  computeLoss(output, { target }, { loss, log, hyper }) {
    const value = loss(output, target);
    log('own', value);
    return tf.mul(value, hyper('factor', 2));
  },
};

const learner = (
  definition: LearnerDefinition<LabelledBatch, tf.Tensor>,
  traits: Record<string, unknown> = {},
  make: (options: LearnerParts) => Learner<LabelledBatch> = defineLearner(definition),
): AnyComponent => {
  const schema = schemaOf({ model: { description: 'The model.' }, loss: { description: 'The loss.' } });
  return componentOf('learner', make, { schema, ...traits });
};

describe('the checks of a learner', () => {
  it('pass one that is right', async () => {
    expect(await failuresOf(learner(right))).toEqual({});
  });

  it('pass one whose steps take turns', async () => {
    const turns: LearnerDefinition<LabelledBatch, tf.Tensor> = {
      ...right,
      trainingSteps: () => [
        { name: 'kernel', parameters: (name) => name.endsWith('kernel'), computeLoss: right.computeLoss },
        { name: 'bias', batchForward: right.batchForward, computeLoss: right.computeLoss },
      ],
    };
    expect(await failuresOf(learner(turns))).toEqual({});
    const still = { ...turns, trainingSteps: () => [{ name: 'still', computeLoss: () => tf.scalar(1) }] };
    expect((await failuresOf(learner(still)))['learner/gradient']).toMatch(
      /gradients of its step 'train\/still\/' are zero/,
    );
  });

  it('show the batch of the trait', async () => {
    const masked: LearnerDefinition<LabelledBatch, tf.Tensor> = {
      ...right,
      batchForward: (batch, { model }) => model.apply(tf.mul(batch.input, (batch as TensorBatch)['mask'] as tf.Tensor)),
    };
    const batch = { input: { shape: [5, 3] }, mask: { shape: [5, 1], low: 1, high: 2 }, target: { shape: [5, 2] } };
    expect(await failuresOf(learner(masked, { conformance: { batch } }))).toEqual({});
    expect((await failuresOf(learner(masked)))['learner/loss']).toBeDefined();
  });

  it('bring no model and no loss where there are no such options, and batches of several sets', async () => {
    const own = defineLearner<TensorBatch>({
      batchForward: (batch, { model }) => model.apply((batch['few'] as LabelledBatch).input),
      computeLoss: (output, batch) => tf.mean(tf.squaredDifference(output, (batch['few'] as LabelledBatch).target)),
    });
    const model = (): Model =>
      fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }));
    const traits = {
      schema: schemaOf({ size: { description: 'How large it is.' } }),
      conformance: { batch: { few: { input: { shape: [4, 3] }, target: { shape: [4, 2] } } } },
    };
    expect(await failuresOf(componentOf('learner', () => own({ model: model() }), traits))).toEqual({});
  });

  it('need no loss where the learner has its own', async () => {
    const own: LearnerDefinition<LabelledBatch, tf.Tensor> = { ...right, computeLoss: (output) => tf.mean(output) };
    expect(await failuresOf(learner(own), { examples: [{ loss: undefined }] })).toEqual({});
    expect((await failuresOf(learner(right), { examples: [{ loss: undefined }] }))['learner/loss']).toMatch(
      /was given none/,
    );
  });

  it.each<[string, string, Partial<LearnerDefinition<LabelledBatch, tf.Tensor>>, RegExp]>([
    [
      'a loss for each sample',
      'learner/loss',
      { computeLoss: (output) => tf.mean(output, -1) },
      /in training: .*must be a scalar, got shape \[4\]/,
    ],
    [
      'a loss that is not finite',
      'learner/loss',
      { computeLoss: (output) => tf.mul(tf.mean(output), NaN) },
      /its loss in training is NaN/,
    ],
    ['no tensor', 'learner/loss', { computeLoss: () => 3 as never }, /The loss must be a tensor without axes/],
    [
      'a mistake in validation only',
      'learner/loss',
      { computeLoss: (output, _batch, { training }) => (training ? tf.mean(output) : tf.mean(output, -1)) },
      /in validation: .*must be a scalar, got shape \[4\]/,
    ],
    [
      'what is logged and is no scalar',
      'learner/loss',
      {
        computeLoss(output, _batch, { log }) {
          log('rows', output);
          return tf.mean(output);
        },
      },
      /The logged value 'rows' must be a scalar/,
    ],
    [
      'a step that is not pure',
      'learner/loss',
      { computeLoss: (output) => tf.mul(tf.mean(output), Date.now()) },
      /Date.now/,
    ],
    [
      'gradients that stop',
      'learner/gradient',
      { computeLoss: (_output, { target }) => tf.mean(target) },
      /all gradients of its step 'train\/' are zero/,
    ],
  ])('find %s', async (_name, id, changes, message) => {
    expect((await failuresOf(learner({ ...right, ...changes })))[id]).toMatch(message);
  });

  it('find a part that is replaced', async () => {
    const make = defineLearner(right);
    const replacing = learner(right, {}, (options) => make({ ...options, loss: () => tf.scalar(0) }));
    expect((await failuresOf(replacing))['learner/parts']).toMatch(/loss is not the one/);
  });

  let calls = 0;
  it.each<[string, string, Partial<LearnerDefinition<LabelledBatch, tf.Tensor>>, RegExp]>([
    [
      'a predict stage that needs the target',
      'learner/predict',
      {
        batchForward: ({ input, target }, { model }) => tf.add(model.apply(input), tf.mul(0, tf.sum(target))),
      },
      /it threw/,
    ],
    [
      'noise of its own',
      'deterministic',
      {
        computeLoss: (output, { target }, { loss }) => tf.add(loss(output, target), calls++ % 11),
      },
      /two instances/,
    ],
    [
      'a trained weight of its own without gradient',
      'learner/state',
      { weights: { temperature: { shape: [] } } },
      /gradients of its state temperature are zero/,
    ],
  ])('find %s', async (_name, id, changes, message) => {
    expect((await failuresOf(learner({ ...right, ...changes })))[id]).toMatch(message);
  });

  it('pass one with state of its own, and find state that is not taken over', async () => {
    const owning: LearnerDefinition<LabelledBatch, tf.Tensor> = {
      ...right,
      weights: { temperature: { shape: [], initializer: 'ones' } },
      buffers: { seen: { shape: [], dtype: 'int32' } },
      computeLoss(output, { target }, { loss, read, write, training }) {
        if (training) write('seen', tf.add(read('seen'), tf.scalar(1, 'int32')));
        return loss(tf.mul(read('temperature'), output), target);
      },
    };
    expect(await failuresOf(learner(owning))).toEqual({});
    const make = defineLearner(owning);
    const forgetting = learner(owning, {}, (options) => Object.assign(make(options), { load: () => undefined }));
    expect(Object.keys(await failuresOf(forgetting))).toEqual(['learner/state']);
    const half = learner(owning, {}, (options) => Object.assign(make(options), { load: undefined as never }));
    expect((await failuresOf(half))['learner/state']).toMatch(/one of state and load/);
  });
});
