import * as tf from '@tensorflow/tfjs';

import { sizeOf, type NdArray } from '../data/nd-array.js';
import { declaredState } from '../steps/engine-checks.js';
import { withStepContext, type StepContext } from '../steps/step-context.js';
import { createStepRandom } from '../steps/step-random.js';
import { inDouble, SingleStreams } from './double-precision.js';
import { differentiable, gradientsOf, weightsFor, type Program } from './program.js';

/** The seed of random layers. */
export const SEED = 3;

/** Half the width of the narrower of two differences: together they are exact to its fourth power. */
const STEP = 2 ** -6;

/** So many numbers of each input are moved. */
const COORDINATES = 6;

/** By so much of the largest slope the narrow and the wide difference may differ: more is a kink. */
const KINK = 5e-3;

/** What a function gives with 64 bits. */
export interface Reference {
  /** The weights by which outputs are added up. */
  readonly weights: readonly NdArray[];
  /** The gradient of each differentiable input, by automatic differentiation. */
  readonly gradients: readonly ArrayLike<number>[];
  /** For each of them its slopes by differences, by coordinate, where there is no kink. */
  readonly slopes: readonly ReadonlyMap<number, number>[];
}

/** What a function gives on the cpu backend, which is the current one, with 64 bits. */
export function referenceOf(program: Program, weights?: readonly NdArray[]): Reference {
  const own = weights ?? weightsFor(evaluate(program).shapes);
  const { data: gradients } = evaluate(gradientsOf(program, own));
  const slopes = differentiable(program).map((place) => {
    const coordinates = coordinatesOf(sizeOf(program.inputs[place]!.shape));
    const at = (inputs: readonly NdArray[]): number => weighted(evaluate({ ...program, inputs }).data, own);
    const found = coordinates.map(
      (coordinate) => [coordinate, ...differences(at, program.inputs, place, coordinate)] as const,
    );
    const scale = Math.max(1e-3, ...found.map(([, narrow]) => Math.abs(narrow)));
    const smooth = found.filter(([, narrow, wide]) => Math.abs(narrow - wide) <= KINK * scale);
    return new Map(smooth.map(([coordinate, narrow, wide]) => [coordinate, joined(narrow, wide)]));
  });
  return { weights: own, gradients, slopes };
}

/** The slope along one coordinate, by a narrow and a wide difference. */
function differences(
  compute: (inputs: readonly NdArray[]) => number,
  inputs: readonly NdArray[],
  place: number,
  coordinate: number,
): [narrow: number, wide: number] {
  const [a, b, c, d] = moved(inputs, place, coordinate).map(compute);
  return [(b! - a!) / (2 * STEP), (d! - c!) / (4 * STEP)];
}

/** The slope along one coordinate of a function of an engine. */
export async function slopeBy(
  compute: (inputs: readonly NdArray[]) => Promise<number>,
  inputs: readonly NdArray[],
  place: number,
  coordinate: number,
): Promise<number> {
  const values: number[] = [];
  for (const at of moved(inputs, place, coordinate)) values.push(await compute(at));
  const [a, b, c, d] = values;
  return joined((b! - a!) / (2 * STEP), (d! - c!) / (4 * STEP));
}

/** Inputs of which one number is moved: by a step to both sides, and by two. */
function moved(inputs: readonly NdArray[], place: number, coordinate: number): (readonly NdArray[])[] {
  return [-1, 1, -2, 2].map((steps) => {
    const input = inputs[place]!;
    const data = Float32Array.from(input.data as Float32Array);
    data[coordinate]! += steps * STEP;
    return inputs.with(place, { ...input, data });
  });
}

/** The error of the narrow difference is a quarter of that of the wide one, so that it can be taken off. */
const joined = (narrow: number, wide: number): number => (4 * narrow - wide) / 3;

/** Σ weight · output, added up with 64 bits. */
export function weighted(outputs: readonly ArrayLike<number>[], weights: readonly NdArray[]): number {
  let sum = 0;
  outputs.forEach((output, index) => {
    const { data } = weights[index]!;
    for (let at = 0; at < output.length; at++) sum += output[at]! * Number(data[at]);
  });
  return sum;
}

/** Some coordinates among so many, spread over all. */
function coordinatesOf(count: number): number[] {
  const step = Math.max(1, count / COORDINATES);
  return Array.from({ length: Math.min(count, COORDINATES) }, (_, index) => Math.floor(index * step));
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
