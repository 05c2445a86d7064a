import { withStepContext } from '@lml/core/engine';
import { defineModel, fromLayers, type Model, type ModelDefinition } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { componentOf, failuresOf } from '../shared/failures.fixture.js';

const weights = {
  kernel: { shape: [3, 2] },
  scale: { shape: [2], initializer: 'ones' },
} as const;
const buffers = { mean: { shape: [2] } } as const;
type Definition = ModelDefinition<readonly [null, 3], typeof weights, typeof buffers>;

/** A layer that centres its outputs by a running mean, with dropout. */
const forward: Definition['forward'] = (input, { weights: own, buffers: kept, training, random, write }) => {
  const output = tf.matMul(input, own.kernel);
  const dropped = training ? tf.mul(output, random.mask('dropout', [output.shape[0], 2], 0.5)) : output;
  if (training) write('mean', tf.add(tf.mul(0.9, kept.mean), tf.mul(0.1, tf.mean(output, 0))));
  return tf.mul(tf.sub(dropped, kept.mean), own.scale);
};

const model = (changes: Partial<Definition> = {}, traits: Record<string, unknown> = {}) =>
  wrapped((own) => own, changes, traits);

/** The model with something that stands around it. */
const wrapped = (
  around: (own: Model) => Model,
  changes: Partial<Definition> = {},
  { untrained }: { readonly untrained?: readonly string[] } = {},
): ReturnType<typeof componentOf> =>
  componentOf('model', () => around(defineModel({ inputs: [null, 3], weights, buffers, forward, ...changes })), {
    conformance: { input: { shape: [2, 3] }, untrained },
  });

const applying = (own: Model, apply: Model['apply']): Model => Object.create(own, { apply: { value: apply } }) as Model;

describe('the checks of a model in steps', () => {
  it('pass ones that are right', async () => {
    expect(await failuresOf(model())).toEqual({});
    const inputs = { left: [null, 3], ids: { shape: [null, 2], dtype: 'int32' } } as const;
    const trees = componentOf(
      'model',
      () =>
        defineModel({
          inputs,
          weights: { kernel: { shape: [3, 2] } },
          forward: ({ left, ids }, { weights: { kernel } }) => ({ sum: [tf.matMul(left, kernel)], ids }),
        }),
      { conformance: { input: { left: { shape: [2, 3] }, ids: { shape: [2, 2], dtype: 'int32', high: 5 } } } },
    );
    expect(await failuresOf(trees)).toEqual({});
    const still = componentOf('model', () => defineModel({ inputs: [null, 3], forward: (input) => input }), {
      conformance: { input: { shape: [2, 3] } },
    });
    expect(await failuresOf(still)).toEqual({});
  });

  it('pass layers with dropout and batch normalisation', async () => {
    const layers = (): Model =>
      fromLayers(() =>
        tf.sequential({
          layers: [
            tf.layers.dense({ units: 4, inputShape: [3] }),
            tf.layers.batchNormalization(),
            tf.layers.dropout({ rate: 0.5 }),
            tf.layers.dense({ units: 2 }),
          ],
        }),
      );
    expect(await failuresOf(componentOf('model', layers, { conformance: { input: { shape: [8, 3] } } }))).toEqual({});
  });

  let calls = 0;
  it.each<[string, string, () => ReturnType<typeof componentOf>, RegExp]>([
    [
      'noise of its own in training only',
      'model/training',
      () =>
        model({
          forward: (input, scope) => {
            const output = forward(input, scope) as tf.Tensor;
            return scope.training ? tf.add(output, (calls++ % 7) * 0.1) : output;
          },
        }),
      /two trainings from the same state/,
    ],
    [
      'noise by Math.random in training only',
      'model/training',
      () =>
        model({
          forward: (input, scope) => {
            const output = forward(input, scope) as tf.Tensor;
            return scope.training ? tf.add(output, tf.randomNormal([2])) : output;
          },
        }),
      /Math\.random/,
    ],
    [
      'weights of its own in place of those of the step',
      'model/step',
      () =>
        wrapped((own) =>
          applying(own, (inputs, options) =>
            withStepContext(undefined, () => own.apply(inputs, { training: false, ...options })),
          ),
        ),
      /with the same weights it gives outside a step/,
    ],
    [
      'a weight that is trained and has no part in the output',
      'model/gradient',
      () => model({ weights: { ...weights, idle: { shape: [2] } } as never }),
      /gradients of idle are zero/,
    ],
    [
      'a weight behind a gradient that stops',
      'model/gradient',
      () =>
        model({
          forward: (input, scope) => {
            const stopped = tf.customGrad((x, save) => {
              (save as (tensors: tf.Tensor[]) => void)([]);
              return { value: (x as tf.Tensor).clone(), gradFunc: (dy) => tf.zerosLike(dy) };
            });
            return tf.mul(tf.matMul(input, scope.weights.kernel), stopped(scope.weights.scale));
          },
        }),
      /gradients of scale are zero/,
    ],
    [
      'a buffer that is written outside training',
      'model/step',
      () => model({ forward: (input, scope) => forward(input, { ...scope, training: true, random: noRandom }) }),
      /outside training it changed its state/,
    ],
    [
      'a buffer of another shape',
      'model/training',
      () =>
        model({
          forward: (input, scope) => {
            const output = forward(input, scope);
            if (scope.training) scope.write('mean', tf.zeros([3]));
            return output;
          },
        }),
      /mean.*shape/,
    ],
    [
      'a value that is read',
      'model/step',
      () =>
        wrapped((own) =>
          applying(own, ((inputs, options) => {
            const output = own.apply(inputs, options);
            return output.dataSync()[0]! > 9 ? tf.neg(output) : output;
          }) as Model['apply']),
        ),
      /dataSync/,
    ],
    [
      'samples that are mixed outside training',
      'model/apply',
      () =>
        model({
          forward: (input, scope) => {
            const output = forward(input, scope) as tf.Tensor;
            return tf.sub(output, tf.mean(output, 0, true));
          },
        }),
      /outside training the first sample of a batch gives/,
    ],
    [
      'numbers that grow beyond all bounds',
      'model/training',
      () =>
        model({
          forward: (input, scope) => {
            const output = forward(input, scope) as tf.Tensor;
            return scope.training ? tf.mul(output, 1e30) : output;
          },
        }),
      /is not finite/,
    ],
  ])('find %s', async (_name, id, create, message) => {
    expect((await failuresOf(create()))[id]).toMatch(message);
  });

  it('let a weight without gradient be where it is meant', async () => {
    const idle = { weights: { ...weights, idle: { shape: [2] } } as never };
    expect(await failuresOf(model(idle, { untrained: ['idle'] }))).toEqual({});
  });
});

const noRandom = {
  normal: (_: string, shape: readonly number[]) => tf.zeros([...shape]),
  uniform: (_: string, shape: readonly number[]) => tf.zeros([...shape]),
  mask: (_: string, shape: readonly number[]) => tf.ones([...shape]),
};
