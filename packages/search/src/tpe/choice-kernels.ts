import type { ChoiceDistribution } from '@lml/core';

import type { KernelOptions, Kernels } from './kernels.js';

/** Kernels of a choice: the value that was observed is likely, and the others are a little. */
export interface ChoiceKernels extends Kernels {
  /** By kernel: how likely each value is. */
  readonly weights: readonly (readonly number[])[];
}

/** The kernels of a choice, of the places of the values that were observed. */
export function choiceKernels(
  observations: readonly number[],
  { values }: ChoiceDistribution,
  { priorWeight }: KernelOptions,
): ChoiceKernels {
  const { length } = values;
  const each = priorWeight / (observations.length + 1);
  const rows = observations.map((place) => {
    const row = Array<number>(length).fill(each / (1 + length * each));
    row[place] = (1 + each) / (1 + length * each);
    return row;
  });
  // A prior without weight is never drawn.
  const alike = observations.length > 0 && priorWeight === 0 ? 0 : 1 / length;
  const weights = [...rows, Array<number>(length).fill(alike)];
  const logarithms = weights.map((row) => row.map(Math.log));
  return {
    weights,
    sample: (random, kernels) => Array.from(kernels, (kernel) => drawn(weights[kernel]!, random.random())),
    addLogDensities: (value, sums) => logarithms.forEach((row, kernel) => (sums[kernel]! += row[value]!)),
  };
}

/** The place of the value that holds a fraction of the mass. */
function drawn(weights: readonly number[], fraction: number): number {
  let [place, sum] = [0, weights[0]!];
  while (place < weights.length - 1 && sum < fraction) sum += weights[++place]!;
  return place;
}
