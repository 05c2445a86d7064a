import { isTensor, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** Options of losses of yes or no for each class, as entries of a zod object. */
export const binaryShape = {
  /** What each class counts, along the last axis. Default: 1 each. */
  weight: z
    .array(z.number().min(0))
    .min(1)
    .optional()
    .describe('What each class counts, along the last axis. Default: 1 each.'),
};

/** Options of losses of yes or no for each class. */
export interface BinaryOptions extends z.input<z.ZodObject<typeof binaryShape>> {}

/** The option of losses of yes or no that weighs positive targets, as an entry of a zod object. */
export const positiveShape = {
  /** What positive targets count, of all or of each class along the last axis. Default: 1. */
  posWeight: z
    .union([z.number().min(0), z.array(z.number().min(0)).min(1)])
    .optional()
    .describe('What positive targets count, of all or of each class along the last axis. Default: 1.'),
};

/** The option of losses of yes or no that weighs positive targets. */
export interface PositiveOptions extends z.input<z.ZodObject<typeof positiveShape>> {}

/**
 * A number for each class, or one for all, as a tensor that fits along the last axis.
 *
 * @throws `LML_SHAPE_MISMATCH` for another number of classes.
 */
export function perClass(
  name: string,
  option: string,
  given: number | readonly number[] | tf.Tensor | undefined,
  prediction: tf.Tensor,
): tf.Tensor | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'number') return tf.scalar(given);
  const isComputed = isTensor(given);
  const numbers = isComputed ? given : tf.tensor1d([...given]);
  if (numbers.size === prediction.shape.at(-1) || (isComputed && numbers.size === 1)) return numbers;
  throw new ShapeMismatchError(
    `${name} has ${numbers.size} numbers in ${option}, but the prediction ${showShape(prediction.shape)} has another ` +
      'number of classes, along its last axis. Give one a class.',
  );
}
