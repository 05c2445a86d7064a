import { UntraceableStepError } from '@lml/core';
import { compositeNames } from '@lml/core/engine';

import type { Graph, GraphNode } from '../graph/graph.js';
import type { StatePorts } from './state-ports.js';

/** How a node is written for a target. */
interface NodeLowering<Emit> {
  /** Why it cannot be, if it cannot. */
  refuses?(node: GraphNode): string | undefined;
  /** Writes it, and defines its outputs. */
  lower(node: GraphNode, emit: Emit): void;
}

/**
 * Writes the nodes of a graph for a target.
 *
 * @throws `LML_UNTRACEABLE_STEP` naming the op that has no lowering.
 */
export function lowerNodes<Emit>(
  graph: Graph,
  lowerings: ReadonlyMap<string, NodeLowering<Emit>>,
  emit: Emit,
  state: StatePorts,
): void {
  for (const node of graph.nodes) {
    if (node.op === compositeNames.pack || node.op === compositeNames.unpack) {
      state.repack(node);
      continue;
    }
    const lowering = lowerings.get(node.op);
    const refusal = lowering === undefined ? 'has no lowering' : lowering.refuses?.(node);
    if (lowering === undefined || refusal !== undefined)
      throw new UntraceableStepError(`'${node.op}' ${refusal}`, node.line);
    lowering.lower(node, emit);
  }
}
