import { isNdArray, type HostBatch, type HostValue } from '@lml/core';
import { computedArray } from '@lml/core/engine';

import type { GraphData } from '../graph/graph.js';
import type { BatchPart } from '../trace/trace.js';

/** A part of a batch with its numbers. */
export interface FedPart extends BatchPart {
  /** The numbers, of the type that is computed with. */
  readonly data: GraphData;
}

/** The parts of a batch that are computed with; lists and text are left out. */
export function batchParts(batch: HostBatch): FedPart[] {
  const parts: FedPart[] = [];
  collect(batch, [], parts);
  return parts;
}

/** What tells batches apart that need a graph each. */
export function signatureOf(parts: readonly FedPart[]): string {
  let signature = '';
  for (const { path, dtype, shape } of parts) signature += `${path.join('.')} ${dtype} ${shape.join('x')};`;
  return signature;
}

function collect(value: HostValue, path: readonly string[], parts: FedPart[]): void {
  if (Array.isArray(value)) return;
  if (isNdArray(value)) {
    if (value.dtype !== 'string') parts.push({ path, shape: value.shape, ...computedArray(value) });
    return;
  }
  for (const [key, part] of Object.entries(value as HostBatch)) collect(part, [...path, key], parts);
}
