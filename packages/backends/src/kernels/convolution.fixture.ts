import type * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { normal, type Values } from '../shared/agreement.fixture.js';

/** A convolution of small random sizes. */
export interface ConvolutionCase {
  readonly input: Values;
  readonly filter: Values;
  readonly strides: [number, number];
  readonly pad: 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;
  readonly seed: number;
}

const padding = fc.oneof(
  fc.constantFrom<('same' | 'valid')[]>('same', 'valid'),
  fc.integer({ min: 0, max: 3 }),
  fc
    .array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 })
    .map(([top = 0, bottom = 0, left = 0, right = 0]): tf.backend_util.ExplicitPadding => [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]),
);

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

/** Convolutions with all kinds of padding and strides up to 3, whose filter fits into the image. */
export const convolutions: fc.Arbitrary<ConvolutionCase> = fc
  .record({
    sizes: fc.tuple(upTo(3), upTo(7), upTo(7), upTo(3)),
    window: fc.tuple(upTo(4), upTo(4), upTo(4)),
    strides: fc.tuple(upTo(3), upTo(3)),
    pad: padding,
    seed: fc.nat(),
  })
  .filter(({ sizes: [, height, width], window: [rows, columns] }) => rows <= height && columns <= width)
  // With a number as padding TensorFlow.js takes height and width of windows and strides to be equal, and gets sizes wrong.
  .filter(
    ({ pad, window, strides }) => typeof pad !== 'number' || (window[0] === window[1] && strides[0] === strides[1]),
  )
  .map(({ sizes, window: [rows, columns, last], strides, pad, seed }) => ({
    input: normal(seed, sizes),
    filter: normal(seed + 1, [rows, columns, sizes[3], last]),
    strides,
    pad,
    seed: seed + 2,
  }));
