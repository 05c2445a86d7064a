import type { MaskMode } from './masks.js';

const MASKS = { shape: [3, 2, 2, 3], dtype: 'int32' };
const CLASSES = [0, 1, 2, 1, 2, 2, 1, 0, 0, 1, 2, 0];

/** What losses of masks are checked with, by their mode. They compare whole batches, of which no part is one. */
export function maskConformance({ mode }: Readonly<Record<string, unknown>>) {
  const target: Record<MaskMode, object> = {
    binary: MASKS,
    multilabel: MASKS,
    multiclass: { shape: [3, 2, 2], dtype: 'int32', values: CLASSES },
  };
  return { prediction: { shape: [3, 2, 2, 3], low: -3, high: 3 }, target: target[mode as MaskMode], separable: false };
}
