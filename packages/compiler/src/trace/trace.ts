import { ImpureStepError, InvalidArgumentError, type HostBatch, type StateSpec, type TensorTree } from '@lml/core';
import {
  checkStepOutput,
  watchPurity,
  withCompositeInterceptor,
  withHostParts,
  withStepContext,
  withSymbolicBackend,
  type Step,
} from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { ValueType } from '../graph/graph-builder.js';
import type { Graph, GraphOutput } from '../graph/graph.js';
import { ownUserLine, Recorder, type RecorderSettings } from './recorder.js';
import { createTraceContext } from './trace-context.js';

/** A part of a batch, as the engine will feed it. */
export interface BatchPart extends ValueType {
  /** Its keys, from the outside in. */
  readonly path: readonly string[];
}

/** What is traced, and for what. */
export interface TraceRequest extends RecorderSettings {
  /** The step. */
  readonly step: Step;
  /** The shapes and data types of a batch. */
  readonly batch: readonly BatchPart[];
  /** The batch itself, by which it is told what is in it but cannot be computed with. */
  readonly host?: HostBatch | undefined;
  /** The declared state. */
  readonly state: readonly StateSpec[];
  /** The names of the numbers that the caller sets. */
  readonly hyper: Readonly<Record<string, number>>;
}

/**
 * Records what a step computes, through autodiff and the optimizer's update, without computing anything: kernels only
 * infer shapes. Neither variables nor tensors that existed before are touched.
 *
 * @throws `LML_UNTRACEABLE_STEP` for a kernel that is not known or a variable outside the declared state;
 * `LML_IMPURE_STEP` for what no step may do, a tensor that outlives it included; and what the step itself throws.
 */
export function traceStep(request: TraceRequest): Graph {
  const kept = new Map<tf.Tensor, string | undefined>();
  const before = tf.memory().numTensors;
  const graph = watchingKept(kept, request.lines === true, () => record(request));
  const left = tf.memory().numTensors - before;
  if (left === 0) return graph;
  const alive = [...kept].filter(([tensor]) => !tensor.isDisposed);
  tf.dispose(alive.map(([tensor]) => tensor));
  // Once more, now that it is known that lines are needed.
  if (request.lines !== true) traceStep({ ...request, lines: true });
  const what = left === 1 ? 'a tensor' : `${left} tensors`;
  throw new ImpureStepError(
    `tf.keep for ${what} that would outlive it`,
    alive[0]?.[1],
    'Return what is needed as outputs.',
  );
}

function record(request: TraceRequest): Graph {
  const recorder = new Recorder(request);
  return withSymbolicBackend(recorder, () =>
    withCompositeInterceptor(
      (definition, inputs, attributes) => recorder.composite(definition, inputs, attributes),
      () => watchPurity('error', () => run(request, recorder)),
    ),
  );
}

function run({ step, batch, host = {}, state, hyper }: TraceRequest, recorder: Recorder): Graph {
  const outputs: GraphOutput[] = [];
  tf.tidy(() => {
    const { context, writes, release } = createTraceContext(step, state, hyper, recorder);
    try {
      const result = withStepContext(context, () =>
        checkStepOutput(step, step.run(withHostParts(batchOf(batch, recorder), host), context)),
      );
      for (const [name, tensor] of writes)
        outputs.push({ value: recorder.valueOf(tensor), target: { kind: 'state', name } });
      const { scalars = {}, outputs: trees = {} } = result;
      for (const [name, tensor] of Object.entries(scalars))
        outputs.push({ value: recorder.valueOf(tensor), target: { kind: 'scalar', name } });
      for (const [name, tree] of Object.entries(trees)) collect(tree, [name], recorder, outputs);
    } finally {
      release();
    }
  });
  return { name: step.name, nodes: recorder.nodes, outputs };
}

/** Notes what is kept beyond the scope in which it was made, with the line where lines are asked for. */
function watchingKept<Value>(kept: Map<tf.Tensor, string | undefined>, lines: boolean, act: () => Value): Value {
  const engine = tf.engine() as unknown as { keep: <T extends tf.Tensor>(tensor: T) => T };
  const keep = engine.keep.bind(engine);
  engine.keep = (tensor) => {
    kept.set(tensor, lines ? ownUserLine() : undefined);
    return keep(tensor);
  };
  try {
    return act();
  } finally {
    Reflect.deleteProperty(engine, 'keep');
  }
}

function batchOf(parts: readonly BatchPart[], recorder: Recorder): { [key: string]: TensorTree } {
  const batch: Record<string, TensorTree> = {};
  for (const { path, shape, dtype } of parts) {
    let record = batch;
    for (const key of path.slice(0, -1)) record = (record[key] ??= {}) as Record<string, TensorTree>;
    record[path.at(-1)!] = recorder.outside({ shape, dtype }, { kind: 'batch', path });
  }
  return batch;
}

function collect(tree: TensorTree, path: (string | number)[], recorder: Recorder, outputs: GraphOutput[]): void {
  if (tree instanceof tf.Tensor) {
    outputs.push({ value: recorder.valueOf(tree), target: { kind: 'output', path } });
  } else if (Array.isArray(tree)) {
    tree.forEach((part: TensorTree, index) => collect(part, [...path, index], recorder, outputs));
  } else if (typeof tree === 'object' && (tree as unknown) !== null) {
    for (const [key, part] of Object.entries(tree)) collect(part, [...path, key], recorder, outputs);
  } else {
    throw new InvalidArgumentError(
      `output '${path.join('.')}' of a step`,
      'a tensor, or lists and records of tensors',
      tree,
    );
  }
}
