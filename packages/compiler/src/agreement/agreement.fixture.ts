import {
  fromLayers,
  ndArray,
  RandomStreams,
  sizeOf,
  valueAndGradients,
  type AdaptedLayersModel,
  type Engine,
  type HostBatch,
  type NdArray,
  type StateEntry,
} from '@lml/core';
import type { DeviceValue, Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

/** A model to train on several engines, and what it is trained on. */
export interface Subject {
  /** Makes the model. */
  readonly make: () => tf.LayersModel;
  /** One for each input of the model. */
  readonly inputs: readonly NdArray[];
  /** Whether gradients with respect to inputs of float32 are compared too. Default true. */
  readonly ofInputs?: boolean;
  /** What is made smaller, from outputs and targets of their shapes. Default: the mean of the squared differences. */
  readonly loss?: (output: tf.Tensor, target: tf.Tensor) => tf.Scalar;
  /** How targets are made. Default: normally distributed numbers. */
  readonly target?: (shape: readonly number[], index: number) => NdArray;
  /** The learning rate. Default 0.05. */
  readonly rate?: number;
  /** A model that computes the same another way, for the eager engine where TensorFlow.js's own gradient is wrong. */
  readonly reference?: () => tf.LayersModel;
}

/** Numbers by name. */
export type Arrays = Readonly<Record<string, NdArray>>;

/** What an engine made of a subject. */
export interface Trained {
  /** The loss of each step. */
  readonly losses: readonly number[];
  /** The gradients of the first step. */
  readonly gradients: Arrays;
  /** The state before the first step. */
  readonly start: Arrays;
  /** The state after the last one. */
  readonly state: Arrays;
  /** What the model gives in use, with this state. */
  readonly used: Arrays;
}

/** Normally distributed numbers; equal for an equal seed. */
export function normal(seed: number, shape: readonly number[]): NdArray {
  return ndArray(new RandomStreams(seed).normal('values', 0, sizeOf(shape)), { shape });
}

/** Whole numbers from 0 to `high` exclusive. */
export function integers(seed: number, shape: readonly number[], high: number): NdArray {
  return ndArray(new RandomStreams(seed).integers('values', 0, sizeOf(shape), high), { shape });
}

/** A subject's model, its first state, the step that trains it and the one that uses it. */
export interface Prepared {
  readonly batch: HostBatch;
  readonly entries: readonly StateEntry[];
  readonly step: Step;
  readonly use: Step;
  readonly dispose: () => void;
}

/** Weights of which none is a special case, as zeros and ones are. */
function disturbed({ dtype, shape, data }: NdArray, seed: number): NdArray {
  const noise = new RandomStreams(seed).normal('weights', 0, data.length);
  return { dtype, shape, data: Float32Array.from(data as Float32Array, (value, at) => value + 0.1 * noise[at]!) }; // prettier-ignore
}

/** Builds a model anew, with equal weights for equal names. */
export async function prepare(subject: Subject, make = subject.make, name = 'descent'): Promise<Prepared> {
  const model = fromLayers(make);
  await model.build({ random: new RandomStreams(7) });
  const values = await model.getWeights();
  const entries = model.weights.map((spec, index) => ({ ...spec, value: startOf(spec.name, values[spec.name]!, index) })); // prettier-ignore
  const { inputs, target = (shape, index) => normal(index + 50, shape) } = subject;
  const size = inputs[0]!.shape[0]!;
  const targets = model.layersModel.outputs.map(({ shape }, index) => target([size, ...(shape.slice(1) as number[])], index)); // prettier-ignore
  return {
    batch: { ...named('input', inputs), ...named('target', targets) },
    entries,
    step: descent(model, subject, name),
    use: use(model, subject, `use of ${name}`),
    dispose: () => model.dispose(),
  };
}

function startOf(name: string, value: NdArray, index: number): NdArray {
  // A variance stays above 0.
  return name.endsWith('variance') ? value : disturbed(value, index + 1);
}

const named = (prefix: string, arrays: readonly NdArray[]): Record<string, NdArray> =>
  Object.fromEntries(arrays.map((array, index) => [`${prefix}${index}`, array]));

/** Plain gradient descent; the gradients are outputs. */
function descent(
  model: AdaptedLayersModel,
  { inputs, ofInputs = true, loss = squares, rate = 0.05 }: Subject,
  name: string,
): Step {
  return {
    name,
    stage: 'train',
    training: true,
    run(batch, context) {
      const given = batch as Record<string, tf.Tensor>;
      const weights = model.weights.filter(({ trainable }) => trainable).map((spec) => spec.name);
      const floats = Object.keys(named('input', inputs)).filter((key) => ofInputs && given[key]!.dtype === 'float32');
      const parameters = [...weights.map((key) => context.read(key)), ...floats.map((key) => given[key]!)];
      const { value, gradients } = valueAndGradients(() => {
        const outputs = [model.apply<tf.Tensor | tf.Tensor[]>(inputs.map((_, at) => given[`input${at}`]!))].flat();
        const losses = outputs.map((output, at) => loss(output, given[`target${at}`]!));
        const penalty = model.penalty?.();
        return tf.addN(penalty === undefined ? losses : [...losses, penalty]);
      }, parameters);
      weights.forEach((key, at) => {
        const updated = tf.sub(parameters[at]!, tf.mul(rate, gradients[at]!));
        context.write(key, model.constrain?.(key, updated) ?? updated);
      });
      const names = [...weights, ...floats];
      return { scalars: { loss: value }, outputs: Object.fromEntries(names.map((key, at) => [key, gradients[at]!])) };
    },
  };
}

/** The model's outputs, as in validation and predictions. */
function use(model: AdaptedLayersModel, { inputs }: Subject, name: string): Step {
  return {
    name,
    stage: 'predict',
    training: false,
    run(batch) {
      const given = batch as Record<string, tf.Tensor>;
      const outputs = [model.apply<tf.Tensor | tf.Tensor[]>(inputs.map((_, at) => given[`input${at}`]!))].flat();
      return { outputs: Object.fromEntries(outputs.map((output, at) => [`output${at}`, output])) };
    },
  };
}

function squares(output: tf.Tensor, target: tf.Tensor): tf.Scalar {
  return tf.mean(tf.square(tf.sub(output, target)));
}

/** Trains a subject from its start, or from a state, uses it, and says what became of it. */
export async function trainOn(
  engine: Engine,
  { batch, entries, step, use }: Prepared,
  { steps, from = 0, start }: { steps: number; from?: number; start?: Arrays },
): Promise<Trained> {
  engine.declare(entries.map((entry) => ({ ...entry, value: start?.[entry.name] ?? entry.value })));
  const losses: number[] = [];
  let gradients: Arrays = {};
  const before = await engine.read();
  for (let number = from; number < from + steps; number++) {
    const { scalars, outputs } = await engine.run(step, batch, { step: number });
    losses.push(Number((await scalars['loss']!.read()).data[0]));
    scalars['loss']!.dispose();
    const values = await readAll(outputs as Record<string, DeviceValue>);
    if (number === from) gradients = values;
  }
  const { outputs } = await engine.run(use, batch, { step: from + steps });
  const used = await readAll(outputs as Record<string, DeviceValue>);
  return { losses, gradients, start: before, state: await engine.read(), used };
}

async function readAll(values: Readonly<Record<string, DeviceValue>>): Promise<Arrays> {
  const read: Record<string, NdArray> = {};
  for (const [name, value] of Object.entries(values)) {
    read[name] = await value.read();
    value.dispose();
  }
  return read;
}

/** ‖actual − expected‖ ÷ ‖expected‖, over all numbers of all names. */
export function distance(actual: Arrays, expected: Arrays): number {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  let [difference, size] = [0, 0];
  for (const [name, { shape, data }] of Object.entries(expected)) {
    expect([name, actual[name]!.shape]).toEqual([name, shape]);
    for (let index = 0; index < data.length; index++) {
      difference += (Number(actual[name]!.data[index]) - Number(data[index])) ** 2;
      size += Number(data[index]) ** 2;
    }
  }
  return Math.sqrt(difference / size);
}
