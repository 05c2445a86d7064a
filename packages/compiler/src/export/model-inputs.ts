import {
  InvalidArgumentError,
  mapValueTree,
  type Model,
  type TensorTree,
  type TensorType,
  type TypeTree,
} from '@lml/core';
import { isTensorType, typedShape } from '@lml/core/engine';
import type * as tf from '@tensorflow/tfjs';

import type { GraphDType } from '../graph/graph.js';

/** An input of a model: the shape of one sample, and its data type. */
export interface ExportedInput {
  /** The shape without the batch axis. */
  readonly shape: readonly number[];
  /** The data type. Default `'float32'`. */
  readonly dtype?: GraphDType | undefined;
}

/** The inputs of a model by name, and how the model takes them. */
export interface ModelInputs {
  /** The inputs, in the order in which the model takes them. */
  readonly inputs: Readonly<Record<string, ExportedInput>>;
  /** What the model is given, from tensors by name: one, a list or a record. */
  assemble(tensors: Readonly<Record<string, TensorTree>>): TensorTree;
}

/**
 * The inputs of a model: as they are given, or else as it states them.
 *
 * @throws `LML_INVALID_ARGUMENT` where they are neither given nor stated, have free sizes besides the batch, or there are given more or
 * fewer than the model takes.
 */
export function modelInputs(model: Model, given: Readonly<Record<string, ExportedInput>> | undefined): ModelInputs {
  if (model.inputs !== undefined) return inputsOfTypes(model.inputs, given);
  const inputs = given ?? layersInputs(model);
  const names = Object.keys(inputs);
  return { inputs, assemble: (tensors) => (names.length === 1 ? tensors[names[0]!]! : tensors) };
}

function inputsOfTypes(types: TypeTree, given: Readonly<Record<string, ExportedInput>> | undefined): ModelInputs {
  const stated: [name: string, input: ExportedInput][] = [];
  mapValueTree<TensorType, void>(types, isTensorType, (type, path) => {
    const { shape, dtype } = typedShape(type);
    stated.push([nameOf(path), { shape: shape.slice(1) as number[], dtype }]);
  });
  const names = Object.keys(given ?? Object.fromEntries(stated));
  if (names.length !== stated.length) {
    const expected = `${stated.length}, as many as the model takes (${stated.map(([name]) => name).join(', ')})`;
    throw new InvalidArgumentError('inputs', expected, names);
  }
  const inputs = given ?? Object.fromEntries(stated);
  if (!isKnown(inputs)) throw unknown(names);
  return {
    inputs,
    assemble(tensors) {
      let next = 0;
      return mapValueTree<TensorType, tf.Tensor>(types, isTensorType, () => tensors[names[next++]!] as tf.Tensor);
    },
  };
}

/** The name of an input, from its place: `input`, of a list `input_0`. */
function nameOf(path: string): string {
  if (path === '') return 'input';
  const name = path.replaceAll('.', '_');
  return /^\d/.test(name) ? `input_${name}` : name;
}

function layersInputs(model: Model): Record<string, ExportedInput> {
  const { layersModel, members } = model as { layersModel?: tf.LayersModel; members?: readonly Model[] };
  // An ensemble takes what its members take.
  if (layersModel === undefined && members?.[0] !== undefined) return layersInputs(members[0]);
  const known = (layersModel?.inputs ?? []).map(({ shape, dtype }, index): [string, ExportedInput] => {
    const inputName = layersModel!.inputs.length === 1 ? 'input' : layersModel!.inputNames[index]!;
    return [
      inputName,
      { shape: shape.slice(1) as number[], dtype: isTokens(layersModel!, index) ? 'int32' : (dtype as GraphDType) },
    ];
  });
  const inputs = Object.fromEntries(known);
  if (known.length > 0 && isKnown(inputs)) return inputs;
  throw unknown(known.map(([name]) => name));
}

function isKnown(inputs: Readonly<Record<string, ExportedInput>>): boolean {
  return Object.values(inputs).every(({ shape }) => shape.every((size: unknown) => typeof size === 'number'));
}

function unknown(names: readonly string[]): InvalidArgumentError {
  const example = (names.length === 0 ? ['input'] : names).map((name) => `${name}: { shape: [28, 28, 1] }`).join(', ');
  return new InvalidArgumentError(
    'inputs',
    `given, since the model does not know the shape of its inputs: { ${example} }`,
    undefined,
  );
}

/** Whether an input goes to embeddings alone: then it is whole numbers, whatever TensorFlow.js calls it. */
function isTokens({ inputLayers }: tf.LayersModel, index: number): boolean {
  const nodes = (inputLayers[index] as unknown as { outboundNodes: { outboundLayer: tf.layers.Layer }[] })
    .outboundNodes;
  return nodes.length > 0 && nodes.every(({ outboundLayer }) => outboundLayer.getClassName() === 'Embedding');
}
