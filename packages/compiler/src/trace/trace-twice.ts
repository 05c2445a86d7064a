import { UntraceableStepError } from '@lml/core';

import { fingerprintOf } from '../graph/fingerprint.js';
import type { Graph } from '../graph/graph.js';
import { traceStep, type TraceRequest } from './trace.js';

/** A step's graph, and by what it is known again. */
export interface Traced {
  /** The graph. */
  readonly graph: Graph;
  /** Its fingerprint. */
  readonly fingerprint: readonly string[];
}

/**
 * Traces a step twice: what a pure step computes is the same each time.
 *
 * @throws `LML_UNTRACEABLE_STEP` where the second trace differs: a number of JavaScript's that changes from call to call,
 * or a branch that depends on one, would be frozen; and what {@link traceStep} throws.
 */
export function traceTwice(request: TraceRequest): Traced {
  const graph = traceStep(request);
  const fingerprint = fingerprintOf(graph);
  traceAgain(request, fingerprint);
  return { graph, fingerprint };
}

/**
 * Traces a step that was traced before.
 *
 * @throws `LML_UNTRACEABLE_STEP` where it does not compute what it did then; and what {@link traceStep} throws.
 */
export function traceAgain(request: TraceRequest, fingerprint: readonly string[]): void {
  const again = fingerprintOf(traceStep(request));
  const length = Math.max(fingerprint.length, again.length);
  let first = 0;
  while (first < length && fingerprint[first] === again[first]) first++;
  if (first === length) return;
  // Once more, since only now it is known that lines are needed.
  const { nodes } = traceStep({ ...request, lines: true });
  throw new UntraceableStepError(
    'it does not compute the same each time: a number or a branch changes from call to call. Pass numbers by context.hyper, and choose by tf.where',
    // Where one graph is the beginning of the other, the last node that they share.
    nodes[Math.min(first, nodes.length - 1)]?.line,
  );
}
