import { RandomState, type SamplerContext } from '@lml/core';

/** The draws of a sampler for an epoch: those from which a loader with `shuffle: true` makes its order. */
export function drawsOf({ seed, epoch }: Pick<SamplerContext, 'seed' | 'epoch'>): RandomState {
  return new RandomState([seed >>> 0, epoch]);
}
