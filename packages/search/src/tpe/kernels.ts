import type { RandomState } from '@lml/core';

/** How kernels are made. */
export interface KernelOptions {
  /** How much the prior weighs, where an observation weighs 1. */
  readonly priorWeight: number;
  /** Whether kernels of few observations are kept from being narrow. */
  readonly considerMagicClip: boolean;
  /** Whether the outermost observations are as wide as they are far from the ends. */
  readonly considerEndpoints: boolean;
}

/** Kernels of one parameter, one for each observation and the prior's last. */
export interface Kernels {
  /** Draws a value of each kernel that is named. */
  sample(random: RandomState, kernels: ArrayLike<number>): number[];
  /** Adds the logarithms of each kernel's density at a value to `sums`. */
  addLogDensities(value: number, sums: Float64Array): void;
}
