import { ShapeMismatchError, showShape } from '@lml/core';

/**
 * What each class is of the mean over some classes, or all, with their weights, for a prediction of a shape `[…, classes]`.
 *
 * @throws `LML_SHAPE_MISMATCH` for a class that the prediction lacks, or another number of weights.
 */
export function classShares(
  name: string,
  shape: readonly number[],
  classes?: readonly number[],
  weights?: readonly number[],
): number[] {
  const count = shape.at(-1)!;
  const missing = classes?.find((index) => index >= count);
  if (missing !== undefined || (weights !== undefined && weights.length !== count)) {
    const given = missing === undefined ? `${weights!.length} class weights` : `class ${missing} in classes`;
    throw new ShapeMismatchError(
      `${name} has ${given}, but the prediction ${showShape(shape)} has ${count} classes, along its last axis. ` +
        'Classes are named from 0, and each needs a weight.',
    );
  }
  const own = Array.from({ length: count }, () => 0);
  for (const index of classes ?? own.keys()) own[index] = own[index]! + (weights?.[index] ?? 1);
  const sum = own.reduce((one, other) => one + other, 0);
  return own.map((weight) => weight / sum);
}
