import { UntraceableStepError } from '@lml/core';

import type { Graph } from '../graph/graph.js';
import { printGraph } from '../graph/print-graph.js';
import { traceStep, type TraceRequest } from './trace.js';

/**
 * Traces a step twice: what a pure step computes is the same each time.
 *
 * @throws `LML_UNTRACEABLE_STEP` where the second trace differs: a number of JavaScript's that changes from call to call,
 * or a branch that depends on one, would be frozen; and what {@link traceStep} throws.
 */
export function traceTwice(request: TraceRequest): Graph {
  const first = traceStep(request);
  const second = traceStep(request);
  const [before, after] = [printGraph(first), printGraph(second)];
  if (before === after) return first;
  // Two more, since only now it is known that lines are needed.
  const [left, right] = [traceStep({ ...request, lines: true }), traceStep({ ...request, lines: true })];
  throw new UntraceableStepError(
    'it does not compute the same each time: a number or a branch changes from call to call. Pass numbers by context.hyper, and choose by tf.where',
    differingLine(left, right),
  );
}

/** The user's line at the first node in which two graphs differ. */
function differingLine(left: Graph, right: Graph): string | undefined {
  const [a, b] = [left, right].map((graph) => printGraph(graph).split('\n'));
  const first = a!.findIndex((text, index) => text !== b![index]);
  // Inputs and the name come before the nodes.
  const node = left.nodes[first - (a!.length - left.nodes.length - left.outputs.length)];
  return node?.line;
}
