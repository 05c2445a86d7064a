import * as tf from '@tensorflow/tfjs';

import { sizeOf } from '../data/nd-array.js';
import type { Stage } from '../data/stage.js';
import { RandomStreams, type RandomGenerator } from '../random/random-streams.js';
import { currentStepContext, type StepRandom } from './step-context.js';

/** Names streams within one call of a step: apart for each stage, and numbered where one is asked again. */
export function streamNames(stage: Stage): (name: string) => string {
  const asked = new Map<string, number>();
  return (name) => {
    const stream = `${stage}/${name}`;
    const count = asked.get(stream) ?? 0;
    asked.set(stream, count + 1);
    return count === 0 ? stream : `${stream}#${count}`;
  };
}

/** The random streams of one call of a step, apart for each stage. A stream that is asked again is numbered, so that it gives other numbers. */
export function createStepRandom(streams: RandomStreams, stage: Stage, step: number): StepRandom {
  const unique = streamNames(stage);
  return {
    normal: (stream, shape, mean = 0, standardDeviation = 1) =>
      tf.tensor(streams.normal(unique(stream), step, sizeOf(shape), mean, standardDeviation), [...shape]),
    uniform: (stream, shape, low = 0, high = 1) =>
      tf.tensor(streams.uniform(unique(stream), step, sizeOf(shape), low, high), [...shape]),
    mask: (stream, shape, dropProbability) =>
      tf.tensor(streams.mask(unique(stream), step, sizeOf(shape), dropProbability), [...shape]),
  };
}

/** The random streams of a batch that is counted on the host, named likewise, each under `prefix`. */
export function createHostRandom(
  streams: RandomStreams,
  stage: Stage,
  step: number,
  prefix = '',
): (stream: string) => RandomGenerator {
  const unique = streamNames(stage);
  return (stream) => streams.at(unique(prefix + stream), step);
}

/**
 * The random numbers of the step that runs, for a loss that draws: by seed, stream and step, alike on every engine. Outside of steps those of
 * seed 0, the same at each call.
 *
 * @example
 * ```ts
 * import { stepRandom, type Loss } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * // Squared errors of about half of the samples, which count twice each.
 * const halved: Loss = (prediction, target) =>
 *   tf.mean(tf.mul(stepRandom().mask('samples', prediction.shape, 0.5), tf.squaredDifference(prediction, target)));
 * halved(tf.ones([4]), tf.zeros([4])); // => 1
 * ```
 */
export function stepRandom(): StepRandom {
  return currentStepContext()?.random ?? createStepRandom(new RandomStreams(0), 'train', 0);
}
