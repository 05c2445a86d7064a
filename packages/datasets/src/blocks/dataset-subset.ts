import { componentOption, defineComponent, InvalidOptionsError, type Dataset } from '@lml/core';
import { z } from 'zod';

import { indexView } from '../shared/index-view.js';
import { requireIndexed } from '../shared/indexed.js';
import { indicesSchema, type Indices } from '../shared/indices-schema.js';

const SUBJECT = "dataset 'dataset-subset'";

const shape = {
  /** Where the samples come from. */
  dataset: componentOption('dataset').describe('Where the samples come from.'),
  /** The samples, by their indices, in the order in which they come. Default: a range. */
  indices: indicesSchema
    .optional()
    .describe('The samples, by their indices, in the order in which they come. Default: a range.'),
  /** The first sample of a range. Default: 0. */
  start: z.int().min(0).optional().describe('The first sample of a range. Default: 0.'),
  /** The end of a range: the sample after its last one. Default: the end of the dataset. */
  end: z
    .int()
    .min(0)
    .optional()
    .describe('The end of a range: the sample after its last one. Default: the end of the dataset.'),
  /** How far the samples of a range stand apart. Default: 1. */
  step: z.int().positive().optional().describe('How far the samples of a range stand apart. Default: 1.'),
};

/** Options of {@link datasetSubset}. */
export interface DatasetSubsetOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Some samples of a dataset: those of `indices`, in that order, or those of a range, from `start` to before `end`. In code there is
 * core's function `subset(dataset, indices)`, too.
 *
 * @throws `LML_INVALID_OPTIONS` for a stream, if indices and a range are given, or neither. From `open`: `LML_INVALID_OPTIONS` for an
 * index, or a range, that the dataset does not have. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see PyTorch's `Subset`.
 *
 * @example
 * ```ts
 * import { datasetSubset, iris } from '@lml/datasets';
 *
 * const setosa = datasetSubset({ dataset: iris(), end: 50 });
 * await setosa.open();
 * setosa.length; // => 50
 * ```
 */
export const datasetSubset = defineComponent({
  kind: 'dataset',
  name: 'dataset-subset',
  summary: 'Some samples of a dataset, by indices or a range.',
  schema: z.strictObject(shape).superRefine(({ indices, start, end, step }, context) => {
    const isRange = (start ?? end ?? step) !== undefined;
    if (indices !== undefined && isRange)
      context.addIssue({ code: 'custom', path: ['indices'], message: 'must be left out where a range is given' });
    if (indices === undefined && !isRange)
      context.addIssue({ code: 'custom', path: ['indices'], message: 'is missing: give indices, or start or end' });
    if (end !== undefined && end <= (start ?? 0))
      context.addIssue({ code: 'custom', path: ['end'], message: `must be above start, ${start ?? 0}, got ${end}` });
  }),
  examples: [
    { dataset: { name: 'unlabelled', inputs: [10, 20, 30, 40] }, indices: [3, 0, 0] },
    { dataset: { name: 'labelled', inputs: [10, 20, 30, 40], targets: [0, 1, 0, 1] }, start: 1, step: 2 },
    { dataset: 'iris', start: 50, end: 100 },
  ],
  create: ({ dataset: given, indices, start = 0, end, step = 1 }): Dataset => {
    const dataset = requireIndexed(given, SUBJECT);
    const last = (): number => end ?? dataset.length;
    return indexView(dataset, {
      async open() {
        await dataset.open();
        if (indices === undefined) checkRange(start, last(), dataset.length);
        else checkIndices(indices, dataset.length);
      },
      length: () => indices?.length ?? Math.max(0, Math.ceil((last() - start) / step)),
      at: (position) => indices?.[position] ?? start + position * step,
    });
  },
});

function checkIndices(indices: Indices, length: number): void {
  const at = Array.prototype.findIndex.call(indices, (index: number) => index >= length);
  if (at < 0) return;
  const message = `must be below ${length}, the number of samples, got ${indices[at]}`;
  throw new InvalidOptionsError(SUBJECT, [{ path: ['indices', at], message }]);
}

function checkRange(start: number, end: number, length: number): void {
  const wrong =
    end > length
      ? { path: ['end'], message: `must be ${length} at most, the number of samples, got ${end}` }
      : start >= length
        ? { path: ['start'], message: `must be below ${length}, the number of samples, got ${start}` }
        : undefined;
  if (wrong !== undefined) throw new InvalidOptionsError(SUBJECT, [wrong]);
}
