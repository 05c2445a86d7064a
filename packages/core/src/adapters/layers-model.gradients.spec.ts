import * as tf from '@tensorflow/tfjs';

import { fromLayers, RandomStreams, type NdArray } from '../index.js';
import type { DeviceValue } from '../engine.js';
import { anyLoss, batchOf, descentStep, engineFor, gradientName, zoo } from './layers-zoo.fixture.js';
import { toNdArray, toTensor } from '../tensorflow/tensors.js';

const STEPS = 4;
const RATE = 0.125;

/**
 * Kinds of model with layers that compute by composites (see composite-layers.spec.ts): these add up in another order than
 * TensorFlow.js's own, so that the numbers agree to rounding, which the steps carry on, instead of to the bit.
 */
const ROUNDED: ReadonlySet<string> = new Set([
  'batch normalisation',
  'batch normalisation of images',
  'layer normalisation',
  'LSTM',
  'GRU',
  'bidirectional',
  'nested',
  'frozen layers',
]);

interface Trace {
  readonly losses: number[];
  readonly gradients: Record<string, NdArray>[];
  readonly weights: Record<string, NdArray>;
}

/** What LML makes of a model in some steps, beginning with the given values of its weights. */
async function adaptedTrace(name: string, initial: Record<string, NdArray>, training: boolean): Promise<Trace> {
  const entry = zoo[name]!;
  const model = fromLayers(entry.make);
  await model.build({ random: new RandomStreams(0) });
  model.setWeights(initial);
  const engine = await engineFor(model);
  const trace = { losses: [] as number[], gradients: [] as Record<string, NdArray>[] };
  for (let step = 0; step < STEPS; step++) {
    const { scalars, outputs } = engine.run(descentStep(model, { rate: RATE, training }), batchOf(entry), { step });
    trace.losses.push((await read(scalars['loss']!)).data[0] as number);
    const entries = await Promise.all(
      Object.entries(outputs).map(async ([key, value]) => [key, await read(value as DeviceValue)] as const),
    );
    trace.gradients.push(Object.fromEntries(entries));
  }
  const weights = await engine.read();
  // The model's own variables did not move.
  expect(await model.getWeights()).toEqual(initial);
  engine.dispose();
  model.dispose();
  return { ...trace, weights };
}

/** The same by tf.variableGrads on the plain model. */
async function plainTrace(name: string, training: boolean): Promise<Trace & { initial: Record<string, NdArray> }> {
  const entry = zoo[name]!;
  const holder = fromLayers(entry.make);
  await holder.build({ random: new RandomStreams(7) });
  const initial = await holder.getWeights();
  const names = holder.weights.map((weight) => weight.name);
  const plain = entry.make();
  const variables = orderedVariables(plain, names.length);
  const byName = new Map(names.map((key, index) => [key, variables[index]!]));
  const values = orderedVariables(holder.layersModel, names.length);
  variables.forEach((variable, index) => variable.assign(values[index]!));
  const inputs = entry.inputs.map(toTensor);
  const trace = { losses: [] as number[], gradients: [] as Record<string, NdArray>[] };
  for (let step = 0; step < STEPS; step++) {
    const trainable = holder.weights.filter((weight) => weight.trainable).map((weight) => weight.name);
    const { value, grads } = tf.variableGrads(
      () => anyLoss(plain.apply(inputs.length === 1 ? inputs[0]! : inputs, { training }) as tf.Tensor | tf.Tensor[]),
      trainable.map((key) => byName.get(key)!),
    );
    trace.losses.push((await value.data())[0]!);
    const gradients: Record<string, NdArray> = {};
    for (const key of trainable) {
      const variable = byName.get(key)!;
      const gradient = grads[variable.name]!;
      gradients[gradientName(key)] = await toNdArray(gradient);
      variable.assign(tf.sub(variable, tf.mul(RATE, gradient)));
    }
    trace.gradients.push(gradients);
  }
  const weights: Record<string, NdArray> = {};
  for (const key of names) weights[key] = await toNdArray(byName.get(key)!);
  plain.dispose();
  holder.dispose();
  return { ...trace, weights, initial };
}

/** The variables of a model in the order of LML's names: layer by layer, each's trainable ones first. */
function orderedVariables(model: tf.LayersModel, count: number): tf.Variable[] {
  const found = new Set<tf.Variable>();
  const visit = (layer: tf.layers.Layer): void => {
    const internals = layer as unknown as Record<string, { val: tf.Variable }[]>;
    for (const { val } of [...internals['_trainableWeights']!, ...internals['_nonTrainableWeights']!]) found.add(val);
    const parts: unknown[] = layer instanceof tf.LayersModel ? layer.layers : Object.values(layer).flat();
    for (const part of parts) if (part instanceof tf.layers.Layer) visit(part);
  };
  visit(model);
  expect(found.size).toBe(count);
  return [...found];
}

function expectSame(actual: unknown, expected: unknown): void {
  expect(actual).toEqual(expected);
}

/** Expects the same structure, with numbers that differ by less than 1e-6 · (1 + size). */
function expectClose(actual: unknown, expected: unknown): void {
  const close = (value: unknown, other: unknown): unknown => {
    if (typeof value === 'number' && typeof other === 'number')
      return Math.abs(value - other) <= 1e-6 * (1 + Math.abs(value)) ? other : value;
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, part]) => [key, close(part, (other as Record<string, unknown>)[key])]),
    );
  };
  expect(close(expected, actual)).toEqual(close(actual, actual));
}

async function read(value: DeviceValue): Promise<NdArray> {
  const array = await value.read();
  value.dispose();
  return array;
}

describe.each(Object.keys(zoo))('a model with %s', (name) => {
  it.each([
    ['training', true],
    ['use', false],
  ])(
    `has the losses, gradients, weights and statistics of tf.variableGrads, ${ROUNDED.has(name) ? 'to rounding' : 'to the bit'}, in %s`,
    async (_, training) => {
      // Batch normalisation that is frozen does in training what it does in use.
      const isMoving = training && name !== 'frozen layers';
      const plain = await plainTrace(name, isMoving);
      const adapted = await adaptedTrace(name, plain.initial, training);
      const expectEqual = ROUNDED.has(name) ? expectClose : expectSame;
      expectEqual(adapted.losses, plain.losses);
      expectEqual(adapted.gradients, plain.gradients);
      expectEqual(adapted.weights, plain.weights);
      const moving = Object.keys(plain.weights).filter((key) => key.includes('/moving_'));
      for (const key of moving) {
        const moved = adapted.weights[key]!.data.some((value, index) => value !== plain.initial[key]!.data[index]);
        expect([key, moved]).toEqual([key, isMoving]);
      }
    },
  );

  it('keeps the number of tensors over steps', async () => {
    const entry = zoo[name]!;
    const model = fromLayers(entry.make);
    await model.build({ random: new RandomStreams(0) });
    const engine = await engineFor(model);
    const step = descentStep(model);
    const counts: number[] = [];
    for (let number = 0; number < 4; number++) {
      const { scalars, outputs } = engine.run(step, batchOf(entry), { step: number });
      for (const value of [...Object.values(scalars), ...Object.values(outputs)]) (value as DeviceValue).dispose();
      counts.push(tf.memory().numTensors);
    }
    expect(counts).toEqual(counts.map(() => counts[0]));
    engine.dispose();
    model.dispose();
  });

  it('frees all weights when it is disposed', async () => {
    const before = tf.memory().numTensors;
    const model = fromLayers(zoo[name]!.make);
    await model.build({ random: new RandomStreams(0) });
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
