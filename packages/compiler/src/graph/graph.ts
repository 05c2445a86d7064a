/** The data types of a graph: those of TensorFlow.js. */
export type GraphDType = 'float32' | 'int32' | 'bool';

/** The numbers of a constant; bool as 0 and 1. */
export type GraphData = Float32Array | Int32Array | Uint8Array;

/** How random numbers are drawn on the host. */
export interface RandomDraw {
  /** What is drawn. */
  readonly distribution: 'normal' | 'uniform' | 'mask';
  /** The stream, with its stage. */
  readonly stream: string;
  /** Mean and standard deviation; low and high; or the probability of dropping. */
  readonly parameters: readonly number[];
}

/** Where a value comes from that no node makes. */
export type GraphSource =
  | {
      /** A part of the batch. */
      readonly kind: 'batch';
      /** Its keys, from the outside in. */
      readonly path: readonly string[];
    }
  | {
      /** A piece of state. */
      readonly kind: 'state';
      /** Its name. */
      readonly name: string;
    }
  | {
      /** A number that may change from step to step. */
      readonly kind: 'hyper';
      /** Its name. */
      readonly name: string;
      /** What counts until somebody sets it. */
      readonly initial: number | undefined;
    }
  | {
      /** Random numbers. */
      readonly kind: 'random';
      /** How they are drawn. */
      readonly draw: RandomDraw;
    }
  | {
      /** Numbers that never change. */
      readonly kind: 'constant';
      /** One number for all places, or a number for each. */
      readonly data: GraphData;
    };

/** A value: what a node makes, or what comes from outside. */
export interface GraphValue {
  /** Its number, unique in the graph. */
  readonly id: number;
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its data type. */
  readonly dtype: GraphDType;
  /** Where it comes from; `undefined` for what a node makes. */
  readonly source?: GraphSource | undefined;
}

/** A kernel of TensorFlow.js, a composite, or an op of the compiler's own. */
export interface GraphNode {
  /** Its name: TensorFlow.js's kernel name, a composite's, or a name of the compiler's own. */
  readonly op: string;
  /** Its inputs by TensorFlow.js's names; `'0'`, `'1'` … where they are a list. */
  readonly inputs: Readonly<Record<string, GraphValue>>;
  /** Its attributes as TensorFlow.js gives them. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What it makes. */
  readonly outputs: readonly GraphValue[];
  /** The line of the user's that called it, where lines were asked for. */
  readonly line?: string | undefined;
}

/** What becomes of a value after the step. */
export type GraphTarget =
  | {
      /** The new value of a piece of state. */
      readonly kind: 'state';
      /** Its name. */
      readonly name: string;
    }
  | {
      /** A reported number. */
      readonly kind: 'scalar';
      /** Its name. */
      readonly name: string;
    }
  | {
      /** A part of an output. */
      readonly kind: 'output';
      /** Its keys, from the outside in; indices where it is a list. */
      readonly path: readonly (string | number)[];
    };

/** A value that leaves the graph. */
export interface GraphOutput {
  /** The value. */
  readonly value: GraphValue;
  /** What becomes of it. */
  readonly target: GraphTarget;
}

/** A step as a graph: nodes in an order in which they can be computed. */
export interface Graph {
  /** The name of the step. */
  readonly name: string;
  /** The nodes. */
  readonly nodes: readonly GraphNode[];
  /** What leaves. */
  readonly outputs: readonly GraphOutput[];
}

/** The number of places of a shape. */
export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Whether a value is the same number in all places. */
export function splatOf({ source, shape }: GraphValue): number | undefined {
  if (source?.kind !== 'constant') return undefined;
  return source.data.length === 1 || sizeOfShape(shape) === 0 ? (source.data[0] ?? 0) : undefined;
}

/** All values that come from outside, constants left out, each once. */
export function graphInputs(graph: Graph): GraphValue[] {
  const found = new Map<number, GraphValue>();
  const note = (value: GraphValue): void => {
    if (value.source !== undefined && value.source.kind !== 'constant') found.set(value.id, value);
  };
  for (const { inputs } of graph.nodes) Object.values(inputs).forEach(note);
  for (const { value } of graph.outputs) note(value);
  return [...found.values()];
}
