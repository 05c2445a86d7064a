import { ndArray, type RandomState } from '@lml/core';

import type { Columns } from './columns-dataset.js';
import { addNoise, matrix, type Matrix } from './generated-columns.js';

/** Inputs with a function of each row, and noise, as targets. */
export function functionOfRows(
  random: RandomState,
  noise: number,
  input: Matrix,
  of: (row: Float64Array) => number,
): Columns {
  const [rows = 0, columns = 0] = input.shape;
  const values = Float64Array.from({ length: rows }, (_, row) =>
    of(input.data.subarray(row * columns, (row + 1) * columns)),
  );
  const target = matrix(values, 1);
  addNoise(random, target, noise);
  return { input, target: ndArray(target.data) };
}

/** Resistance, angular frequency, inductance and capacitance in rows. */
export function alternatingCurrents(random: RandomState, rows: number): Matrix {
  const data = random.randomSample(rows * 4);
  for (let at = 0; at < data.length; at += 4) {
    data[at]! *= 100;
    data[at + 1] = data[at + 1]! * (520 * Math.PI) + 40 * Math.PI;
    data[at + 3] = data[at + 3]! * 10 + 1;
  }
  return matrix(data, 4);
}
