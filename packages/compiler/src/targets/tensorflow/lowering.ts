import type { GraphNode } from '../../graph/graph.js';
import type { Emitter } from './emitter.js';

/** How a node of a graph becomes nodes of TensorFlow. */
export interface Lowering {
  /** The ops that it knows: kernels of TensorFlow.js, composites, ops of the compiler's own. */
  readonly ops: readonly string[];
  /** Why it cannot lower a node, if it cannot. Default: it always can. */
  refuses?(node: GraphNode): string | undefined;
  /** Adds nodes, and defines the node's outputs. */
  lower(node: GraphNode, emit: Emitter): void;
}

/** Lowerings by op. */
export type LoweringTable = ReadonlyMap<string, Lowering>;
