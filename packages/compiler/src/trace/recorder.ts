import { ImpureStepError, UntraceableStepError, type CompositeDefinition } from '@lml/core';
import {
  compositeGradient,
  readTensorOf,
  runDifferentiable,
  symbolicTensor,
  userLine,
  type FunctionWithGradient,
  type SymbolicRecorder,
  type SymbolicTensor,
} from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { constantValue, GraphBuilder, newValue, type ValueType } from '../graph/graph-builder.js';
import type { GraphData, GraphDType, GraphNode, GraphValue } from '../graph/graph.js';
import { kernelShapes } from '@lml/core/engine';

/** This package's own folder, as it stands in stack traces. */
const OWN_FOLDER = import.meta.url.replace(/trace\/recorder\.[jt]s.*$/, '').replace(/^file:\/\//, '');

/** What is to be recorded besides kernels. */
export interface RecorderSettings {
  /** Whether a composite stays one node; others are recorded as what they are made of. */
  readonly keepsComposite: (name: string) => boolean;
  /** Whether nodes note the user's line that called them. Slow. */
  readonly lines?: boolean | undefined;
}

/** Notes kernels, constants and composites as nodes and values of a graph. */
export class Recorder implements SymbolicRecorder {
  private readonly builder = new GraphBuilder();
  private readonly values = new WeakMap<object, GraphValue>();

  constructor(private readonly settings: RecorderSettings) {}

  /** The nodes so far. */
  get nodes(): readonly GraphNode[] {
    return this.builder.nodes;
  }

  /** A kernel is called. */
  kernel(
    name: string,
    inputs: Readonly<Record<string, SymbolicTensor>>,
    attributes: Readonly<Record<string, unknown>>,
  ): SymbolicTensor[] {
    // A clone is the value itself, as is a cast to the type that it has.
    const sameType = name === 'Cast' && inputs['x']!.dtype === attributes['dtype'];
    if (name === 'Identity' || sameType) {
      // Under a key of its own: TensorFlow.js frees the clone, which must not free what was cloned.
      const { shape, dtype } = inputs['x']!;
      const dataId = {};
      this.values.set(dataId, this.values.get(this.known(inputs['x']!))!);
      return [{ dataId, shape, dtype }];
    }
    const infer = kernelShapes[name];
    if (infer === undefined) throw new UntraceableStepError(`it uses the kernel '${name}'`, ownUserLine());
    const given = this.inputs(inputs);
    return this.add(name, given, attributes, infer(given, attributes));
  }

  /** A tensor is made of numbers. */
  constant(values: Float32Array | Int32Array | Uint8Array, shape: readonly number[], dtype: tf.DataType): object {
    const key = {};
    const converted = convert(values, dtype);
    this.values.set(key, constantValue(converted, { shape, dtype: dtype as GraphDType }));
    return key;
  }

  /** A composite as one node, with its gradient as another where that has a lowering too. */
  composite(
    definition: CompositeDefinition,
    inputs: readonly tf.Tensor[],
    attributes: CompositeAttributesOf,
  ): tf.Tensor[] | undefined {
    const { name } = definition;
    if (!this.settings.keepsComposite(name)) return undefined;
    const gradientName = compositeGradient(name);
    const keepsGradient = this.settings.keepsComposite(gradientName);
    const ofOps: FunctionWithGradient = {
      forward: (given) => definition.forward(given, attributes),
      backward: (gradients, given, saved) => definition.backward(gradients, given, saved, attributes),
    };
    return runDifferentiable(name, inputs, {
      ofOps,
      forward: (given) => {
        const { outputs, saved } = this.shapesOnly(() => ofOps.forward(given));
        const made = this.record(name, given, attributes, [...outputs, ...saved]);
        return { outputs: made.slice(0, outputs.length), saved: made.slice(outputs.length) };
      },
      backward: (outputGradients, given, saved) =>
        keepsGradient
          ? this.record(gradientName, [...outputGradients, ...given, ...saved], attributes, given.map(typeOf))
          : ofOps.backward(outputGradients, given, saved),
    });
  }

  /** A tensor for a value that comes from outside. */
  outside(type: ValueType, source: NonNullable<GraphValue['source']>): tf.Tensor {
    const key = {};
    this.values.set(key, newValue(type, source));
    return symbolicTensor({ dataId: key, shape: [...type.shape], dtype: type.dtype });
  }

  private add(
    op: string,
    inputs: Readonly<Record<string, GraphValue>>,
    attributes: Readonly<Record<string, unknown>>,
    types: readonly ValueType[],
  ): SymbolicTensor[] {
    const line = this.settings.lines === true ? ownUserLine() : undefined;
    return this.builder.add(op, inputs, attributes, types, line).map((value) => {
      const dataId = {};
      this.values.set(dataId, value);
      return { dataId, shape: [...value.shape], dtype: value.dtype };
    });
  }

  private record(
    op: string,
    inputs: readonly tf.Tensor[],
    attributes: Readonly<Record<string, unknown>>,
    types: readonly ValueType[],
  ): tf.Tensor[] {
    const given = this.inputs({ ...inputs } as unknown as Record<string, SymbolicTensor>);
    return this.add(op, given, attributes, types).map(symbolicTensor);
  }

  /** What a definition would give, of which only shapes and types count: its nodes are dropped. */
  private shapesOnly(compute: () => { outputs: readonly tf.Tensor[]; saved: readonly tf.Tensor[] }): {
    outputs: ValueType[];
    saved: ValueType[];
  } {
    const { length } = this.builder.nodes;
    let types = { outputs: [] as ValueType[], saved: [] as ValueType[] };
    tf.tidy(() => {
      const { outputs, saved } = compute();
      types = { outputs: outputs.map(typeOf), saved: saved.map(typeOf) };
    });
    this.builder.nodes.length = length;
    return types;
  }

  private inputs(tensors: Readonly<Record<string, SymbolicTensor>>): Record<string, GraphValue> {
    return Object.fromEntries(
      Object.entries(tensors).map(([key, tensor]) => [key, this.values.get(this.known(tensor))!]),
    );
  }

  /** The value that a tensor stands for. */
  valueOf(tensor: tf.Tensor): GraphValue {
    return this.values.get(this.known(tensor))!;
  }

  /** The key of a tensor's value. A tensor from outside the step is a constant. */
  private known(tensor: SymbolicTensor): object {
    if (this.values.has(tensor.dataId)) return tensor.dataId;
    if (tensor instanceof tf.Variable) {
      throw new UntraceableStepError(
        `it uses the variable '${tensor.name}', which is not declared state`,
        ownUserLine(),
      );
    }
    const { shape, dtype } = tensor;
    const numbers = readTensorOf(tensor);
    if (numbers === undefined) {
      const remedy = 'Declare what is carried from call to call as state, and read and write it through the context.';
      throw new ImpureStepError('a tensor that an earlier call made', ownUserLine(), remedy);
    }
    const data = convert(numbers, dtype);
    this.values.set(tensor.dataId, constantValue(data, { shape, dtype: dtype as GraphDType }));
    return tensor.dataId;
  }
}

type CompositeAttributesOf = Parameters<CompositeDefinition['forward']>[1];

function typeOf({ shape, dtype }: tf.Tensor): ValueType {
  return { shape, dtype: dtype as GraphDType };
}

/** Numbers as the graph keeps them; a copy, since TensorFlow.js may hand over the caller's own array. */
function convert(values: ArrayLike<number>, dtype: tf.DataType): GraphData {
  if (dtype === 'float32') return Float32Array.from(values);
  if (dtype === 'int32') return Int32Array.from(values);
  if (dtype === 'bool') return Uint8Array.from(values);
  throw new UntraceableStepError(`it computes with a tensor of type ${dtype}`, ownUserLine());
}

/** The user's line that led here. */
export function ownUserLine(): string | undefined {
  return userLine(OWN_FOLDER);
}
