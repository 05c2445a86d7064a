import {
  InvalidArgumentError,
  readTensorOf,
  runDifferentiable,
  ShapeMismatchError,
  sizeOf,
  streamNames,
  symbolicTensor,
  UndeclaredStateError,
  UntraceableStepError,
  userLine,
  watchPurity,
  withCompositeInterceptor,
  withStepContext,
  withSymbolicBackend,
  type CompositeDefinition,
  type StateSpec,
  type Step,
  type StepContext,
  type StepOutput,
  type SymbolicTensor,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { constantValue, GraphBuilder, newValue, type ValueType } from '../graph/graph-builder.js';
import type { Graph, GraphData, GraphDType, GraphOutput, GraphValue, RandomDraw } from '../graph/graph.js';
import { inference } from './kernels/index.js';

/** A part of a batch, as the engine will feed it. */
export interface BatchPart extends ValueType {
  /** Its keys, from the outside in. */
  readonly path: readonly string[];
}

/** This package's own folder, as it stands in stack traces. */
const OWN_FOLDER = import.meta.url.replace(/trace\/trace\.[jt]s.*$/, '').replace(/^file:\/\//, '');

/** What is traced, and for what. */
export interface TraceRequest {
  /** The step. */
  readonly step: Step;
  /** The shapes and data types of a batch. */
  readonly batch: readonly BatchPart[];
  /** The declared state. */
  readonly state: readonly StateSpec[];
  /** The names of the numbers that the caller sets. */
  readonly hyper: Readonly<Record<string, number>>;
  /** Whether a composite stays one node; others are traced as what they are made of. */
  readonly keepsComposite: (name: string) => boolean;
  /** Whether nodes note the user's line that called them. Slow. Default false. */
  readonly lines?: boolean | undefined;
}

/**
 * Records what a step computes, through autodiff and the optimizer's update, without computing anything: kernels only
 * infer shapes. Neither variables nor tensors that existed before are touched.
 *
 * @throws `LML_UNTRACEABLE_STEP` for a kernel that is not known, a variable outside the declared state, or a tensor that
 * outlives the step; `LML_IMPURE_STEP` for what no step may do; and what the step itself throws.
 */
export function traceStep(request: TraceRequest): Graph {
  const recorder = new Recorder(request);
  const before = tf.memory().numTensors;
  const graph = withSymbolicBackend(recorder, () =>
    withCompositeInterceptor(
      (definition, inputs, attributes) => recorder.composite(definition, inputs, attributes),
      () => watchPurity('error', () => recorder.run()),
    ),
  );
  const left = tf.memory().numTensors - before;
  if (left > 0) throw outlives(request, left);
  return graph;
}

class Recorder {
  private readonly builder = new GraphBuilder();
  private readonly values = new WeakMap<object, GraphValue>();
  private readonly writes = new Map<string, tf.Tensor>();
  private readonly reads = new Map<string, tf.Tensor>();
  private readonly hypers = new Map<string, tf.Scalar>();
  private readonly kept: tf.Tensor[] = [];
  private readonly specs: ReadonlyMap<string, StateSpec>;

  constructor(private readonly request: TraceRequest) {
    this.specs = new Map(request.state.map((spec) => [spec.name, spec]));
  }

  kernel(
    name: string,
    inputs: Readonly<Record<string, SymbolicTensor>>,
    attributes: Readonly<Record<string, unknown>>,
  ): SymbolicTensor[] {
    // A clone is the value itself, as is a cast to the type that it has.
    const sameType = name === 'Cast' && inputs['x']!.dtype === attributes['dtype'];
    if (name === 'Identity' || sameType) return [{ ...inputs['x']!, dataId: this.known(inputs['x']!) }];
    const infer = inference[name];
    if (infer === undefined) throw new UntraceableStepError(`it uses the kernel '${name}'`, userLine(OWN_FOLDER));
    const given = this.inputs(inputs);
    return this.add(name, given, attributes, infer(given, attributes));
  }

  constant(values: Float32Array | Int32Array | Uint8Array, shape: readonly number[], dtype: tf.DataType): object {
    const key = {};
    const own = convert(values, dtype);
    this.values.set(key, constantValue(own, { shape, dtype: dtype as GraphDType }));
    return key;
  }

  /** A composite as one node, with its gradient as another where that has a lowering too. */
  composite(
    definition: CompositeDefinition,
    inputs: readonly tf.Tensor[],
    attributes: CompositeAttributesOf,
  ): tf.Tensor[] | undefined {
    const { name } = definition;
    if (!this.request.keepsComposite(name)) return undefined;
    const gradientName = `${name}/gradient`;
    const keepsGradient = this.request.keepsComposite(gradientName);
    return runDifferentiable(name, inputs, {
      forward: (given) => {
        const { outputs, saved } = this.shapesOnly(() => definition.forward(given, attributes));
        const made = this.record(name, given, attributes, [...outputs, ...saved]);
        return { outputs: made.slice(0, outputs.length), saved: made.slice(outputs.length) };
      },
      backward: (outputGradients, given, saved) =>
        keepsGradient
          ? this.record(gradientName, [...outputGradients, ...given, ...saved], attributes, given.map(typeOf))
          : definition.backward(outputGradients, given, saved, attributes),
    });
  }

  run(): Graph {
    const { step, batch } = this.request;
    const outputs: GraphOutput[] = [];
    tf.tidy(() => {
      try {
        const context = this.context();
        const result: unknown = withStepContext(context, () => step.run(this.batch(batch), context));
        if (typeof result !== 'object' || result === null || result instanceof Promise) {
          const remedy = 'A step is synchronous.';
          throw new InvalidArgumentError(`what step '${step.name}' returns`, '{ scalars, outputs }', result, remedy);
        }
        for (const [name, tensor] of this.writes)
          outputs.push({ value: this.valueOf(tensor), target: { kind: 'state', name } });
        const { scalars = {}, outputs: trees = {} } = result as StepOutput;
        for (const [name, tensor] of Object.entries(scalars))
          outputs.push({ value: this.valueOf(tensor), target: { kind: 'scalar', name } });
        for (const [name, tree] of Object.entries(trees)) this.collect(tree, [name], outputs);
      } finally {
        tf.dispose(this.kept);
      }
    });
    return this.builder.finish(step.name, outputs);
  }

  private context(): StepContext {
    const { step } = this.request;
    const unique = streamNames(step.stage);
    const draw = (shape: readonly number[], distribution: RandomDraw['distribution'], stream: string, parameters: number[]) => // prettier-ignore
      this.outside({ shape, dtype: 'float32' }, { kind: 'random', draw: { distribution, stream: unique(stream), parameters } }); // prettier-ignore
    const keep = <T extends tf.Tensor>(value: T): T => {
      this.kept.push(tf.keep(value));
      return value;
    };
    return {
      stage: step.stage,
      training: step.training,
      names: [...this.specs.keys()],
      random: {
        normal: (stream, shape, mean = 0, deviation = 1) => draw(shape, 'normal', stream, [mean, deviation]),
        uniform: (stream, shape, low = 0, high = 1) => draw(shape, 'uniform', stream, [low, high]),
        mask: (stream, shape, dropProbability) => draw(shape, 'mask', stream, [dropProbability]),
      },
      read: (name) => {
        const { shape, dtype } = this.specOf(name);
        const current = this.writes.get(name) ?? this.reads.get(name);
        if (current !== undefined) return current;
        const tensor = keep(this.outside({ shape, dtype }, { kind: 'state', name }));
        this.reads.set(name, tensor);
        return tensor;
      },
      write: (name, value) => {
        const spec = this.specOf(name);
        if (String(value.shape) !== String(spec.shape)) {
          throw new ShapeMismatchError(
            `State '${name}' is declared with shape [${spec.shape.join(', ')}], but was given a value of shape [${value.shape.join(', ')}]. A shape never changes.`,
          );
        }
        this.writes.set(name, keep(value.dtype === spec.dtype ? value.clone() : value.cast(spec.dtype)));
      },
      hyper: (name, initial, dtype = 'float32') => {
        const known = this.hypers.get(name);
        if (known !== undefined) return known;
        if ((this.request.hyper[name] ?? initial) === undefined) {
          throw new InvalidArgumentError(`hyper '${name}'`, 'set, or given an initial value in the step', undefined);
        }
        const scalar = keep(this.outside({ shape: [], dtype }, { kind: 'hyper', name, initial }) as tf.Scalar);
        this.hypers.set(name, scalar);
        return scalar;
      },
      keep,
    };
  }

  private specOf(name: string): StateSpec {
    const spec = this.specs.get(name);
    if (spec !== undefined) return spec;
    const declared = [...this.specs.keys()].join(', ') || 'nothing';
    throw new UndeclaredStateError(`There is no state named '${name}'. Declared: ${declared}.`);
  }

  private batch(parts: readonly BatchPart[]): { [key: string]: TensorTree } {
    const batch: Record<string, TensorTree> = {};
    for (const { path, shape, dtype } of parts) {
      let record = batch;
      for (const key of path.slice(0, -1)) record = (record[key] ??= {}) as Record<string, TensorTree>;
      record[path.at(-1)!] = this.outside({ shape, dtype }, { kind: 'batch', path });
    }
    return batch;
  }

  private collect(tree: TensorTree, path: (string | number)[], outputs: GraphOutput[]): void {
    if (tree instanceof tf.Tensor) {
      outputs.push({ value: this.valueOf(tree), target: { kind: 'output', path } });
    } else if (Array.isArray(tree)) {
      tree.forEach((part: TensorTree, index) => this.collect(part, [...path, index], outputs));
    } else if (typeof tree === 'object' && (tree as unknown) !== null) {
      for (const [key, part] of Object.entries(tree)) this.collect(part, [...path, key], outputs);
    } else {
      throw new InvalidArgumentError(
        `output '${path.join('.')}' of a step`,
        'a tensor, or lists and records of tensors',
        tree,
      );
    }
  }

  private outside(type: ValueType, source: NonNullable<GraphValue['source']>): tf.Tensor {
    if (type.shape.some((size) => !Number.isInteger(size) || size < 0)) sizeOf(type.shape);
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
    const line = this.request.lines === true ? userLine(OWN_FOLDER) : undefined;
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

  private valueOf(tensor: tf.Tensor): GraphValue {
    return this.values.get(this.known(tensor))!;
  }

  /** The key of a tensor's value. A tensor from outside the step is a constant. */
  private known(tensor: SymbolicTensor): object {
    if (this.values.has(tensor.dataId)) return tensor.dataId;
    if (tensor instanceof tf.Variable) {
      throw new UntraceableStepError(
        `it uses the variable '${tensor.name}', which is not declared state`,
        userLine(OWN_FOLDER),
      );
    }
    const { shape, dtype } = tensor;
    const data = convert(readTensorOf(tensor), dtype);
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
  throw new UntraceableStepError(`it computes with a tensor of type ${dtype}`, userLine(OWN_FOLDER));
}

/** Traces once more, with the lines at which tensors were kept, to name the one that does it. */
function outlives({ step }: TraceRequest, count: number): UntraceableStepError {
  const what = count === 1 ? 'a tensor of it outlives' : `${count} tensors of it outlive`;
  return new UntraceableStepError(`${what} step '${step.name}'. Return what is needed as outputs`, undefined);
}
