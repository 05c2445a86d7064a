import type { Graph, GraphData, GraphDType, GraphNode, GraphOutput, GraphSource, GraphValue } from './graph.js';

/** Shape and data type of a value to be made. */
export interface ValueType {
  /** The shape. */
  readonly shape: readonly number[];
  /** The data type. */
  readonly dtype: GraphDType;
}

let nextId = 1;

/** A value with a number of its own. */
export function newValue({ shape, dtype }: ValueType, source?: GraphSource): GraphValue {
  return { id: nextId++, shape: [...shape], dtype, ...(source === undefined ? {} : { source }) };
}

/** A constant; all-equal numbers are kept once. */
export function constantValue(data: GraphData, type: ValueType): GraphValue {
  const first = data[0];
  const isSplat = data.length > 0 && data.every((value) => Object.is(value, first));
  return newValue(type, { kind: 'constant', data: isSplat ? data.slice(0, 1) : data });
}

/** A constant of one number in all places. */
export function splatValue(value: number, type: ValueType): GraphValue {
  const data = type.dtype === 'float32' ? Float32Array : type.dtype === 'int32' ? Int32Array : Uint8Array;
  return newValue(type, { kind: 'constant', data: data.of(value) });
}

/** Nodes, put together one after the other. */
export class GraphBuilder {
  /** The nodes so far. */
  readonly nodes: GraphNode[] = [];

  /** Adds a node and returns what it makes. */
  add(
    op: string,
    inputs: Readonly<Record<string, GraphValue>>,
    attributes: Readonly<Record<string, unknown>>,
    types: readonly ValueType[],
    line?: string,
  ): readonly GraphValue[] {
    const outputs = types.map((type) => newValue(type));
    this.nodes.push({ op, inputs, attributes, outputs, ...(line === undefined ? {} : { line }) });
    return outputs;
  }

  /** The graph, whose outputs are these. */
  finish(name: string, outputs: readonly GraphOutput[]): Graph {
    return { name, nodes: this.nodes, outputs };
  }
}
