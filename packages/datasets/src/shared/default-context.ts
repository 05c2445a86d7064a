import { RandomStreams, type SampleContext } from '@lml/core';

/** What a loader of seed 0 gives in epoch 0, for whoever asks for a sample without a context. */
export function defaultContext(index: number): SampleContext {
  return { epoch: 0, random: (stream) => new RandomStreams(0).at(`data/dataset/${stream}`, index) };
}
