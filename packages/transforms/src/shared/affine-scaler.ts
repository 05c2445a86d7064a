import type { Transform } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { BlockColumn } from './block.js';
import type { FeatureSettings } from './feature-options.js';
import { featureTransform, numbersOf, type Learning } from './feature-transform.js';
import { finiteNumbersOf } from './gather-values.js';
import { numbersOfState, numbersToArray } from './state.js';

/** What each feature is moved by, and then divided by. */
export interface Affine {
  readonly offset: Float64Array;
  readonly scale: Float64Array;
}

/** What tells a scaler apart: each feature becomes `(value - offset) / scale`. */
export interface AffineScaler {
  /** Its name in code, for messages. */
  readonly name: string;
  readonly settings: FeatureSettings;
  /** Begins to learn of so many features. */
  learn(features: number): { add(values: readonly Float64Array[]): void; finish(): Affine };
  /** What changed values are limited to. Default: nothing. */
  readonly limits?: readonly [low: number, high: number] | undefined;
}

/** A transform that moves and scales each feature by itself; missing values stay missing. */
export function affineScaler({ name, settings, learn, limits }: AffineScaler): Transform {
  return featureTransform<Affine>({
    name,
    settings,
    learn({ length }): Learning<Affine> {
      const learning = learn(length);
      return {
        add: (columns) => learning.add(columns.map((column) => finiteNumbersOf(column, name))),
        finish: learning.finish,
      };
    },
    write: ({ offset, scale }) => ({ offset: numbersToArray(offset), scale: numbersToArray(scale) }),
    read: (state) => ({ offset: numbersOfState(state, 'offset'), scale: numbersOfState(state, 'scale') }),
    apply: (columns, { offset, scale }) =>
      columns.map((column, at): BlockColumn => {
        const values = scaled(numbersOf(column, name), offset[at]!, scale[at]!);
        return { name: column.name, values: limits === undefined ? values : limited(values, limits) };
      }),
    applyArray: ({ dtype, shape, data }, { offset, scale }) => {
      const changed = dtype === 'float32' ? new Float32Array(data.length) : new Float64Array(data.length);
      for (let at = 0; at < data.length;)
        for (let k = 0; k < offset.length; k++, at++) changed[at] = (data[at]! - offset[k]!) / scale[k]!;
      return { dtype, shape, data: limits === undefined ? changed : limited(changed, limits) };
    },
    invert: (prediction, { offset, scale }) => tf.add(tf.mul(prediction, asTensor(scale)), asTensor(offset)),
  });
}

/** The divisor for a spread: 1 where there is none, so that nothing is divided by 0. */
export function divisorOf(spread: number): number {
  return spread < 10 * Number.EPSILON ? 1 : spread;
}

/** Numbers of features, one for each, as what can be combined with a prediction. */
export function asTensor(numbers: Float64Array): tf.Tensor {
  return numbers.length === 1 ? tf.scalar(numbers[0]!) : tf.tensor1d(Array.from(numbers));
}

function scaled(values: Float64Array, offset: number, scale: number): Float64Array {
  const changed = new Float64Array(values.length);
  for (let row = 0; row < changed.length; row++) changed[row] = (values[row]! - offset) / scale;
  return changed;
}

function limited<Floats extends Float32Array | Float64Array>(
  values: Floats,
  [low, high]: readonly [number, number],
): Floats {
  // Comparisons are false for NaN, which is missing and stays so.
  for (let row = 0; row < values.length; row++) {
    if (values[row]! < low) values[row] = low;
    else if (values[row]! > high) values[row] = high;
  }
  return values;
}
