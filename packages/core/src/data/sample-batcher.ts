import type { Allocate } from './array-pool.js';
import type { HostBatch } from './batch.js';
import type { LoaderSettings } from './loader-settings.js';
import { quiet } from './promises.js';
import type { Sample } from './sample.js';
import { stackChecked } from './stack-checked.js';
import { transformChain, type TransformChain } from './transform-chain.js';

/** Changes the samples of a stream, and stacks them into batches. */
export class SampleBatcher {
  private readonly chain: TransformChain;

  constructor(
    private readonly settings: LoaderSettings,
    private readonly epoch: number,
  ) {
    const { transforms, seed, place } = settings;
    this.chain = transformChain(transforms, seed, place);
  }

  /** Begins to change the sample at a position of the epoch. */
  change(sample: Sample, position: number): Sample | Promise<Sample> {
    const { stage } = this.settings;
    const nameOf = (): string => `sample ${position}`;
    return quiet(this.chain.ofSample(sample, { epoch: this.epoch, position, stage, nameOf }));
  }

  /** The batch of changed samples, of which the first stands at a position of the epoch. */
  async batch(
    samples: readonly (Sample | Promise<Sample>)[],
    position: number,
    allocate: Allocate,
  ): Promise<HostBatch> {
    const { collate, stage } = this.settings;
    const nameOf = (at: number): string => `sample ${position + at}`;
    const changed = await Promise.all(samples as readonly Promise<Sample>[]);
    const stacked = stackChecked(collate, changed, { allocate, nameOf });
    return this.chain.ofBatch(stacked, { epoch: this.epoch, position, stage }, false);
  }
}
