import type { EngineArray } from '@lml/core';
import type { DeviceValue } from '@lml/core/engine';

import type { LoweredGraph, Program, StatePlace } from '../../engine/target.js';
import { allocateData } from '../../engine/host-data.js';
import { sizeOfShape, type GraphData, type GraphOutput, type GraphValue } from '../../graph/graph.js';
import { storageShape, type Storage } from '../../layout/storage.js';
import type { CompiledGraph } from './compile.js';
import { encodeModel } from './encode-model.js';
import type { Runtime, RuntimeOptions, RuntimeSession, RuntimeTensor } from './runtime/runtime.js';
import { splitSession } from './split-loops.js';

/** Numbers of state in memory: a tensor that a step reads, and one that the next step writes. */
export class OnnxPlace implements StatePlace {
  /** What a step reads. */
  current: RuntimeTensor;
  private free: RuntimeTensor | undefined;

  constructor(
    private readonly runtime: Runtime,
    private readonly storage: Storage,
    data: GraphData,
  ) {
    this.current = this.tensor(data);
  }

  /** What a step writes. */
  get spare(): RuntimeTensor {
    return (this.free ??= this.tensor(allocateData(this.storage.dtype, this.storage.length)));
  }

  /** Makes what a step wrote the current numbers; the next one writes over those of before. */
  replace(written: RuntimeTensor): void {
    this.free = this.free === undefined ? undefined : this.current;
    this.current = written;
  }

  read(): Promise<GraphData> {
    return Promise.resolve(this.current.data as GraphData);
  }

  dispose(): void {
    // Memory of JavaScript's.
  }

  private tensor(data: GraphData): RuntimeTensor {
    return this.runtime.tensor(this.storage.dtype, data, storageShape(this.storage));
  }
}

/** A session with a model. */
class OnnxProgram implements Program {
  readonly run: RuntimeSession['run'];

  constructor(private readonly session: RuntimeSession) {
    this.run = (feeds, fetches) => session.run(feeds, fetches);
  }

  dispose(): void {
    // Not awaited: engines are disposed synchronously.
    void this.session.release();
  }
}

/** A graph as a model of ONNX. */
export class OnnxGraph implements LoweredGraph {
  readonly feeds: readonly GraphValue[];
  readonly storages: readonly Storage[];
  readonly results: readonly GraphOutput[];
  readonly nodes: number;
  readonly code: Uint8Array;
  /** What goes in and where what comes out is written, by name; filled anew for each run. */
  private readonly fed: Record<string, RuntimeTensor> = {};
  private readonly fetches: Record<string, RuntimeTensor | null> = {};

  constructor(
    private readonly graph: CompiledGraph,
    private readonly runtime: Runtime,
    private readonly options: RuntimeOptions,
  ) {
    this.feeds = graph.feeds.map(({ value }) => value);
    this.storages = graph.storages.map(({ storage }) => storage);
    this.results = graph.results;
    this.nodes = graph.model.nodes.length;
    this.code = encodeModel(runtime.prepare(graph.model));
  }

  async load(): Promise<Program> {
    return new OnnxProgram(await splitSession(this.graph.model, this.code, this.runtime, this.options));
  }

  async run(program: Program, feeds: readonly GraphData[], state: readonly StatePlace[]): Promise<DeviceValue[]> {
    const { graph, runtime, fed, fetches } = this;
    const places = state as readonly OnnxPlace[];
    graph.feeds.forEach(({ name, value: { dtype, shape } }, index) => {
      const data = feeds[index]!;
      // Loaders fill the same arrays again and again.
      if (fed[name]?.data !== data) fed[name] = runtime.tensor(dtype, data, shape);
    });
    graph.storages.forEach(({ input, output }, index) => {
      if (input !== undefined) fed[input] = places[index]!.current;
      if (output !== undefined) fetches[output] = runtime.writesInto ? places[index]!.spare : null;
    });
    for (const { name, value } of graph.results) {
      const { dtype, shape } = value;
      fetches[name] = runtime.writesInto ? runtime.tensor(dtype, allocateData(dtype, sizeOfShape(shape)), shape) : null;
    }
    const returned = await (program as OnnxProgram).run(fed, fetches);
    const fetched = runtime.writesInto ? (fetches as Readonly<Record<string, RuntimeTensor>>) : returned;
    graph.storages.forEach(({ output }, index) => {
      if (output !== undefined) places[index]!.replace(fetched[output]!);
    });
    return graph.results.map(({ name, value: { dtype, shape } }) => {
      const host = { dtype, shape: [...shape], data: fetched[name]!.data } as EngineArray;
      return { shape, host, read: () => Promise.resolve(host), dispose: () => undefined };
    });
  }
}
