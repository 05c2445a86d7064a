import * as tf from '@tensorflow/tfjs';

import { ndArray, type NdArray } from '../index.js';
import { withCompositeInterceptor, type DeviceValue } from '../engine.js';
import { anyLoss, built, descentStep, engineFor, gradientName, numbers } from './layers-zoo.fixture.js';
import { namedWeights, weightSpecs } from './layer-weights.js';
import { toNdArray, toTensor } from '../tensorflow/tensors.js';

const { layers } = tf;

interface Numbers {
  readonly loss: number;
  readonly gradients: Readonly<Record<string, NdArray>>;
  /** Statistics that a step moves. */
  readonly moved: Readonly<Record<string, NdArray>>;
}

/**
 * Expects loss, gradients and statistics of the same model applied by TensorFlow.js itself. Returns the composites that the
 * step used on its way forward.
 */
export async function compare(
  make: () => tf.LayersModel,
  inputs: readonly NdArray[],
  training = true,
): Promise<string[]> {
  const model = await built(make);
  // Weights of which none is a special case of the layer, as zeros and ones are.
  const values = await model.getWeights();
  const disturbed = (data: Float32Array, shape: readonly number[], salt: number): NdArray => {
    const noise = numbers(shape, salt).data as Float32Array;
    const sums = data.map((value, at) => value + 0.1 * noise[at]!);
    return ndArray(sums, { shape });
  };
  const entries = Object.entries(values).map(([name, { shape, data }], index) => [
    name,
    disturbed(data as Float32Array, shape, index + 2),
  ]);
  model.setWeights(Object.fromEntries(entries) as Record<string, NdArray>);
  const batch = Object.fromEntries(inputs.map((input, index) => [`input${index}`, input]));
  const engine = await engineFor(model);
  const { result, used } = compositesOf(() => engine.run(descentStep(model, { training }), batch, { step: 0 }));
  const { scalars, outputs } = result;
  const state = await engine.read();
  const own: Numbers = {
    loss: (await scalars['loss']!.read()).data[0] as number,
    gradients: await readAll(
      namesOf(model.weights, true).map((name) => [name, outputs[gradientName(name)] as DeviceValue]),
    ),
    moved: Object.fromEntries(namesOf(model.weights, false).map((name) => [name, state[name]!])),
  };
  engine.dispose();
  expectClose(own, await plain(model.layersModel, inputs, training));
  model.dispose();
  return used;
}

/** The names of the composites that are called. */
export function compositesOf<Result>(run: () => Result): { result: Result; used: string[] } {
  const used: string[] = [];
  const note = ({ name }: { readonly name: string }): undefined => {
    used.push(name);
  };
  return { result: withCompositeInterceptor(note, run), used };
}

/** The model by itself: outside `apply` of the adapter nothing is changed. */
async function plain(model: tf.LayersModel, inputs: readonly NdArray[], training: boolean): Promise<Numbers> {
  const named = namedWeights(model);
  const specs = weightSpecs(model, named);
  const weights = named.map((weight, index) => ({
    ...weight,
    trainable: specs[index]!.trainable,
    tensor: (weight.variable as unknown as { val: tf.Variable }).val,
  }));
  const trainable = weights.filter((weight) => weight.trainable);
  const tensors = inputs.map(toTensor);
  const { value, grads } = tf.variableGrads(
    () => anyLoss(model.apply(tensors.length === 1 ? tensors[0]! : tensors, { training }) as tf.Tensor | tf.Tensor[]),
    trainable.map(({ tensor }) => tensor),
  );
  const read = async (entries: readonly (readonly [string, tf.Tensor])[]): Promise<Record<string, NdArray>> =>
    Object.fromEntries(
      await Promise.all(entries.map(async ([name, tensor]) => [name, await toNdArray(tensor)] as const)),
    );
  return {
    loss: (await value.data())[0]!,
    gradients: await read(trainable.map(({ name, tensor }) => [name, grads[tensor.name]!])),
    moved: await read(weights.filter((weight) => !weight.trainable).map(({ name, tensor }) => [name, tensor])),
  };
}

const namesOf = (weights: readonly { name: string; trainable: boolean }[], trainable: boolean): string[] =>
  weights.filter((weight) => weight.trainable === trainable).map(({ name }) => name);

/** The values of a step's results. */
export async function readAll(entries: readonly (readonly [string, DeviceValue])[]): Promise<Record<string, NdArray>> {
  const arrays = await Promise.all(entries.map(async ([name, value]) => [name, await value.read()] as const));
  return Object.fromEntries(arrays);
}

function expectClose(actual: Numbers, expected: Numbers): void {
  expect(Math.abs(actual.loss - expected.loss)).toBeLessThan(1e-6 * (1 + Math.abs(expected.loss)));
  const pairs = (['gradients', 'moved'] as const).flatMap((part) => {
    expect(Object.keys(actual[part])).toEqual(Object.keys(expected[part]));
    return Object.entries(expected[part]).map(([name, array]) => [name, actual[part][name]!, array] as const);
  });
  for (const [name, { shape, data }, array] of pairs) {
    expect([name, shape]).toEqual([name, array.shape]);
    const [found, wanted] = [data as Float32Array, array.data as Float32Array];
    const size = Math.max(...wanted.map(Math.abs));
    const error = Math.max(...found.map((value, at) => Math.abs(value - wanted[at]!)));
    expect([name, error <= 1e-5 * (1e-2 + size)]).toEqual([name, true]);
  }
}

/** A model of one layer. */
export const only =
  (layer: () => tf.layers.Layer, inputShape: number[]): (() => tf.LayersModel) =>
  () =>
    tf.sequential({ layers: [layers.inputLayer({ inputShape }), layer()] });

/** A model with something before the layer, so that gradients flow through it. */
export function sequential(layer: () => tf.layers.Layer, shape: readonly number[]): tf.LayersModel {
  return tf.sequential({ layers: [layers.dense({ units: shape.at(-1)!, inputShape: [...shape] }), layer()] });
}
