import * as tf from '@tensorflow/tfjs';

import { sizeOf, type NdArray } from '../data/nd-array.js';
import { declaredState } from '../steps/engine-checks.js';
import { withStepContext, type StepContext } from '../steps/step-context.js';
import { createStepRandom } from '../steps/step-random.js';
import { inDouble, SingleStreams } from './double-precision.js';
import { differentiable, gradientsOf, weightsFor, type Program } from './program.js';

/** The seed of random layers. */
export const SEED = 3;

/** Halves of the width of differences with 64 bits: one after the other, since a kink may be as near as the first. */
const NARROW = [2 ** -10, 2 ** -15, 2 ** -20];

/** By so much of its largest number a gradient with 64 bits may differ from differences. */
export const EXACT = 1e-4;

/** Half the width of the narrower of two differences with 32 bits: together they are exact to its fourth power. */
const WIDE = 2 ** -6;

/** So many numbers of each input are moved: fewer where there are many inputs. */
const COORDINATES = { most: 5, least: 1, all: 10 };

/** So many numbers of each input are moved by wide differences. */
const WIDE_COORDINATES = 2;

/** What a function gives with 64 bits. */
export interface Reference {
  /** The weights by which outputs are added up. */
  readonly weights: readonly NdArray[];
  /** The gradient of each differentiable input, by automatic differentiation. */
  readonly gradients: readonly ArrayLike<number>[];
  /** For each of them some slopes by differences, by coordinate. */
  readonly slopes: readonly ReadonlyMap<number, number>[];
  /** For each of them some slopes by wide differences, as they are taken with 32 bits. */
  readonly wide: readonly ReadonlyMap<number, number>[];
}

/** What a function gives on the cpu backend, which is the current one, with 64 bits. */
export function referenceOf(program: Program, { isWide }: { isWide: boolean }): Reference {
  const weights = weightsFor(evaluate(program).shapes);
  const places = differentiable(program);
  const each = Math.max(COORDINATES.least, Math.min(COORDINATES.most, Math.ceil(COORDINATES.all / places.length)));
  const value = (inputs: readonly NdArray[]): number => weighted(evaluate({ ...program, inputs }).data, weights);
  const gradients = evaluate(gradientsOf(program, weights)).data;
  const found = places.map((place, index) => {
    const coordinates = coordinatesOf(sizeOf(program.inputs[place]!.shape), each);
    const differences = (at: number, steps: readonly number[]): number[] =>
      moved(program.inputs, place, at, steps).map(value);
    const allowed = EXACT * scaleOf(gradients, index);
    const isRight = (at: number, slope: number): boolean => Math.abs(gradients[index]![at]! - slope) <= allowed;
    const slope = (at: number): number => {
      const slopes: number[] = [];
      for (const half of NARROW) {
        slopes.push(slopeOf(differences(at, [-half, half]), half));
        if (isRight(at, slopes.at(-1)!)) return slopes.at(-1)!;
      }
      return slopes[0]!;
    };
    const narrow = coordinates.map((at) => [at, slope(at)] as const);
    const some = isWide ? coordinates.slice(0, WIDE_COORDINATES) : [];
    const wide = some.map((at) => [at, wideSlope(differences(at, WIDE_STEPS))] as const);
    return { narrow: new Map(narrow), wide: new Map(wide) };
  });
  return {
    weights,
    gradients,
    slopes: found.map(({ narrow }) => narrow),
    wide: found.map(({ wide }) => wide),
  };
}

const WIDE_STEPS = [-WIDE, WIDE, -2 * WIDE, 2 * WIDE];

const slopeOf = ([before, after]: readonly number[], half: number): number => (after! - before!) / (2 * half);

/** The error of the narrower difference is a quarter of that of the wider one, so that it can be taken off. */
const wideSlope = ([a, b, c, d]: readonly number[]): number =>
  (4 * slopeOf([a!, b!], WIDE) - slopeOf([c!, d!], 2 * WIDE)) / 3;

/** The slope along one coordinate of a function of an engine, by wide differences. */
export async function wideSlopeOf(
  compute: (inputs: readonly NdArray[]) => Promise<number>,
  inputs: readonly NdArray[],
  place: number,
  at: number,
): Promise<number> {
  const values: number[] = [];
  for (const each of moved(inputs, place, at, WIDE_STEPS)) values.push(await compute(each));
  return wideSlope(values);
}

/** Inputs of which one number is moved by each of some steps. */
function moved(
  inputs: readonly NdArray[],
  place: number,
  at: number,
  steps: readonly number[],
): (readonly NdArray[])[] {
  return steps.map((step) => {
    const input = inputs[place]!;
    const data = Float64Array.from(input.data as Float32Array);
    data[at]! += step;
    return inputs.with(place, { ...input, data });
  });
}

/** Σ weight · output. */
function weighted(outputs: readonly ArrayLike<number>[], weights: readonly NdArray[]): number {
  let sum = 0;
  outputs.forEach((output, index) => {
    const { data } = weights[index]!;
    for (let at = 0; at < output.length; at++) sum += output[at]! * Number(data[at]);
  });
  return sum;
}

/** What numbers of a gradient are measured by: its largest, or a part of the largest of all. */
export function scaleOf(gradients: readonly ArrayLike<number>[], index: number): number {
  const largest = gradients.map((each) => Array.from(each).reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  return Math.max(1e-3, largest[index]!, 0.05 * Math.max(...largest));
}

/** Some coordinates among so many, spread over all of them, and over the axes: by the golden ratio. */
function coordinatesOf(size: number, most: number): number[] {
  const places = Array.from({ length: most }, (_, index) => Math.floor(((0.3 + index * 0.618034) % 1) * size));
  return size <= most ? [...Array(size).keys()] : [...new Set(places)];
}

/** The outputs of a program with 64 bits. */
function evaluate({ inputs, compute }: Program): { shapes: number[][]; data: ArrayLike<number>[] } {
  return inDouble(() => {
    const kept: tf.Tensor[] = [];
    const outputs = tf.tidy(() =>
      withStepContext(contextOf(kept), () => compute(...inputs.map(tensorOf)).map((each) => each.clone())),
    );
    const shapes = outputs.map(({ shape }) => shape);
    const data = outputs.map(({ dataId }) => Float64Array.from(tf.engine().readSync(dataId) as Float32Array));
    tf.dispose([outputs, kept]);
    return { shapes, data };
  });
}

function tensorOf({ shape, dtype, data }: NdArray): tf.Tensor {
  return tf.tensor(data.slice() as Float32Array, [...shape], dtype as 'float32');
}

/** The context of a training step that has no state, and draws what a step on an engine draws. */
function contextOf(kept: tf.Tensor[]): StepContext {
  const missing = (name: string): never => declaredState(new Map(), name) as never;
  return {
    stage: 'train',
    training: true,
    random: createStepRandom(new SingleStreams(SEED), 'train', 0),
    names: [],
    read: missing,
    readBefore: missing,
    write: missing,
    hyper: missing,
    keep(value) {
      kept.push(tf.keep(value));
      return value;
    },
  };
}
