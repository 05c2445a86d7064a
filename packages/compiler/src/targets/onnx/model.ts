import { PbfWriter } from 'pbf';

/** ONNX's numbers for the data types that are used here. */
export const ONNX_TYPE = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 } as const;

/** A data type of ONNX's that is used here. */
export type OnnxType = keyof typeof ONNX_TYPE;

/** An attribute of a node: whole numbers are numbers that `isInteger` is true of, unless wrapped by {@link float}. */
export type OnnxAttribute = number | string | readonly number[] | readonly string[] | FloatAttribute | OnnxModelGraph;

/** An attribute of floating-point type. */
export interface FloatAttribute {
  /** The number, or a list of them. */
  readonly float: number | readonly number[];
}

/** A number, or a list of them, as an attribute of floating-point type. */
export function float(value: number | readonly number[]): FloatAttribute {
  return { float: value };
}

/** A node. */
export interface OnnxNode {
  /** The op. */
  readonly op: string;
  /** The domain; empty for ONNX's own. */
  readonly domain: string;
  /** Names of inputs; empty for one that is left out. */
  readonly inputs: readonly string[];
  /** Names of outputs. */
  readonly outputs: readonly string[];
  /** Attributes by name. */
  readonly attributes: Readonly<Record<string, OnnxAttribute | undefined>>;
}

/** A size: a number, or a name for one that is free. */
export type OnnxSize = number | string;

/** A tensor that enters or leaves, or a sequence of tensors. */
export interface OnnxValueInfo {
  /** Its name. */
  readonly name: string;
  /** Its type. */
  readonly type: OnnxType;
  /** Its shape. */
  readonly shape: readonly OnnxSize[];
  /** Whether it is a sequence of such tensors. */
  readonly isSequence?: boolean | undefined;
}

/** Numbers that are part of the model. */
export interface OnnxInitializer {
  /** Its name. */
  readonly name: string;
  /** Its type. */
  readonly type: OnnxType;
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its bytes, little-endian. */
  readonly bytes: Uint8Array;
}

/** A graph of ONNX's. */
export interface OnnxModelGraph {
  /** Its name. */
  readonly name: string;
  /** Nodes in order. */
  readonly nodes: readonly OnnxNode[];
  /** What enters. */
  readonly inputs: readonly OnnxValueInfo[];
  /** What leaves. */
  readonly outputs: readonly OnnxValueInfo[];
  /** Numbers that are part of it. */
  readonly initializers: readonly OnnxInitializer[];
}

/** The version of ONNX's operators that graphs are written for. */
const OPSET = 21;
const IR_VERSION = 10;

/** The bytes of an ONNX model (onnx.proto, IR version 10). */
export function encodeModel(graph: OnnxModelGraph, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, 'lml');
  pbf.writeMessage(7, writeGraph, graph);
  const domains = new Set(['', ...graph.nodes.map(({ domain }) => domain)]);
  for (const domain of domains) {
    pbf.writeMessage(
      8,
      (name: string, writer: PbfWriter) => {
        writer.writeStringField(1, name);
        writer.writeVarintField(2, name === '' ? OPSET : 1);
      },
      domain,
    );
  }
  for (const [key, value] of Object.entries(metadata)) {
    pbf.writeMessage(
      14,
      (_: unknown, writer: PbfWriter) => {
        writer.writeStringField(1, key);
        writer.writeStringField(2, value);
      },
      undefined,
    );
  }
  return pbf.finish();
}

function writeGraph(graph: OnnxModelGraph, pbf: PbfWriter): void {
  for (const node of graph.nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, graph.name);
  for (const initializer of graph.initializers) pbf.writeMessage(5, writeTensor, initializer);
  for (const input of graph.inputs) pbf.writeMessage(11, writeValueInfo, input);
  for (const output of graph.outputs) pbf.writeMessage(12, writeValueInfo, output);
}

function writeNode(node: OnnxNode, pbf: PbfWriter): void {
  for (const input of node.inputs) pbf.writeStringField(1, input);
  for (const output of node.outputs) pbf.writeStringField(2, output);
  pbf.writeStringField(4, node.op);
  for (const [name, value] of Object.entries(node.attributes)) {
    if (value !== undefined) pbf.writeMessage(5, writeAttribute, [name, value] as const);
  }
  if (node.domain !== '') pbf.writeStringField(7, node.domain);
}

function writeAttribute([name, value]: readonly [string, OnnxAttribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, 2);
  } else if (typeof value === 'string') {
    pbf.writeBytesField(4, new TextEncoder().encode(value));
    pbf.writeVarintField(20, 3);
  } else if ('float' in value) {
    if (typeof value.float === 'number') pbf.writeFloatField(2, value.float);
    else for (const entry of value.float) pbf.writeFloatField(7, entry);
    pbf.writeVarintField(20, typeof value.float === 'number' ? 1 : 6);
  } else if ('nodes' in value) {
    pbf.writeMessage(6, writeGraph, value);
    pbf.writeVarintField(20, 5);
  } else if (typeof value[0] === 'string') {
    for (const entry of value as readonly string[]) pbf.writeBytesField(9, new TextEncoder().encode(entry));
    pbf.writeVarintField(20, 8);
  } else {
    for (const entry of value as readonly number[]) pbf.writeVarintField(8, entry);
    pbf.writeVarintField(20, 7);
  }
}

function writeTensor({ name, type, shape, bytes }: OnnxInitializer, pbf: PbfWriter): void {
  for (const size of shape) pbf.writeVarintField(1, size);
  pbf.writeVarintField(2, ONNX_TYPE[type]);
  pbf.writeStringField(8, name);
  pbf.writeBytesField(9, bytes);
}

function writeValueInfo({ name, type, shape, isSequence = false }: OnnxValueInfo, pbf: PbfWriter): void {
  const writeTensorType = (_: unknown, writer: PbfWriter): void => {
    writer.writeVarintField(1, ONNX_TYPE[type]);
    writer.writeMessage(2, writeShape, shape);
  };
  const writeType = (_: unknown, writer: PbfWriter): void => writer.writeMessage(1, writeTensorType, undefined);
  const writeSequence = (_: unknown, writer: PbfWriter): void => writer.writeMessage(1, writeType, undefined);
  pbf.writeStringField(1, name);
  if (!isSequence) pbf.writeMessage(2, writeType, undefined);
  else
    pbf.writeMessage(2, (_: unknown, writer: PbfWriter) => writer.writeMessage(4, writeSequence, undefined), undefined);
}

function writeShape(shape: readonly OnnxSize[], pbf: PbfWriter): void {
  for (const size of shape) {
    pbf.writeMessage(
      1,
      (value: OnnxSize, writer: PbfWriter) => {
        if (typeof value === 'number') writer.writeVarintField(1, value);
        else writer.writeStringField(2, value);
      },
      size,
    );
  }
}
