import type { Sample, SampleContext } from './sample.js';

/** Changes a sample before it is batched: augmentation, scaling, cropping. Randomness comes from the context. */
export interface Transform {
  /** The changed sample; the given one is left as it is. */
  apply(sample: Sample, context: SampleContext): Sample | Promise<Sample>;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Transform}. */
    transform: Transform;
  }
}
