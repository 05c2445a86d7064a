import * as tf from '@tensorflow/tfjs';

import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';

/** What takes the place of a `tf.Variable` in a step: it reads as a tensor, and what is assigned to it moves no variable. */
export interface StandIn {
  /** For TensorFlow.js, which knows a variable by having `assign`. */
  readonly variable: tf.Variable;
  /** The last value assigned, or else the first value. */
  value(): tf.Tensor;
  /** Hands the value over to the scope that is running, as if an operation had just made it. */
  release(): void;
}

/** A stand-in that starts with the value of `tensor`, which it never frees. */
export function standIn(tensor: tf.Tensor): StandIn {
  let assigned: tf.Tensor | undefined;
  const variable = Object.create(tensor, {
    assign: {
      value(next: tf.Tensor): void {
        if (next.dtype !== tensor.dtype || !tf.util.arraysEqual(next.shape, tensor.shape)) {
          throw new ShapeMismatchError(
            `The optimizer assigns ${next.dtype} [${next.shape.join(', ')}] to a variable of ${tensor.dtype} [${tensor.shape.join(', ')}].`,
          );
        }
        if (assigned !== undefined) release(assigned);
        // Optimizers assign in a tidy of their own, which the value must outlive.
        assigned = tf.keep(next.kept ? next.clone() : next);
        Object.assign(variable, { dataId: assigned.dataId, id: assigned.id });
      },
    },
    dispose: { value: () => undefined },
  }) as tf.Variable;
  return {
    variable,
    value: () => assigned ?? tensor,
    release() {
      if (assigned !== undefined) release(assigned);
    },
  };
}

interface EngineInternals {
  makeTensor(values: ArrayLike<unknown> | null, shape: number[], ...rest: unknown[]): tf.Tensor;
  makeVariable(initial: tf.Tensor, ...rest: unknown[]): tf.Variable;
  track(tensor: tf.Tensor): void;
  backendName: string | undefined;
}

const internals = (): EngineInternals => tf.engine() as unknown as EngineInternals;

function release(tensor: tf.Tensor): void {
  if (!tensor.kept) return;
  tensor.kept = false;
  internals().track(tensor);
}

/**
 * In place of a learning rate this number is given to the optimizer, which makes a scalar of it or of its opposite. It is
 * exact in float32 and no rate or decay that anyone chooses.
 */
export const RATE_MARK = Math.fround(1.2345678e-21);

/** What TensorFlow.js meets instead of itself while an optimizer is at work. */
export interface Surroundings {
  /** Stand-ins for the registered variables, by name. */
  readonly variables: Readonly<Record<string, StandIn>>;
  /** The learning rate where {@link RATE_MARK} stands. */
  readonly rate?: tf.Scalar | undefined;
  /** Is told of each variable that the optimizer makes, with its first value. */
  readonly onVariable?: ((made: StandIn, first: tf.Tensor) => void) | undefined;
}

/** Runs `run` with variables and learning rate replaced. It is to be called in a tidy, which gets what is left over. */
export function amongStandIns({ variables, rate, onVariable }: Surroundings, run: () => void): void {
  const engine = internals();
  const makeTensor = engine.makeTensor.bind(engine);
  const rates = rate === undefined ? undefined : { positive: rate.clone(), negative: tf.neg(rate) };
  const made: { readonly replacement: StandIn; readonly first: tf.Tensor }[] = [];
  const restore = Object.entries(variables).map(([name, { variable }]) =>
    replace(tf.engine().registeredVariables, name, variable),
  );
  restore.push(
    replace(engine, 'makeVariable', (initial: tf.Tensor) => {
      // A copy of its own, as a variable has, since the first value may be freed.
      const first = tf.keep(initial.clone());
      const replacement = standIn(first);
      made.push({ replacement, first });
      onVariable?.(replacement, first);
      return replacement.variable;
    }),
    replace(engine, 'makeTensor', (values: ArrayLike<unknown> | null, shape: number[], ...rest: unknown[]) => {
      if (rates !== undefined && shape.length === 0) {
        if (values?.[0] === RATE_MARK) return rates.positive;
        if (values?.[0] === -RATE_MARK) return rates.negative;
      }
      return makeTensor(values, shape, ...rest);
    }),
  );
  try {
    run();
  } finally {
    for (const undo of restore.reverse()) undo();
    for (const { replacement, first } of made) {
      replacement.release();
      first.dispose();
    }
    if (rates !== undefined) tf.dispose([rates.positive, rates.negative]);
  }
}

function replace(holder: object, key: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, key);
  Object.defineProperty(holder, key, { value, configurable: true, enumerable: true, writable: true });
  return () => {
    if (own === undefined) delete (holder as Record<string, unknown>)[key];
    else Object.defineProperty(holder, key, own);
  };
}

/**
 * Runs `run` on the cpu backend, where values can be read at once and whose arithmetic is always there, and goes back to the
 * backend of before. Only for small sums: nothing may come in or out but numbers.
 */
export function onCpu<Value>(run: () => Value): Value {
  const engine = internals() as unknown as Record<string, unknown>;
  const fields = ['backendName', 'backendInstance', 'pendingBackendInit', 'profiler'];
  const before = fields.map((field) => [field, engine[field]] as const);
  engine['pendingBackendInit'] = null;
  // Not awaited: for this backend everything has happened when the call returns.
  void tf.setBackend('cpu');
  try {
    return run();
  } finally {
    for (const [field, value] of before) engine[field] = value;
  }
}

/** The numbers of a tensor on the cpu backend. */
export function numbersOnCpu(tensor: tf.Tensor): Float32Array {
  return (tf.findBackend('cpu').readSync(tensor.dataId) as Float32Array).slice();
}
