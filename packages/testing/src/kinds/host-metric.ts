import {
  batchSizeOf,
  isNdArray,
  MetricState,
  type HostBatch,
  type HostMetric,
  type HostMetricInput,
  type HostValue,
  type MetricColumns,
  type MetricNumbers,
  type MetricResult,
} from '@lml/core';

import type { MetricConformance } from '../conformance.js';
import { ensure, Violation } from '../shared/check.js';
import { copyOf, difference } from '../shared/difference.js';
import { rowsOf } from '../shared/fixtures.js';

/** The result for a batch at once; it is an error where the metric changes what it is shown. */
export async function countHostMetric(metric: HostMetric, conformance: MetricConformance): Promise<MetricResult> {
  const batch = batchOf(conformance);
  const shown = copyOf(batch);
  metric.updateHost(shown as HostMetricInput & HostBatch, { stage: 'test' });
  const changed = difference(batch, shown);
  ensure(changed === undefined, () => `it changed what it was shown: ${changed}`);
  return count(metric, batch, [0, batchSizeOf(batch)]);
}

/** The number of samples, and the result where they come in batches that end at `cuts`. */
export function countPartsOfHostMetric(
  metric: HostMetric,
  conformance: MetricConformance,
): { readonly samples: number; count(cuts: readonly number[]): Promise<readonly MetricResult[]> } {
  const batch = batchOf(conformance);
  const samples = batchSizeOf(batch);
  ensure(samples > 3, 'the batch of its trait conformance has fewer than four samples');
  return { samples, count: async (cuts) => [await count(metric, batch, cuts)] };
}

async function count(metric: HostMetric, batch: HostBatch, cuts: readonly number[]): Promise<MetricResult> {
  const state = new MetricState(metric);
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const { prediction, target, ...columns } = rowsOfBatch(batch, from, cuts[index + 1]!);
    await state.update(prediction as MetricNumbers, target as MetricNumbers, columns as MetricColumns);
  }
  return state.compute();
}

function batchOf({ batch }: MetricConformance): HostBatch {
  if (batch !== undefined) return batch as HostMetricInput & HostBatch;
  throw new Violation('it counts on the host. Give it the trait conformance: { batch: { prediction: …, target: … } }');
}

function rowsOfBatch(batch: HostBatch, from: number, to: number): HostBatch {
  const rows = (part: HostValue): HostValue => {
    if (isNdArray(part)) return rowsOf(part, from, to);
    return Array.isArray(part) ? part.slice(from, to) : rowsOfBatch(part as HostBatch, from, to);
  };
  return Object.fromEntries(Object.entries(batch).map(([key, part]) => [key, rows(part)]));
}
