import { checkArray } from '../data/check-array.js';
import { showShape, type NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { isFigure, type CurveLine, type Figure, type ParallelFigure } from './figure.js';

/**
 * Checks what is given as a figure: that its arrays are of numbers, and that what stands for the same is equally long. `name` begins the
 * message.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no figure, or has no numbers; `LML_SHAPE_MISMATCH` for arrays that do not fit each other.
 */
export function checkFigure(name: string, figure: unknown): asserts figure is Figure {
  if (!isFigure(figure)) {
    const kinds =
      "a figure: 'matrix' or 'bars' with values, 'curve' with lines, or 'points' with groups, 'parallel' with axes and values, and a title";
    throw new InvalidArgumentError(name, kinds, figure);
  }
  if (figure.figure === 'curve') figure.lines.forEach((line, index) => checkPoints(`line ${index} of ${name}`, line));
  else if (figure.figure === 'points')
    figure.groups.forEach((group, index) => checkPoints(`group ${index} of ${name}`, group));
  else if (figure.figure === 'parallel') checkParallel(name, figure);
  else if (figure.figure === 'bars') checkBars(name, figure.values, figure.labels);
  else {
    checkNumbers(`values of ${name}`, figure.values, 2);
    const [rows, columns] = figure.values.shape;
    checkNames(`rows of ${name}`, figure.rows, rows!);
    checkNames(`columns of ${name}`, figure.columns, columns!);
  }
}

function checkParallel(name: string, { values, axes, colourBy = axes.length - 1 }: ParallelFigure): void {
  checkNumbers(`values of ${name}`, values, 2);
  if (values.shape[1] !== axes.length)
    throw new ShapeMismatchError(`values of ${name} must have a column for each of the ${axes.length} axes, got ${showShape(values.shape)}.`); // prettier-ignore
  if (axes.length > 0 && !(Number.isInteger(colourBy) && colourBy >= 0 && colourBy < axes.length))
    throw new InvalidArgumentError(`colourBy of ${name}`, `an integer from 0 to ${axes.length - 1}`, colourBy);
}

function checkBars(name: string, values: NdArray, labels: readonly string[]): void {
  checkNumbers(`values of ${name}`, values, 1);
  checkNames(`labels of ${name}`, labels, values.data.length);
}

function checkPoints(name: string, { x, y, thresholds }: CurveLine): void {
  checkNumbers(`x of ${name}`, x, 1);
  for (const [part, array] of Object.entries({ y, thresholds })) {
    if (array === undefined) continue;
    checkNumbers(`${part} of ${name}`, array, 1);
    if (x.data.length !== array.data.length)
      throw new ShapeMismatchError(`x and ${part} of ${name} must be equally long, got ${x.data.length} and ${array.data.length}.`); // prettier-ignore
  }
}

function checkNumbers(name: string, array: NdArray, axes: number): void {
  checkArray(name, array);
  if (array.dtype === 'string') throw new InvalidArgumentError(name, 'of numbers', array);
  if (array.shape.length !== axes)
    throw new ShapeMismatchError(`${name} must have ${axes === 1 ? 'one axis' : 'two axes'}, got ${showShape(array.shape)}.`); // prettier-ignore
}

function checkNames(name: string, names: readonly string[] | undefined, count: number): void {
  if (names === undefined) return;
  if (!Array.isArray(names) || !names.every((entry) => typeof entry === 'string'))
    throw new InvalidArgumentError(name, 'a list of texts', names);
  if (names.length !== count)
    throw new ShapeMismatchError(`${name} must be as many as the values, ${count}, got ${names.length}.`);
}
