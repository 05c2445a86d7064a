import { graphInputs, type Graph, type GraphOutput, type GraphValue } from '../../graph/graph.js';
import { lowerNodes } from '../../layout/lower-nodes.js';
import { StatePorts, type StoragePort } from '../../layout/state-ports.js';
import { planStorages, type StoredAs } from '../../layout/storage.js';
import { Emitter } from './emitter.js';
import type { LoweringTable } from './lowering.js';
import { type, type TensorflowNode } from './model.js';
import { writeState } from './write-state.js';

/** A graph as one of TensorFlow, and what its inputs and outputs are. */
export interface CompiledGraph {
  /** The nodes. */
  readonly nodes: readonly TensorflowNode[];
  /** What is fed, under `x0`, `x1` … */
  readonly feeds: readonly GraphValue[];
  /** State that enters and leaves. */
  readonly storages: readonly Readonly<StoragePort>[];
  /** What is returned, under `y0`, `y1` … */
  readonly results: readonly GraphOutput[];
}

/**
 * Turns a graph into one of TensorFlow. State is written when all that is written and returned has been computed: if anything
 * fails, no state has changed.
 *
 * @throws `LML_UNTRACEABLE_STEP` naming the op that has no lowering.
 */
export function compileGraph(
  graph: Graph,
  lowerings: LoweringTable,
  storedAs: StoredAs = () => undefined,
): CompiledGraph {
  const emit = new Emitter();
  const state = new StatePorts(graph, planStorages(graph, emit.layoutOf, storedAs), emit);
  const feeds = graphInputs(graph).filter(({ source }) => source?.kind !== 'state');
  feeds.forEach((value, index) => emit.feed(value, `x${index}`));
  state.ports.forEach(({ storage }, index) => emit.enter(storage, index));
  state.open();
  lowerNodes(graph, lowerings, emit, state);
  state.close();
  const results = graph.outputs.filter(({ target }) => target.kind !== 'state');
  const names = results.map(({ value }, index) =>
    emit.add('Identity', [emit.input(value)], { T: type(value.dtype) }, `y${index}`),
  );
  writeState(state.ports, names, emit);
  return { nodes: emit.nodes, feeds, storages: state.ports, results };
}
