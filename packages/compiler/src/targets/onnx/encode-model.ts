import { PbfWriter } from 'pbf';

import {
  ONNX_TYPE,
  type OnnxAttribute,
  type OnnxInitializer,
  type OnnxModelGraph,
  type OnnxNode,
  type OnnxSize,
  type OnnxValueInfo,
} from './model.js';
import {
  AttributeProtoAttributeType as AttributeType,
  writeModelProto,
  type AttributeProto,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type TensorShapeProtoDimension,
  type TypeProto,
  type ValueInfoProto,
} from './onnx-proto.js';

/** The version of ONNX's operators that graphs are written for. */
const OPSET = 21;
const IR_VERSION = 10;

/** Returns the bytes of an ONNX model. */
export function encodeModel(graph: OnnxModelGraph, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const domains = new Set(['', ...graph.nodes.map(({ domain }) => domain)]);
  const pbf = new PbfWriter();
  writeModelProto(
    {
      ir_version: IR_VERSION,
      producer_name: 'lml',
      graph: graphProto(graph),
      opset_import: Array.from(domains, (domain) => ({ domain, version: domain === '' ? OPSET : 1 })),
      metadata_props: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    },
    pbf,
  );
  return pbf.finish();
}

function graphProto({ name, nodes, inputs, outputs, initializers }: OnnxModelGraph): GraphProto {
  return {
    node: nodes.map(nodeProto),
    name,
    initializer: initializers.map(tensorProto),
    input: inputs.map(valueInfoProto),
    output: outputs.map(valueInfoProto),
  };
}

function nodeProto({ op, domain, inputs, outputs, attributes }: OnnxNode): NodeProto {
  const given = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, ...attributeProto(value) }],
  );
  return { input: inputs, output: outputs, op_type: op, attribute: given, domain };
}

function attributeProto(value: OnnxAttribute): AttributeProto {
  if (typeof value === 'number') return { i: value, type: AttributeType.INT };
  if (typeof value === 'string') return { s: utf8(value), type: AttributeType.STRING };
  if ('float' in value) {
    return typeof value.float === 'number'
      ? { f: value.float, type: AttributeType.FLOAT }
      : { floats: value.float, type: AttributeType.FLOATS };
  }
  if ('nodes' in value) return { g: graphProto(value), type: AttributeType.GRAPH };
  return areStrings(value)
    ? { strings: value.map(utf8), type: AttributeType.STRINGS }
    : { ints: value, type: AttributeType.INTS };
}

const areStrings = (list: readonly number[] | readonly string[]): list is readonly string[] =>
  typeof list[0] === 'string';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function tensorProto({ name, type, shape, bytes }: OnnxInitializer): TensorProto {
  return { dims: shape, data_type: ONNX_TYPE[type], name, raw_data: bytes };
}

function valueInfoProto({ name, type, shape, isSequence = false }: OnnxValueInfo): ValueInfoProto {
  const tensor: TypeProto = { tensor_type: { elem_type: ONNX_TYPE[type], shape: { dim: shape.map(dimension) } } };
  return { name, type: isSequence ? { sequence_type: { elem_type: tensor } } : tensor };
}

const dimension = (size: OnnxSize): TensorShapeProtoDimension =>
  typeof size === 'number' ? { dim_value: size } : { dim_param: size };
