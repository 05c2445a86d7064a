import type { RandomStreams } from '../random/random-streams.js';
import type { BatchContext, SampleContext } from './sample.js';

/** Positions in an epoch are below this, so that epoch and position make one step of a random stream. */
const POSITIONS = 2 ** 32;

/** The context of the sample at a position of an epoch, or of the batch that begins there. `place` is who draws. */
export function sampleContext(
  streams: RandomStreams,
  place: string,
  epoch: number,
  position: number,
): Pick<SampleContext, 'epoch' | 'random'> {
  return { epoch, random: (stream) => streams.at(`${place}/${stream}`, epoch * POSITIONS + position) };
}

/**
 * The same context for one of several parts that draw where there is one place: the transforms within a transform, say. Parts of
 * different names draw different numbers.
 *
 * @example
 * ```ts
 * import { contextWithin, RandomStreams, type SampleContext } from '@lml/core';
 *
 * const context: SampleContext = { epoch: 0, random: (stream) => new RandomStreams(7).at(stream, 0) };
 * const left = contextWithin(context, 'left').random('noise').uniform();
 * left === contextWithin(context, 'right').random('noise').uniform(); // => false
 * ```
 */
export function contextWithin<Context extends SampleContext | BatchContext>(context: Context, part: string): Context {
  return { ...context, random: (stream) => context.random(`${part}/${stream}`) };
}
