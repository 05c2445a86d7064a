import { PbfWriter } from 'pbf';

import { sizeOfShape } from '../../graph/graph.js';
import { TENSORFLOW_TYPE, type TensorflowAttribute, type TensorflowNode, type TensorflowTensor } from './model.js';
import {
  writeSavedModel,
  type AttrValue,
  type NodeDef,
  type TensorProto,
  type TensorShapeProto,
} from './saved-model-proto.js';

/** The tag under which a model is found in its file. */
export const TAG = 'serve';

/** The version of TensorFlow's graphs that LML writes: of 2.12, which later ones read. */
const PRODUCER = 1395;

/** Returns the bytes of a SavedModel without variables of its own: of the file `saved_model.pb`. */
export function encodeSavedModel(nodes: readonly TensorflowNode[]): Uint8Array {
  const pbf = new PbfWriter();
  const graph = { node: nodes.map(nodeDef), versions: { producer: PRODUCER } };
  writeSavedModel(
    { saved_model_schema_version: 1, meta_graphs: [{ meta_info_def: { tags: [TAG] }, graph_def: graph }] },
    pbf,
  );
  return pbf.finish();
}

function nodeDef({ name, op, inputs, attributes }: TensorflowNode): NodeDef {
  const attr = Object.entries(attributes).map(([key, value]) => ({ key, value: attrValue(value) }));
  return { name, op, input: inputs, attr };
}

function attrValue(value: TensorflowAttribute): AttrValue {
  if (typeof value === 'boolean') return { b: value };
  if (typeof value === 'string') return { s: new TextEncoder().encode(value) };
  if ('int' in value) return { i: value.int };
  if ('float' in value) return { f: value.float };
  if ('type' in value) return { type: TENSORFLOW_TYPE[value.type] };
  if ('shape' in value) return { shape: shapeProto(value.shape) };
  if ('tensor' in value) return { tensor: tensorProto(value.tensor) };
  return { list: { i: [...value] } };
}

function shapeProto(shape: readonly number[]): TensorShapeProto {
  return { dim: shape.map((size) => ({ size })) };
}

function tensorProto({ type, shape, data }: TensorflowTensor): TensorProto {
  const proto = { dtype: TENSORFLOW_TYPE[type], tensor_shape: shapeProto(shape) };
  // One number stands for all places.
  if (data.length === 1 && sizeOfShape(shape) !== 1) {
    const number = Number(data[0]);
    if (type === 'float32') return { ...proto, float_val: [number] };
    return type === 'bool' ? { ...proto, bool_val: [number !== 0] } : { ...proto, int_val: [number] };
  }
  return { ...proto, tensor_content: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
