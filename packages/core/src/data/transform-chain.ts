import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { RandomStreams } from '../random/random-streams.js';
import type { HostBatch } from './batch.js';
import { checkBatch, checkSample } from './check-read.js';
import { then } from './promises.js';
import type { Sample } from './sample.js';
import { sampleContext } from './sample-context.js';
import type { Transform } from './transform.js';

/** Transforms one after the other, and where they draw their random numbers. */
export interface TransformChain {
  /** Whether each of them changes whole batches. */
  readonly takesBatches: boolean;
  /** What those that need single samples make of one. `position` is its number in the epoch. */
  ofSample(sample: Sample, epoch: number, position: number, nameOf: () => string): Sample | Promise<Sample>;
  /** What the others make of a batch of what they gave, or with `all` what all make of a batch; `position` is that of its first sample. */
  ofBatch(batch: HostBatch, epoch: number, position: number, all: boolean): HostBatch | Promise<HostBatch>;
}

/**
 * Checks transforms, and puts them one after the other. `place` begins the names of their random streams.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no transform, and for one of single samples after one of batches.
 */
export function transformChain(transforms: readonly Transform[], seed: number, place: string): TransformChain {
  transforms.forEach(checkTransform);
  // Of those that can do both, single samples are what they are meant for: a batch may have been filled up.
  const ofBatches = transforms.findIndex(({ apply }) => apply === undefined);
  const boundary = ofBatches < 0 ? transforms.length : ofBatches;
  const late = transforms.findIndex(({ applyBatch }, index) => index > boundary && applyBatch === undefined);
  if (late >= 0) {
    const remedy = `Transform ${boundary} changes whole batches; let it follow.`;
    throw new InvalidArgumentError(
      'transforms',
      'those of samples before those of batches',
      `transform ${late}`,
      remedy,
    );
  }
  const streams = new RandomStreams(seed);
  return {
    takesBatches: transforms.every(({ applyBatch }) => applyBatch !== undefined),
    ofSample(sample, epoch, position, nameOf) {
      let current: Sample | Promise<Sample> = sample;
      for (let index = 0; index < boundary; index++) {
        const context = sampleContext(streams, `${place}/transform/${index}`, epoch, position);
        const checked = (changed: unknown): Sample => {
          checkSample(changed, nameOf, `transform ${index}`);
          return changed;
        };
        current = then(current, (value) => then(transforms[index]!.apply!(value, context), checked));
      }
      return current;
    },
    ofBatch(batch, epoch, position, all) {
      let current: HostBatch | Promise<HostBatch> = batch;
      for (let index = all ? 0 : boundary; index < transforms.length; index++) {
        const context = sampleContext(streams, `${place}/transform/${index}`, epoch, position);
        const checked = (changed: unknown): HostBatch => {
          checkBatch(changed, `transform ${index}`);
          return changed;
        };
        current = then(current, (value) => then(transforms[index]!.applyBatch!(value, context), checked));
      }
      return current;
    },
  };
}

function checkTransform(transform: unknown, index: number): void {
  const { apply, applyBatch, fit, state, load } = Object(transform) as Partial<Transform>;
  if (apply === undefined && applyBatch === undefined)
    throw new InvalidArgumentError(`transforms.${index}`, 'a transform, with apply or applyBatch', transform);
  if (fit !== undefined && (state === undefined || load === undefined)) {
    const remedy = 'What it learns is saved with the weights.';
    throw new InvalidArgumentError(`transforms.${index}`, 'one with state and load beside fit', transform, remedy);
  }
}
