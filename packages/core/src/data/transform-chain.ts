import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { RandomStreams } from '../random/random-streams.js';
import type { HostBatch } from './batch.js';
import { checkBatch, checkSample } from './check-read.js';
import { checkTransform } from './check-transform.js';
import { then } from './promises.js';
import type { BatchContext, Sample, SampleContext } from './sample.js';
import { sampleContext } from './sample-context.js';
import type { Transform } from './transform.js';

/** Which sample of an epoch is changed, or with which a batch begins. */
interface Place {
  readonly epoch: number;
  /** Its position in the epoch. */
  readonly position: number;
}

/** Which sample is changed. */
export interface SamplePlace extends Place, Pick<SampleContext, 'stage' | 'index'> {
  /** Names it for a message. */
  readonly nameOf: () => string;
}

/** Which batch is changed. */
export interface BatchPlace extends Place, Pick<BatchContext, 'stage' | 'indices'> {}

/** Transforms one after the other, and where they draw their random numbers. */
export interface TransformChain {
  /** Whether each of them changes whole batches. */
  readonly takesBatches: boolean;
  /** What those that need single samples make of one. */
  ofSample(sample: Sample, place: SamplePlace): Sample | Promise<Sample>;
  /** What the others make of a batch of what they gave, or with `all` what all make of a batch. */
  ofBatch(batch: HostBatch, place: BatchPlace, all: boolean): HostBatch | Promise<HostBatch>;
}

/**
 * Checks transforms, and puts them one after the other. `place` begins the names of their random streams.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no transform, and for one of single samples after one of batches.
 */
export function transformChain(transforms: readonly Transform[], seed: number, place: string): TransformChain {
  transforms.forEach((transform, index) => checkTransform(transform, `transforms.${index}`));
  // Of those that can do both, single samples are what they are meant for: a batch may have been filled up.
  const ofBatches = transforms.findIndex(({ apply }) => apply === undefined);
  let boundary = ofBatches < 0 ? transforms.length : ofBatches;
  while (transforms[boundary - 1]?.prefersBatches === true) boundary--;
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
    ofSample(sample, { epoch, position, nameOf, ...known }) {
      let current: Sample | Promise<Sample> = sample;
      for (let index = 0; index < boundary; index++) {
        const context = { ...sampleContext(streams, `${place}/transform/${index}`, epoch, position), ...known };
        const checked = (changed: unknown): Sample => {
          checkSample(changed, nameOf, `transform ${index}`);
          return changed;
        };
        current = then(current, (value) => then(transforms[index]!.apply!(value, context), checked));
      }
      return current;
    },
    ofBatch(batch, { epoch, position, ...known }, all) {
      let current: HostBatch | Promise<HostBatch> = batch;
      for (let index = all ? 0 : boundary; index < transforms.length; index++) {
        const context = { ...sampleContext(streams, `${place}/transform/${index}`, epoch, position), ...known };
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
