import type { EngineArray } from '@lml/core';
import type { DeviceValue, NativeBinding } from '@lml/core/engine';

import type { LoweredGraph, Program, StatePlace } from '../../engine/target.js';
import type { GraphData, GraphOutput, GraphValue } from '../../graph/graph.js';
import type { Storage } from '../../layout/storage.js';
import type { CompiledGraph } from './compile.js';
import { encodeSavedModel } from './encode-saved-model.js';
import { createTensor, joined, Session } from './session.js';
import type { TensorflowPlace } from './tensorflow-place.js';
import { DONE } from './write-state.js';

/** A graph as a SavedModel. */
export class TensorflowGraph implements LoweredGraph {
  readonly feeds: readonly GraphValue[];
  readonly storages: readonly Storage[];
  readonly results: readonly GraphOutput[];
  readonly nodes: number;
  readonly code: Uint8Array;
  private readonly inputNames: string;
  private readonly outputNames: string;

  constructor(
    private readonly binding: NativeBinding,
    graph: CompiledGraph,
  ) {
    this.feeds = graph.feeds;
    this.storages = graph.storages.map(({ storage }) => storage);
    this.results = graph.results;
    this.nodes = graph.nodes.length;
    this.code = encodeSavedModel(graph.nodes);
    this.inputNames = joined(graph.feeds.map((_, index) => `x${index}`));
    this.outputNames = joined([DONE, ...graph.results.map((_, index) => `y${index}`)]);
  }

  load(): Promise<Program> {
    return Session.load(this.binding, this.code);
  }

  run(program: Program, feeds: readonly GraphData[], state: readonly StatePlace[]): Promise<DeviceValue[]> {
    const { binding } = this;
    const session = program as Session;
    (state as readonly TensorflowPlace[]).forEach((place, index) => place.enter(session, index));
    const made: number[] = [];
    const fed = (data: GraphData, position: number): number => {
      const { dtype, shape } = this.feeds[position]!;
      if (shape.length === 0) return session.numberFed(position, data, dtype);
      const id = createTensor(binding, data, dtype, shape);
      made.push(id);
      return id;
    };
    try {
      const [done, ...found] = session.run(feeds.map(fed), this.inputNames, this.outputNames);
      binding.deleteTensor(done!.id);
      return Promise.resolve(found.map(({ id }, index) => this.valueOf(id, this.results[index]!.value)));
    } finally {
      for (const id of made) binding.deleteTensor(id);
    }
  }

  /** A value on the host: TensorFlow computes there. */
  private valueOf(id: number, { dtype, shape }: GraphValue): DeviceValue {
    const host = { dtype, shape: [...shape], data: this.binding.tensorDataSync(id) } as EngineArray;
    this.binding.deleteTensor(id);
    return { shape, host, read: () => Promise.resolve(host), dispose: () => undefined };
  }
}
