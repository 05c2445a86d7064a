import { fromLayers, ndArray, type Model, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { ModelConformance } from '../conformance.js';
import { componentOf, failuresOf } from '../shared/failures.fixture.js';

const right = (): Model =>
  fromLayers(() =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 4, inputShape: [3], activation: 'tanh' }),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 2 }),
      ],
    }),
  );

const conformance: ModelConformance = { input: { shape: [2, 3] } };
const model = (
  create: () => Model,
  traits: Record<string, unknown> = { conformance },
): ReturnType<typeof componentOf> => componentOf('model', create, traits);
const spoil =
  (changes: (own: Model) => Partial<Model>): (() => Model) =>
  () => {
    const own = right();
    return Object.create(own, Object.getOwnPropertyDescriptors(changes(own))) as Model;
  };

describe('the checks of a model', () => {
  it('pass one that is right', async () => {
    expect(await failuresOf(model(right))).toEqual({});
  });

  it('pass one with several inputs and outputs', async () => {
    const two = (): Model =>
      fromLayers(() => {
        const [left, wide] = [tf.input({ shape: [3], name: 'left' }), tf.input({ shape: [2], name: 'wide' })];
        const joined = tf.layers.concatenate().apply([left, wide]) as tf.SymbolicTensor;
        const outputs = [1, 2].map((units) => tf.layers.dense({ units }).apply(joined) as tf.SymbolicTensor);
        return tf.model({ inputs: [left, wide], outputs });
      });
    const input = { left: { shape: [2, 3] }, wide: { shape: [2, 2] } };
    expect(await failuresOf(model(two, { conformance: { input } }))).toEqual({});
  });

  it('find the shape of the input in the options, and ask for it otherwise', async () => {
    const unknown = await failuresOf(model(right, {}));
    expect(unknown['model/apply']).toMatch(/conformance: \{ input: \{ shape \} \}/);
    const conformed = await failuresOf(model(right, {}), {
      conformance: () => conformance,
    });
    expect(conformed).toEqual({});
  });

  let calls = 0;
  it.each<[string, string, () => Model, RegExp]>([
    [
      'names from a counter',
      'model/names',
      spoil((own) => {
        const prefix = `model_${calls++}`;
        return {
          get weights() {
            return own.weights.map((spec) => ({ ...spec, name: `${prefix}/${spec.name}` }));
          },
        };
      }),
      /built twice, it has the weights/,
    ],
    [
      'one name for two weights',
      'model/names',
      spoil((own) => ({
        get weights() {
          return own.weights.map((spec) => ({ ...spec, name: 'kernel' }));
        },
      })),
      /two of its weights have one name/,
    ],
    [
      'weights that depend on the call',
      'model/seed',
      spoil((own) => ({
        async build(context) {
          await own.build(context);
          own.setWeights({ 'dense_1/bias': ndArray([calls++, 1]) });
        },
      })),
      /built twice with the seed 7/,
    ],
    [
      'weights that do not come from the seed',
      'model/seed',
      spoil((own) => ({
        async build(context) {
          await own.build(context);
          const kernels = { 'dense_0/kernel': [3, 4], 'dense_1/kernel': [4, 2] };
          for (const [name, shape] of Object.entries(kernels)) {
            const values = Float32Array.from({ length: shape[0]! * shape[1]! }, (_, index) => Math.sin(index));
            own.setWeights({ [name]: ndArray(values, { shape }) });
          }
        },
      })),
      /same for another seed/,
    ],
    [
      'weights that are made anew by a second build',
      'model/built-once',
      spoil((own) => ({
        async build(context) {
          own.dispose();
          await own.build(context);
        },
      })),
      /second build changed/,
    ],
    [
      'outputs without an axis for samples',
      'model/apply',
      spoil((own) => ({ apply: (inputs) => tf.sum<never>(own.apply(inputs), 0), outputShape: [2] })),
      /output has shape \[2\] for one sample/,
    ],
    [
      'a weight that is read as another',
      'model/read',
      spoil((own) => ({ read: (name) => tf.add(own.read(name), 1) })),
      /read\('dense_0\/kernel'\)/,
    ],
    [
      'weights that stay trained though they are frozen',
      'model/freeze',
      spoil(() => ({ freeze: () => undefined })),
      /all is frozen, but not dense_0\/kernel/,
    ],
    [
      'another output shape than stated',
      'model/apply',
      spoil(() => ({ outputShape: [null, 3] })),
      /outputShape is \[any, 3\]/,
    ],
    [
      'outputs that are not finite',
      'model/apply',
      spoil((own) => ({ apply: (inputs) => tf.mul<never>(own.apply(inputs), NaN) })),
      /not finite/,
    ],
    [
      'dropout outside training',
      'model/apply',
      spoil((own) => ({ apply: (inputs) => tf.add<never>(own.apply(inputs), calls++) })),
      /applied twice/,
    ],
    [
      'inputs that are disposed',
      'model/apply',
      spoil((own) => ({
        apply(inputs) {
          const output = own.apply(inputs);
          (inputs as tf.Tensor).dispose();
          return output as never;
        },
      })),
      /disposed its argument input/,
    ],
    [
      'weights that are left out',
      'model/weights',
      spoil((own) => ({
        async getWeights(): Promise<Record<string, NdArray>> {
          const { 'dense_1/bias': _, ...rest } = await own.getWeights();
          return rest;
        },
      })),
      /lacks the weight 'dense_1\/bias'/,
    ],
    [
      'weights that are not taken over',
      'model/weights',
      spoil(() => ({ setWeights: () => undefined })),
      /set and read are/,
    ],
    [
      'parameters that are not counted',
      'model/summary',
      spoil((own) => ({ summary: () => ({ ...own.summary(), parameters: 1 }) })),
      /counts 1 parameters, its weights have 26/,
    ],
    ['weights that stay', 'tensors', spoil(() => ({ dispose: () => undefined })), /using it leaves \d+ tensors/],
  ])('find %s', async (_name, id, create, message) => {
    expect((await failuresOf(model(create)))[id]).toMatch(message);
    tf.disposeVariables();
  });
});
