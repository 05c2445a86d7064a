import {
  freeze,
  isShape,
  RandomStreams,
  sameShape,
  toTensor,
  type Model,
  type NdArray,
  type Shape,
  type ShapeTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { ModelConformance, TensorFixture } from '../conformance.js';
import { caseCheck, ensure, Violation, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';
import { arrayOf, rowsOf } from '../shared/fixtures.js';
import { ensureUntouched, ready } from '../shared/tensors.js';

type Inputs = NdArray | Readonly<Record<string, NdArray>>;
type Outputs = tf.Tensor | readonly Outputs[] | { readonly [key: string]: Outputs };

const SEED = 7;

/** Model: built alike from the same seed, named by structure, weights in and out, nothing left behind. */
export const modelSuite: KindSuite = {
  async use(model: Model, one: Case) {
    return built(model, async () => ({
      weights: await model.getWeights(),
      outputs: await apply(model, inputsOf(one)),
      summary: model.summary(),
    }));
  },
  checks: [
    caseCheck<Model>(
      'model/names',
      'names its weights by structure, the same ones each time that it is built',
      async (model, one) => {
        const names = await built(model, () => {
          for (const { name, shape } of model.weights) {
            ensure(name !== '', 'a weight has no name');
            ensure(
              shape.every((size) => Number.isInteger(size) && size > 0),
              `the weight '${name}' has shape [${shape.join(', ')}]`,
            );
          }
          return model.weights.map(({ name }) => name);
        });
        ensure(new Set(names).size === names.length, () => `two of its weights have one name: ${names.join(', ')}`);
        const other = one.create() as Model;
        const again = await built(other, () => other.weights.map(({ name }) => name));
        const found = difference(names, again);
        ensure(
          found === undefined,
          () => `built twice, it has the weights ${found}; names must not come from a counter`,
        );
      },
    ),
    caseCheck<Model>('model/seed', 'has the same weights for the same seed, bit by bit', async (model, one) => {
      const [first, second] = [one.create() as Model, one.create() as Model];
      const weights = await built(first, () => first.getWeights());
      const found = difference(weights, await built(second, () => second.getWeights()));
      ensure(found === undefined, () => `built twice with the seed ${SEED}, its weights are ${found}`);
      const other = await built(model, () => model.getWeights(), SEED + 1);
      const drawn = Object.values(weights).some(({ data }) => new Set(data as Iterable<unknown>).size > 1);
      ensure(
        !drawn || difference(weights, other) !== undefined,
        'its weights are the same for another seed; draw them from random',
      );
    }),
    caseCheck<Model>('model/built-once', 'keeps its weights when it is built again', async (model) => {
      await built(model, async () => {
        const before = await model.getWeights();
        await model.build({ random: new RandomStreams(SEED + 1) });
        const found = difference(before, await model.getWeights());
        ensure(found === undefined, () => `a second build changed its weights: ${found}`);
      });
    }),
    caseCheck<Model>(
      'model/apply',
      'gives one row of outputs a sample, of the shape that it states',
      async (model, one) => {
        const inputs = inputsOf(one);
        const batch = Object.values(partsOf(inputs))[0]!.shape[0]!;
        await built(model, async () => {
          const outputs = await apply(model, inputs);
          for (const [path, { shape, data }] of Object.entries(outputs)) {
            ensure(shape[0] === batch, `its output${path} has shape [${shape.join(', ')}] for ${batch} samples`);
            ensure(Array.from(data as ArrayLike<number>).every(Number.isFinite), `its output${path} is not finite`);
          }
          const stated = statedShapes(model.outputShape, '');
          const [named, given] = [stated.map(([path]) => path), Object.keys(outputs)];
          ensure(
            named.join() === given.join(),
            `outputShape states the outputs [${named.join(',')}], but it gives [${given.join(',')}]`,
          );
          for (const [path, shape] of stated) {
            const own = outputs[path]!.shape;
            ensure(
              shape.length === own.length && shape.every((size, axis) => size === null || size === own[axis]),
              `outputShape${path} is [${shape.map((size) => size ?? 'any').join(', ')}], but its output has shape [${own.join(', ')}]`,
            );
          }
          const found = difference(outputs, await apply(model, inputs));
          ensure(found === undefined, () => `applied twice outside training, it gave ${found}`);
          const alone = await apply(
            model,
            mapParts(inputs, (array) => rowsOf(array, 0, 1)),
          );
          for (const [path, { shape }] of Object.entries(alone))
            ensure(shape[0] === 1, `its output${path} has shape [${shape.join(', ')}] for one sample`);
          const tensors = tensorsOf(inputs);
          try {
            await ensureUntouched(partsOf(tensors), () => tf.tidy(() => void model.apply(tensors)));
          } finally {
            tf.dispose(tensors);
          }
        });
      },
    ),
    caseCheck<Model>('model/weights', 'takes over the weights that another one gives', async (model, one) => {
      const other = one.create() as Model;
      const inputs = inputsOf(one);
      const [weights, expected] = await built(
        other,
        async () => [await other.getWeights(), await apply(other, inputs)] as const,
        SEED + 1,
      );
      await built(model, async () => {
        for (const { name, shape } of model.weights) {
          const value = weights[name];
          ensure(value !== undefined, `getWeights lacks the weight '${name}'`);
          ensure(
            sameShape(value.shape, shape),
            `getWeights gives '${name}' the shape [${value.shape.join(', ')}], not [${shape.join(', ')}]`,
          );
        }
        model.setWeights(weights);
        const found = difference(weights, await model.getWeights());
        ensure(found === undefined, () => `weights that were set and read are ${found}`);
        const given = difference(expected, await apply(model, inputs));
        ensure(given === undefined, () => `with the weights of another one, the outputs are ${given}`);
      });
    }),
    caseCheck<Model>('model/read', 'reads each weight as getWeights gives it', async (model) => {
      await built(model, async () => {
        for (const [name, value] of Object.entries(await model.getWeights())) {
          const tensor = model.read(name);
          const read = { dtype: value.dtype, shape: [...tensor.shape], data: (await tensor.data()).slice() } as NdArray;
          const found = difference(value, read);
          ensure(found === undefined, () => `getWeights and read('${name}') give ${found}`);
        }
      });
    }),
    caseCheck<Model>('model/freeze', 'trains no weight that is frozen, where it can freeze', async (model) => {
      if (model.freeze === undefined) return;
      freeze(model);
      await built(model, () => {
        const loose = model.weights.filter(({ frozen, trainable }) => frozen !== true || trainable);
        ensure(loose.length === 0, () => `all is frozen, but not ${loose.map(({ name }) => name).join(', ')}`);
      });
    }),
    caseCheck<Model>('model/summary', 'counts its parameters in its summary', async (model) => {
      await built(model, () => {
        const sizes = model.weights.map(({ shape, trainable }) => ({
          trainable,
          size: shape.reduce((a, b) => a * b, 1),
        }));
        const total = sizes.reduce((sum, { size }) => sum + size, 0);
        const trained = sizes.filter(({ trainable }) => trainable).reduce((sum, { size }) => sum + size, 0);
        const { parameters, trainableParameters, layers } = model.summary();
        ensure(parameters === total, `its summary counts ${parameters} parameters, its weights have ${total}`);
        ensure(
          trainableParameters === trained,
          `its summary counts ${trainableParameters} trainable parameters, its weights have ${trained}`,
        );
        ensure(layers.length > 0, 'its summary has no layers');
      });
    }),
  ],
};

/** Builds a model, runs something, and disposes of the model. */
async function built<Value>(model: Model, run: () => Value | Promise<Value>, seed = SEED): Promise<Value> {
  await ready();
  await model.build({ random: new RandomStreams(seed) });
  try {
    return await run();
  } finally {
    model.dispose();
  }
}

async function apply(model: Model, inputs: Inputs): Promise<Record<string, NdArray>> {
  const leaves = tf.tidy(() => leavesOf(model.apply(tensorsOf(inputs)), ''));
  const read: Record<string, NdArray> = {};
  for (const [path, tensor] of leaves) {
    read[path] = {
      dtype: tensor.dtype as 'float32',
      shape: [...tensor.shape],
      data: (await tensor.data()).slice() as Float32Array,
    };
    tensor.dispose();
  }
  return read;
}

/** The tensors in outputs by their path; an array of them, so that tf.tidy keeps them. */
function leavesOf(outputs: Outputs, path: string): [string, tf.Tensor][] {
  if (outputs instanceof tf.Tensor) return [[path, tf.keep(outputs.clone())]];
  return Object.entries(outputs).flatMap(([key, part]) => leavesOf(part, `${path} ${key}`));
}

/** The shapes that a model states for its outputs, by their path. */
function statedShapes(shapes: ShapeTree, path: string): [string, Shape][] {
  if (isShape(shapes)) return [[path, shapes]];
  return Object.entries(shapes).flatMap(([key, part]: [string, ShapeTree]) => statedShapes(part, `${path} ${key}`));
}

function inputsOf({ options, conformance }: Case): Inputs {
  const { input } = (conformance ?? {}) as ModelConformance;
  if (input === undefined) return arrayOf({ shape: [2, ...sampleShape(options)] }, 'input');
  if (isFixture(input)) return arrayOf(input, 'input');
  return Object.fromEntries(Object.entries(input).map(([name, fixture]) => [name, arrayOf(fixture, `input/${name}`)]));
}

function isFixture(input: TensorFixture | Readonly<Record<string, TensorFixture>>): input is TensorFixture {
  return Array.isArray(input['shape']);
}

/** The shape of a sample, from the options that models have for it. */
function sampleShape({ inputShape, inputSize }: Readonly<Record<string, unknown>>): readonly number[] {
  const shape = inputShape ?? inputSize;
  if (typeof shape === 'number') return [shape];
  if (Array.isArray(shape) && shape.every((size) => typeof size === 'number')) return shape;
  throw new Violation(
    'its input is not known. Give it the trait conformance: { input: { shape } }, or the option inputShape.',
  );
}

function partsOf<Part extends NdArray | tf.Tensor>(
  inputs: Part | Readonly<Record<string, Part>>,
): Readonly<Record<string, Part>> {
  return 'dtype' in inputs ? { input: inputs as Part } : inputs;
}

function mapParts<Result>(
  inputs: Inputs,
  change: (array: NdArray) => Result,
): Result | Readonly<Record<string, Result>> {
  if ('dtype' in inputs) return change(inputs as NdArray);
  return Object.fromEntries(Object.entries(inputs).map(([name, array]) => [name, change(array)]));
}

function tensorsOf(inputs: Inputs): tf.Tensor | Readonly<Record<string, tf.Tensor>> {
  return mapParts<tf.Tensor>(inputs, toTensor);
}
