import type { Distribution, RandomState } from '@lml/core';

import { choiceKernels } from './choice-kernels.js';
import type { KernelOptions, Kernels } from './kernels.js';
import { numberKernels } from './number-kernels.js';

/** Parameters at a place: numbers as they are, choices by the place of the value. */
export type Point = readonly number[];

/** How likely points are, by those that were observed: a mixture of kernels, each a product over the parameters. */
export interface ParzenEstimator {
  /** How much each kernel weighs: together 1, the prior's last. */
  readonly weights: readonly number[];
  /** The kernels by parameter. */
  readonly parameters: readonly Kernels[];
  /** Draws points. */
  sample(random: RandomState, count: number): Point[];
  /** The logarithm of the density at a point; for numbers in steps and choices, of the probability. */
  logDensity(point: Point): number;
}

/** An estimator of points; `weightsOf` gives what each of them weighs before all are scaled. */
export function parzenEstimator(
  observations: readonly Point[],
  distributions: readonly Distribution[],
  weightsOf: (count: number) => readonly number[],
  options: KernelOptions,
): ParzenEstimator {
  const { length } = observations;
  const unscaled = length === 0 ? [1] : [...weightsOf(length), options.priorWeight];
  const total = unscaled.reduce((sum, weight) => sum + weight, 0);
  const weights = unscaled.map((weight) => weight / total);
  const logarithms = Float64Array.from(weights, Math.log);
  const parameters = distributions.map((distribution, at): Kernels => {
    const observed = observations.map((point) => point[at]!);
    return distribution.type === 'choice'
      ? choiceKernels(observed, distribution, options)
      : numberKernels(observed, distribution, options);
  });
  // In Optuna's order: the kernels, all choices, all numbers, each for all points.
  const order = (['choice', 'number'] as const).flatMap((type) =>
    [...distributions.keys()].filter((at) => distributions[at]!.type === type),
  );
  return {
    weights,
    parameters,
    sample: (random, count) => {
      const kernels = random.choice(weights.length, count, { p: weights });
      const columns = Array<number[]>(parameters.length);
      for (const at of order) columns[at] = parameters[at]!.sample(random, kernels);
      return Array.from(kernels, (_, row) => columns.map((column) => column[row]!));
    },
    logDensity: (point) => {
      const sums = logarithms.slice();
      parameters.forEach((parameter, at) => parameter.addLogDensities(point[at]!, sums));
      const largest = sums.reduce((a, b) => Math.max(a, b), -Infinity);
      if (largest === -Infinity) return largest;
      return Math.log(sums.reduce((sum, each) => sum + Math.exp(each - largest), 0)) + largest;
    },
  };
}
