import type { HostBatch } from './batch.js';
import { checkBatch } from './check-read.js';
import type { Collate, CollateContext } from './collate.js';
import type { Sample } from './sample.js';

/** Stacks samples, and checks what a collate function of the user's gave. */
export function stackChecked(collate: Collate, samples: readonly Sample[], context: CollateContext): HostBatch {
  const batch: unknown = collate(samples, context);
  if (collate.stacks !== true) checkBatch(batch, 'collate');
  return batch as HostBatch;
}
