import { InvalidOptionsError, RandomState, type Dataset } from '@lml/core';
import { z } from 'zod';

import { columnsDataset, type Columns } from './columns-dataset.js';

/** The number of samples, as an option of generators. */
export const samplesShape = {
  /** Number of samples. Default: `100`. */
  nSamples: z.int().min(1).default(100).describe('Number of samples.'),
};

/** The seed, as an option of generators. */
export const seedShape = {
  /**
   * The seed, an integer below 2³²: the same seed gives the same samples, which are those of scikit-learn. Default: `0`.
   */
  randomState: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(0)
    .describe('The seed, an integer below 2³²: the same seed gives the same samples, which are those of scikit-learn.'),
};

/** Noise of inputs, as an option of generators. */
export const inputNoiseShape = {
  /** Standard deviation of the normal noise that is added to inputs. Default: `0`. */
  noise: z.number().min(0).default(0).describe('Standard deviation of the normal noise that is added to inputs.'),
};

/** Noise of targets, as an option of generators. */
export const targetNoiseShape = {
  /** Standard deviation of the normal noise that is added to targets. Default: `0`. */
  noise: z.number().min(0).default(0).describe('Standard deviation of the normal noise that is added to targets.'),
};

/** Random order, as an option of generators of classes. */
export const shuffleShape = {
  /** Whether samples come in random order; otherwise those of a class stand together. Default: `true`. */
  shuffle: z
    .boolean()
    .default(true)
    .describe('Whether samples come in random order; otherwise those of a class stand together.'),
};

/** 2 GiB of float64. */
const MAX_VALUES = 2 ** 28;

/** What a generator is made with. */
export interface GeneratorSettings {
  /** Its name in the registry. */
  readonly name: string;
  /** The seed. */
  readonly randomState: number;
  /** The number of samples. */
  readonly samples: number;
  /** The number of values that the largest array has for each sample. */
  readonly width: number;
  /** The names of the classes. */
  readonly classNames?: readonly string[];
}

/**
 * A dataset of samples that `draw` makes when it is opened, from a generator that begins with the seed.
 *
 * @throws `LML_INVALID_OPTIONS` for more than 2²⁸ values.
 */
export function generatedDataset(
  { name, randomState, samples, width, classNames }: GeneratorSettings,
  draw: (random: RandomState) => Columns,
): Dataset {
  if (samples * width > MAX_VALUES)
    throw invalidOption(
      name,
      'nSamples',
      `must leave at most ${MAX_VALUES} values to draw, got ${samples} samples of ${width} values`,
    );
  return columnsDataset(() => draw(new RandomState(randomState)), { classNames });
}

/** The error for an option that does not go with others. */
export function invalidOption(name: string, option: string, message: string): InvalidOptionsError {
  return new InvalidOptionsError(`dataset '${name}'`, [{ path: [option], message }]);
}
