import type { DeviceValue } from '@lml/core/engine';

import type { Graph, GraphData, GraphOutput, GraphValue } from '../graph/graph.js';
import type { Storage, StoredAs } from '../layout/storage.js';

/**
 * What runs the graphs of steps, such as ONNX Runtime: the port between {@link CompiledEngine} and a runtime.
 *
 * The engine traces steps, feeds them, caches programs and compares them with eager runs. A target says what it wants of a
 * graph, turns it into a program, and keeps the numbers of the state.
 */
export interface Target {
  /** The name of the engine: `'onnx'`. */
  readonly name: string;
  /**
   * Loads the runtime.
   *
   * @throws `LML_MISSING_FEATURE` where this machine or installation lacks what it needs.
   */
  load(): Promise<LoadedTarget>;
}

/** A target whose runtime is loaded. Its methods are called one after the other, never while another one runs. */
export interface LoadedTarget {
  /** What the runtime is called in messages: `'ONNX Runtime'`. */
  readonly runtime: string;
  /** Its version and how it runs: `['onnxruntime-node 1.30.0', '1 thread']`. */
  readonly details: readonly string[];
  /** Whether a composite, or the gradient of one, stays one node; others are traced as what they are made of. */
  keepsComposite(name: string): boolean;
  /** Runs the passes that the target wants on a traced graph. */
  optimize(graph: Graph): Graph;
  /**
   * Lowers a graph. `storedAs` says how state lies on which earlier graphs count.
   *
   * @throws `LML_UNTRACEABLE_STEP` for an op that the target does not know: the step then runs op by op.
   */
  lower(graph: Graph, storedAs: StoredAs): Promise<LoweredGraph>;
  /** Takes the numbers of a storage, in its order; `data` belongs to the target from now on. */
  place(storage: Storage, data: GraphData): StatePlace;
}

/** The numbers of a storage, where the target keeps them: in memory, on a device, in variables of a session. */
export interface StatePlace {
  /** Reads them, in the order of the storage. What it gives belongs to the target: it is copied before anything else runs. */
  read(): Promise<GraphData>;
  /** Frees them. */
  dispose(): void;
}

/** A graph in the form of a target. */
export interface LoweredGraph {
  /** The values that are fed. */
  readonly feeds: readonly GraphValue[];
  /** The state that is read or changed. */
  readonly storages: readonly Storage[];
  /** What is returned. */
  readonly results: readonly GraphOutput[];
  /** The number of its nodes. */
  readonly nodes: number;
  /** All of it as bytes: graphs of equal bytes share one program. `undefined` where each has a program of its own. */
  readonly code?: Uint8Array | undefined;
  /** Loads its program. Where that fails, the step runs op by op. */
  load(): Promise<Program>;
  /**
   * Runs its program, or that of equal bytes: with data in the order of `feeds`, places in the order of `storages`. Returns
   * values in the order of `results`, which the caller disposes, and leaves the new state in the places. After an error these
   * hold what they held before.
   */
  run(program: Program, feeds: readonly GraphData[], state: readonly StatePlace[]): Promise<readonly DeviceValue[]>;
}

/** What a runtime has ready to run. */
export interface Program {
  /** Frees it. */
  dispose(): void;
}
