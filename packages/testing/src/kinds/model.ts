import {
  freeze,
  isShape,
  RandomStreams,
  sameShape,
  treeLeaves,
  type Model,
  type NdArray,
  type Shape,
  type ShapeTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { arrayLeaves, rowsOfTree, tensorsOf } from '../shared/array-tree.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { ensureClose } from '../shared/closeness.js';
import { difference } from '../shared/difference.js';
import { rowsOf } from '../shared/fixtures.js';
import { SEED } from '../shared/learning-session.js';
import { ensureUntouched, namedTensors } from '../shared/tensors.js';
import { applied, built, inputsOf } from './model-inputs.js';
import { modelStepChecks } from './model-steps.js';

/** Model: built alike from the same seed, named by structure, weights in and out, nothing left behind. */
export const modelSuite: KindSuite = {
  async use(model: Model, one: Case) {
    return built(model, async () => ({
      weights: await model.getWeights(),
      outputs: await applied(model, inputsOf(one)),
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
      'gives one row of outputs a sample, of the shape that it states, whatever samples are beside it',
      async (model, one) => {
        const inputs = inputsOf(one);
        const batch = arrayLeaves(inputs)[0]!.shape[0]!;
        await built(model, async () => {
          const outputs = await applied(model, inputs);
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
          const found = difference(outputs, await applied(model, inputs));
          ensure(found === undefined, () => `applied twice outside training, it gave ${found}`);
          const alone = await applied(model, rowsOfTree(inputs, [0]));
          for (const [path, { shape }] of Object.entries(alone))
            ensure(shape[0] === 1, `its output${path} has shape [${shape.join(', ')}] for one sample`);
          const first = Object.fromEntries(Object.entries(outputs).map(([path, array]) => [path, rowsOf(array, 0, 1)]));
          ensureClose(first, alone, 1e-3, ['outside training the first sample of a batch gives', 'alone it gives']);
          const tensors = tensorsOf(inputs);
          try {
            await ensureUntouched(namedTensors('input', tensors), () => tf.tidy(() => void model.apply(tensors)));
          } finally {
            tf.dispose(treeLeaves(tensors));
          }
        });
      },
    ),
    caseCheck<Model>('model/weights', 'takes over the weights that another one gives', async (model, one) => {
      const other = one.create() as Model;
      const inputs = inputsOf(one);
      const [weights, expected] = await built(
        other,
        async () => [await other.getWeights(), await applied(other, inputs)] as const,
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
        const given = difference(expected, await applied(model, inputs));
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
    caseCheck<Model>('model/freeze', 'trains no weight that is frozen, where it can freeze', async (model, one) => {
      const other = one.create() as Model;
      const isEmpty = await built(other, () => other.weights.length === 0);
      if (model.freeze === undefined || isEmpty) return;
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
    ...modelStepChecks,
  ],
};

/** The shapes that a model states for its outputs, by their path. */
function statedShapes(shapes: ShapeTree, path: string): [string, Shape][] {
  if (isShape(shapes)) return [[path, shapes]];
  return Object.entries(shapes).flatMap(([key, part]: [string, ShapeTree]) => statedShapes(part, `${path} ${key}`));
}
