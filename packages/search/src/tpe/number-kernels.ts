import type { NumberDistribution } from '@lml/core';

import type { KernelOptions, Kernels } from './kernels.js';
import { logNormalDensity, logNormalMass, truncatedNormalQuantile } from './truncated-normal.js';

/** The least deviation where no other is set, for equal neighbours. */
const LEAST_DEVIATION = 1e-12;

/** Kernels of a number: normal distributions that end where the parameter does. */
export interface NumberKernels extends Kernels {
  /** The means; of logarithms, where the distribution is logarithmic. */
  readonly means: readonly number[];
  /** The standard deviations. */
  readonly deviations: readonly number[];
}

/** The kernels of a number. Numbers in steps have the mass half a step around them. */
export function numberKernels(
  observations: readonly number[],
  { low, high, step = 0, log }: NumberDistribution,
  options: KernelOptions,
): NumberKernels {
  const scale = (value: number): number => (log ? Math.log(value) : value);
  const [from, to] = [scale(low - step / 2), scale(high + step / 2)];
  const observed = observations.map(scale);
  const means = [...observed, (from + to) / 2];
  const deviations = [...deviationsOf(observed, from, to, options), to - from];
  const standard = (value: number, kernel: number): number => (value - means[kernel]!) / deviations[kernel]!;
  const masses = means.map((_, kernel) => logNormalMass(standard(from, kernel), standard(to, kernel)));
  const shifts = masses.map((mass, kernel) => mass + (step === 0 ? Math.log(deviations[kernel]!) : 0));

  const valueOf = (drawn: number): number => {
    const value = log ? Math.exp(drawn) : drawn;
    return Math.min(high, Math.max(low, step === 0 ? value : low + Math.round((value - low) / step) * step));
  };
  const known = new Map<number, Float64Array>();
  const logDensities = (value: number): Float64Array => {
    const [left, right] = [scale(value - step / 2), scale(value + step / 2)];
    return Float64Array.from(shifts, (shift, kernel) => {
      const [a, b] = [standard(left, kernel), standard(right, kernel)];
      return (step === 0 ? logNormalDensity(a) : logNormalMass(a, b)) - shift;
    });
  };
  return {
    means,
    deviations,
    sample: (random, kernels) =>
      Array.from(kernels, (kernel) => {
        const [a, b] = [standard(from, kernel), standard(to, kernel)];
        const drawn = truncatedNormalQuantile(random.random(), a, b, masses[kernel]);
        return valueOf(drawn * deviations[kernel]! + means[kernel]!);
      }),
    addLogDensities: (value, sums) => {
      const densities = known.get(value) ?? logDensities(value);
      // Values in steps come again.
      if (step > 0) known.set(value, densities);
      densities.forEach((density, kernel) => (sums[kernel]! += density));
    },
  };
}

/** The deviation of each observation: how far the farther one of its neighbours is, within limits. */
function deviationsOf(
  observed: readonly number[],
  from: number,
  to: number,
  { considerMagicClip, considerEndpoints }: KernelOptions,
): number[] {
  const { length } = observed;
  const least = considerMagicClip ? (to - from) / Math.min(100, length + 2) : LEAST_DEVIATION;
  const order = observed.map((_, at) => at).sort((a, b) => observed[a]! - observed[b]!);
  const sorted = [from, ...order.map((at) => observed[at]!), to];
  const deviations = Array<number>(length);
  order.forEach((at, rank) => {
    const below = sorted[rank + 1]! - sorted[rank]!;
    const above = sorted[rank + 2]! - sorted[rank + 1]!;
    let deviation = Math.max(below, above);
    if (!considerEndpoints && length > 1) {
      if (rank === 0) deviation = above;
      if (rank === length - 1) deviation = below;
    }
    deviations[at] = Math.min(to - from, Math.max(least, deviation));
  });
  return deviations;
}
