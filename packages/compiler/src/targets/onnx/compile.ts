import { graphInputs, type Graph, type GraphTarget, type GraphValue } from '../../graph/graph.js';
import { Emitter } from './emitter.js';
import { planLayouts } from '../../layout/layout.js';
import type { LoweringTable } from './lowering.js';
import type { OnnxModelGraph } from './model.js';
import type { Shortcuts } from './shortcuts.js';
import { lowerNodes } from '../../layout/lower-nodes.js';
import { StatePorts, type StoragePort } from '../../layout/state-ports.js';
import { planStorages, type StoredAs } from '../../layout/storage.js';

/** A value that the host feeds at each call. */
export interface Feed {
  /** The name of the model's input. */
  readonly name: string;
  /** The value, with its source. */
  readonly value: GraphValue;
}

/** A value that the host gets at each call. */
export interface Result {
  /** The name of the model's output. */
  readonly name: string;
  /** The value. */
  readonly value: GraphValue;
  /** What becomes of it. */
  readonly target: GraphTarget;
}

/** A graph as a model of ONNX, and what its inputs and outputs are. */
export interface CompiledGraph {
  /** The model. */
  readonly model: OnnxModelGraph;
  /** What is fed. */
  readonly feeds: readonly Feed[];
  /** State that enters and leaves. */
  readonly storages: readonly Readonly<StoragePort>[];
  /** What is got. */
  readonly results: readonly Result[];
}

/**
 * Turns a graph into a model of ONNX.
 *
 * @throws `LML_UNTRACEABLE_STEP` naming the op that has no lowering.
 */
export function compileGraph(
  graph: Graph,
  lowerings: LoweringTable,
  storedAs: StoredAs = () => undefined,
  shortcuts?: Shortcuts,
): CompiledGraph {
  const layoutOf = planLayouts(graph, lowerings);
  const emit = new Emitter(layoutOf, undefined, undefined, shortcuts);
  const state = new StatePorts(graph, planStorages(graph, layoutOf, storedAs), emit);
  const feeds = graphInputs(graph)
    .filter(({ source }) => source?.kind !== 'state')
    .map((value, index): Feed => {
      const name = emit.addInput({ name: `x${index}`, type: value.dtype, shape: value.shape });
      emit.define(value, name, []);
      return { name, value };
    });
  state.open();
  lowerNodes(graph, lowerings, emit, state);
  state.close();
  const results = graph.outputs
    .filter(({ target }) => target.kind !== 'state')
    .map(({ value, target }): Result => {
      const name = emit.addOutput(emit.input(value), value.dtype, value.shape);
      return { name, value, target };
    });
  const model = emit.finish(graph.name);
  return { model: shortcuts?.finish(model, emit.shapes) ?? model, feeds, storages: state.ports, results };
}
