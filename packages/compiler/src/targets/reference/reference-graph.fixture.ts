import { toNdArray } from '@lml/core';
import type { DeviceValue } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { LoweredGraph, Program, StatePlace } from '../../engine/target.js';
import {
  graphInputs,
  sizeOfShape,
  type Graph,
  type GraphData,
  type GraphNode,
  type GraphOutput,
  type GraphValue,
} from '../../graph/graph.js';
import { planStorages, storageShape, type Storage, type StoredAs } from '../../layout/storage.js';

/** Numbers of state as a tensor of the current backend. */
export class ReferencePlace implements StatePlace {
  /** The tensor. */
  tensor: tf.Tensor;

  constructor(storage: Storage, data: GraphData) {
    this.tensor = tensorOf(data, storageShape(storage), storage.dtype);
  }

  /** Replaces the tensor. */
  replace(tensor: tf.Tensor): void {
    this.tensor.dispose();
    this.tensor = tensor;
  }

  async read(): Promise<GraphData> {
    return this.tensor.data();
  }

  dispose(): void {
    this.tensor.dispose();
  }
}

/** A graph that is walked. */
export class ReferenceGraph implements LoweredGraph {
  readonly feeds: readonly GraphValue[];
  readonly storages: readonly Storage[];
  readonly results: readonly GraphOutput[];
  readonly nodes: number;

  constructor(
    private readonly graph: Graph,
    storedAs: StoredAs,
  ) {
    // Nothing is packed, since no composite is kept, and everything lies as TensorFlow.js has it: a storage for each name.
    this.storages = [...planStorages(graph, () => [], storedAs).values()];
    this.feeds = graphInputs(graph).filter(({ source }) => source?.kind !== 'state');
    this.results = graph.outputs.filter(({ target }) => target.kind !== 'state');
    this.nodes = graph.nodes.length;
  }

  load(): Promise<Program> {
    return Promise.resolve({ dispose: () => undefined });
  }

  async run(_program: Program, feeds: readonly GraphData[], state: readonly StatePlace[]): Promise<DeviceValue[]> {
    const places = new Map(
      this.storages.map(({ entries }, index) => [entries[0]!.name, state[index] as ReferencePlace]),
    );
    const outputs = tf.tidy(() => this.walk(feeds, places).map((tensor) => tf.keep(tensor)));
    const values: DeviceValue[] = [];
    this.graph.outputs.forEach(({ target }, index) => {
      const tensor = outputs[index]!;
      if (target.kind === 'state') places.get(target.name)!.replace(tensor);
      else values.push({ shape: tensor.shape, read: () => toNdArray(tensor), dispose: () => tensor.dispose() });
    });
    return Promise.resolve(values);
  }

  /** The outputs, each a tensor of its own. */
  private walk(feeds: readonly GraphData[], places: ReadonlyMap<string, ReferencePlace>): tf.Tensor[] {
    const known = new Map<number, tf.Tensor>();
    this.feeds.forEach(({ id, shape, dtype }, index) => known.set(id, tensorOf(feeds[index]!, shape, dtype)));
    const tensor = ({ id, shape, dtype, source }: GraphValue): tf.Tensor => {
      if (source?.kind === 'state') return places.get(source.name)!.tensor;
      const found = known.get(id);
      if (found !== undefined || source?.kind !== 'constant') return found!;
      const made = tensorOf(source.data, shape, dtype);
      known.set(id, made);
      return made;
    };
    for (const node of this.graph.nodes) {
      const made = runNode(node, tensor);
      node.outputs.forEach(({ id }, index) => known.set(id, made[index]!));
    }
    return this.graph.outputs.map(({ value }) => tensor(value).clone());
  }
}

/** Runs the kernel of a node. */
function runNode({ op, inputs, attributes }: GraphNode, tensor: (value: GraphValue) => tf.Tensor): tf.Tensor[] {
  const entries = Object.entries(inputs).map(([key, value]) => [key, tensor(value)] as const);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  const given = isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  const made: tf.Tensor | tf.Tensor[] = tf
    .engine()
    .runKernel(op, given as tf.NamedTensorMap, attributes as tf.NamedAttrMap);
  return [made].flat();
}

/** A tensor with a copy of numbers, of which one may stand for all. */
function tensorOf(data: GraphData, shape: readonly number[], dtype: GraphValue['dtype']): tf.Tensor {
  const size = sizeOfShape(shape);
  const all =
    data.length === 1 && size !== 1 ? new (data.constructor as typeof Float32Array)(size).fill(data[0]!) : data.slice();
  return tf.tensor(all, [...shape], dtype);
}
