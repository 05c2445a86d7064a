import { InvalidArgumentError, sameShape, ShapeMismatchError, showShape } from '@lml/core';

import type { InputFormat, SegmentationSettings } from './segmentation-options.js';

/** How each side writes the classes of pixels. */
export interface SideFormats {
  /** The axes of images and pixels. */
  readonly shape: readonly number[];
  /** Whether predictions are the numbers of classes; else there is a mask for each. */
  readonly predictionIsIndex: boolean;
  /** Whether targets are. */
  readonly targetIsIndex: boolean;
}

/**
 * The number of classes that is told, or that the learner knows.
 *
 * @throws `LML_INVALID_ARGUMENT` where neither does.
 */
export function requireNumClasses(
  name: string,
  { numClasses }: SegmentationSettings,
  known: number | undefined,
): number {
  const classes = numClasses ?? known;
  if (classes !== undefined) return classes;
  const remedy = 'Neither the learner nor the shapes of the first batch tell it: give numClasses.';
  throw new InvalidArgumentError(`The number of classes of ${name}`, 'known', classes, remedy);
}

/** The number of classes by the last axis of a side that has a mask for each, where the shapes tell which side that is. */
export function classesOf(
  { inputFormat }: SegmentationSettings,
  prediction: readonly number[],
  target: readonly number[],
): number | undefined {
  if (inputFormat === 'index') return undefined;
  return (prediction.length >= target.length ? prediction : target).at(-1);
}

/**
 * How each side is written, from `inputFormat` or from the shapes.
 *
 * @throws `LML_SHAPE_MISMATCH` for sides that do not fit each other or the number of classes.
 */
export function formatsOf(
  name: string,
  inputFormat: InputFormat | undefined,
  classes: number,
  prediction: readonly number[],
  target: readonly number[],
): SideFormats {
  const more = prediction.length - target.length;
  const format = inputFormat ?? (Math.abs(more) === 1 ? 'mixed' : 'one-hot');
  const [predictionIsIndex, targetIsIndex] =
    format === 'mixed' ? [more === -1, more === 1] : [format === 'index', format === 'index'];
  const [one, other] = [
    predictionIsIndex ? prediction : prediction.slice(0, -1),
    targetIsIndex ? target : target.slice(0, -1),
  ];
  const fits = format !== 'mixed' || Math.abs(more) === 1;
  if (!fits || !sameShape(one, other) || one.length < 2)
    throw new ShapeMismatchError(
      `${name} needs [batch, …, classes] of scores or masks, or [batch, …] of classes, with an axis of pixels at least, got prediction ` +
        `${showShape(prediction)} and target ${showShape(target)} as '${format}'. The class axis is the last; inputFormat says how they are written.`,
    );
  for (const [shape, isIndex] of [
    [prediction, predictionIsIndex],
    [target, targetIsIndex],
  ] as const)
    if (!isIndex && shape.at(-1) !== classes)
      throw new ShapeMismatchError(
        `${name} was made for ${classes} classes, but got ${showShape(shape)}, whose last axis has ${shape.at(-1)}. ` +
          "The class axis is the last; of classes by their numbers say inputFormat: 'index'.",
      );
  return { shape: one, predictionIsIndex, targetIsIndex };
}

/**
 * Complains of pixels of no class.
 *
 * @throws `LML_INVALID_ARGUMENT`
 */
export function requirePixelClasses(name: string, invalid: number, classes: number | undefined): void {
  if (invalid === 0) return;
  const expected = `whole numbers from 0 to ${classes === undefined ? 'the number of classes − 1' : classes - 1}`;
  const remedy = "Masks are of 0 and 1; of classes by their numbers say inputFormat: 'index'.";
  throw new InvalidArgumentError(`Classes of pixels for ${name}`, expected, `${invalid} that are not`, remedy);
}
