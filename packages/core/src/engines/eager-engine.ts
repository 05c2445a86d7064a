import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import type { HostBatch } from '../data/batch.js';
import type { NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { RandomStreams } from '../random/random-streams.js';
import { MissingFeatureError } from '../errors/missing-feature-error.js';
import { defineComponent } from '../registry/define-component.js';
import { watchLimits, type KnownLimit, type LimitedCall } from '../tensorflow/limits.js';
import { toNdArray, toTensor, toTensors } from '../tensorflow/tensors.js';
import { warn } from '../node/warnings.js';
import type { Engine, EngineSetup } from '../steps/engine.js';
import {
  checkStateShape,
  checkStateValue,
  checkStepOutput,
  declaredState,
  hyperNumber,
  requireSetUp,
} from '../steps/engine-checks.js';
import { watchPurity } from '../steps/purity.js';
import type { StateDType, StateEntry, StateSpec } from '../steps/state.js';
import { withStepContext, type StepContext } from '../steps/step-context.js';
import { createStepRandom } from '../steps/step-random.js';
import type { DeviceTree, DeviceValue, Step, StepInput, StepResult } from '../steps/step.js';
import { userLine } from '../errors/user-line.js';

/** Runs steps op by op on the current backend of TensorFlow.js: the reference for all other engines. A step is done when `run` returns. */
export interface EagerEngine extends Engine {
  /** Runs a step on a batch and commits what it wrote; after an error the state is that of before. */
  run(step: Step, batch: HostBatch, input: StepInput): StepResult;
}

class TensorFlowEngine implements EagerEngine {
  readonly name = 'eager';

  /** Which backend of TensorFlow.js computes. */
  get notice(): string | undefined {
    return stores.has(this) ? `engine eager (${tf.getBackend()})` : undefined;
  }

  /** Makes it ready. */
  async setup(setup: EngineSetup): Promise<void> {
    await tf.ready();
    this.dispose();
    stores.set(this, {
      specs: new Map(),
      values: new Map(),
      streams: new RandomStreams(setup.seed),
      purity: setup.purity ?? 'error',
      watched: new Set(),
    });
  }

  /** What is declared. */
  get state(): readonly StateSpec[] {
    return [...storeOf(this).specs.values()];
  }

  /** Declares state with its first value. */
  declare(entries: readonly StateEntry[]): void {
    const store = storeOf(this);
    const made = makeTensors(entries.map(({ value, ...spec }) => [spec, value]));
    for (const [spec] of made) store.specs.set(spec.name, spec);
    commit(store, made);
  }

  /** Replaces values. */
  async write(changes: Readonly<Record<string, NdArray>>): Promise<void> {
    const store = storeOf(this);
    commit(
      store,
      makeTensors(Object.entries(changes).map(([name, value]) => [declaredState(store.specs, name), value])),
    );
  }

  /** Copies values to the host. */
  async read(names?: readonly string[]): Promise<Record<string, NdArray>> {
    const store = storeOf(this);
    const wanted = names ?? [...store.specs.keys()];
    const current = wanted.map((name) => store.values.get(declaredState(store.specs, name).name)!);
    // Held while they are read, so that a step that runs meanwhile cannot free them.
    const held = current.map((value) => tf.keep(value.clone()));
    try {
      const arrays = await Promise.all(held.map(toNdArray));
      return Object.fromEntries(wanted.map((name, index) => [name, arrays[index]!]));
    } finally {
      tf.dispose(held);
    }
  }

  /** Runs a step on a batch and commits what it wrote; after an error the state is that of before. */
  run(step: Step, batch: HostBatch, input: StepInput): StepResult {
    const store = storeOf(this);
    const kept: tf.Tensor[] = [];
    const writes = new Map<string, tf.Tensor>();
    const context = createContext(store, step, input, writes, kept);
    const given: tf.Tensor[] = [];
    let result: StepResult | undefined;
    const compute = (): void => {
      tf.tidy(() => {
        const { scalars = {}, outputs = {} } = checkStepOutput(step, step.run(toTensors(batch), context));
        result = {
          scalars: mapValues(scalars, (scalar, name) => deviceTree(scalar, name, given) as DeviceValue),
          outputs: mapValues(outputs, (tree, name) => deviceTree(tree, name, given)),
        };
      });
    };
    try {
      withStepContext(context, () => {
        if (store.watched.has(step.name)) compute();
        else watchPurity(store.purity, () => watchLimits((limit, call) => warnOfLimit(step, limit, call), compute));
      });
      store.watched.add(step.name);
    } catch (error) {
      tf.dispose([...writes.values(), ...given]);
      throw missingKernel(error, step) ?? error;
    } finally {
      tf.dispose(kept);
    }
    for (const [name, value] of writes) {
      store.values.get(name)!.dispose();
      store.values.set(name, value);
    }
    return result!;
  }

  /** Frees the state. */
  dispose(): void {
    const store = stores.get(this);
    if (store !== undefined) tf.dispose([...store.values.values()]);
    stores.delete(this);
  }
}

interface Store {
  readonly specs: Map<string, StateSpec>;
  readonly values: Map<string, tf.Tensor>;
  readonly streams: RandomStreams;
  readonly purity: 'error' | 'warn';
  readonly watched: Set<string>;
}

// Outside the class: exported types have no private members, or two copies of core would not fit each other.
const stores = new WeakMap<Engine, Store>();

function storeOf(engine: Engine): Store {
  return requireSetUp(stores.get(engine));
}

/** Tensors for values of state, all of them or none. */
function makeTensors(entries: readonly (readonly [StateSpec, NdArray])[]): [StateSpec, tf.Tensor][] {
  const made: [StateSpec, tf.Tensor][] = [];
  try {
    for (const [spec, array] of entries) {
      checkStateValue(spec, array);
      // A copy, since backends may keep the array itself, which belongs to the caller.
      const own = { ...array, data: array.data.slice() } as NdArray;
      made.push([spec, tf.keep(tf.tidy(() => toTensor(own).cast(spec.dtype)))]);
    }
    return made;
  } catch (error) {
    tf.dispose(made.map(([, tensor]) => tensor));
    throw error;
  }
}

function commit({ values }: Store, made: readonly (readonly [StateSpec, tf.Tensor])[]): void {
  for (const [{ name }, tensor] of made) {
    values.get(name)?.dispose();
    values.set(name, tensor);
  }
}

function createContext(
  store: Store,
  step: Step,
  { hyper = {}, step: number }: StepInput,
  writes: Map<string, tf.Tensor>,
  kept: tf.Tensor[],
): StepContext {
  const scalars = new Map<string, tf.Scalar>();
  const keep = <T extends tf.Tensor>(value: T): T => {
    kept.push(tf.keep(value));
    return value;
  };
  const readBefore = (name: string): tf.Tensor => store.values.get(declaredState(store.specs, name).name)!;
  return {
    stage: step.stage,
    training: step.training,
    random: createStepRandom(store.streams, step.stage, number),
    names: [...store.specs.keys()],
    read: (name) => writes.get(name) ?? readBefore(name),
    readBefore,
    write(name, value) {
      const spec = declaredState(store.specs, name);
      checkStateShape(spec, value.shape);
      const previous = writes.get(name);
      writes.set(name, tf.keep(value.dtype === spec.dtype ? value.clone() : value.cast(spec.dtype)));
      // Others may hold the tensor that was read after the first write: it lives to the end of the step.
      if (previous !== undefined) kept.push(previous);
    },
    hyper(name, initial, dtype: StateDType = 'float32') {
      const known = scalars.get(name);
      if (known !== undefined) return known;
      const scalar = keep(tf.scalar(hyperNumber(hyper, name, initial), dtype));
      scalars.set(name, scalar);
      return scalar;
    },
    keep,
  };
}

/** What TensorFlow.js says where a backend lacks an op, as an error of LML. */
function missingKernel(error: unknown, step: Step): MissingFeatureError | undefined {
  const { message } = error as Error;
  const [, kernel] = /^Kernel '(\w+)' not registered for backend/.exec(message) ?? [];
  const missing = kernel ?? /^Unknown dtype (complex64)/.exec(message)?.[1];
  if (missing === undefined) return undefined;
  return new MissingFeatureError(
    `Step '${step.name}' uses '${missing}', which TensorFlow.js does not have on ${tf.getBackend()}. Take another backend or engine, or compute it by other ops.`,
    { cause: error },
  );
}

/** Says that a result of a step is wrong on this backend. A call does not show whether there is NaN, and most have none. */
function warnOfLimit(step: Step, { where, what, mendedBy, onlyNaN }: KnownLimit, { kernel }: LimitedCall): void {
  if (onlyNaN) return;
  const line = userLine();
  const place = line === undefined ? '' : ` at ${line}`;
  const remedy =
    mendedBy === undefined
      ? 'Take another backend or engine.'
      : `${mendedBy} mends it: start the backend by its ${where}().start(), or take another engine.`;
  warn('LML_KNOWN_LIMIT', `${kernel} on ${where}, in step '${step.name}'${place}: ${what} ${remedy}`);
}

function deviceTree(tree: unknown, name: string, given: tf.Tensor[]): DeviceTree {
  if (tree instanceof tf.Tensor) {
    const own = tf.keep(tree.clone());
    given.push(own);
    return { shape: own.shape, read: () => toNdArray(own), dispose: () => own.dispose() };
  }
  if (Array.isArray(tree)) return tree.map((part, index) => deviceTree(part, `${name}.${index}`, given));
  if (isRecord(tree)) {
    return mapValues(tree, (part, key) => deviceTree(part, `${name}.${key}`, given));
  }
  throw new InvalidArgumentError(`output '${name}' of a step`, 'a tensor, or lists and records of tensors', tree);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value, key: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

/**
 * The engine that runs steps op by op on the current TensorFlow.js backend: everywhere available, easy to debug, the
 * reference for all others.
 *
 * @example
 * ```ts
 * import { eager } from '@lml/core';
 *
 * const engine = eager();
 * await engine.setup({ seed: 0 });
 * engine.declare([{ name: 'w', shape: [], dtype: 'float32', trainable: true, value: { dtype: 'float32', shape: [], data: Float32Array.of(3) } }]);
 * (await engine.read(['w'])).w; // => { dtype: 'float32', shape: [], data: Float32Array.of(3) }
 * engine.dispose();
 * ```
 */
export const eager = defineComponent({
  kind: 'engine',
  name: 'eager',
  summary: 'Runs steps op by op on the current TensorFlow.js backend.',
  schema: z.strictObject({}),
  create: (): EagerEngine => new TensorFlowEngine(),
  rank: 0,
});
