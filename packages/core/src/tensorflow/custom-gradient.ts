import * as tf from '@tensorflow/tfjs';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';

/** A function of tensors to tensors with the gradient that it gives itself. */
export interface DifferentiableFunction extends FunctionWithGradient {
  /** The same of ops that have gradients themselves, where its own have none: for the gradient of a gradient. */
  readonly ofOps?: FunctionWithGradient | undefined;
}

/** A function and its gradient. */
export interface FunctionWithGradient {
  /** The results, and what the gradient needs of the way to them. */
  forward(inputs: readonly tf.Tensor[]): {
    /** The results. */
    readonly outputs: readonly tf.Tensor[];
    /** What the gradient needs of the way to them. */
    readonly saved: readonly tf.Tensor[];
  };
  /** A gradient for each input, `undefined` for none, from that of each output; an output that is not used has zeros. */
  backward(
    outputGradients: readonly tf.Tensor[],
    inputs: readonly tf.Tensor[],
    saved: readonly tf.Tensor[],
  ): readonly (tf.Tensor | undefined)[];
}

/** What TensorFlow.js's engine does below `tf.customGrad`, which allows for one output only. */
interface EngineInternals {
  readonly state: { readonly gradientDepth: number; readonly kernelDepth: number };
  runKernelFunc(call: CustomCall): tf.Tensor[];
}

interface CustomCall {
  readonly forwardFunc: (backend: unknown, save: (tensors: tf.Tensor[]) => void) => tf.Tensor[];
  readonly backwardsFunc: (gradients: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]) => Record<string, () => tf.Tensor>;
  readonly inputs: Record<string, tf.Tensor>;
}

/** Gradients that compute anew what they look at, where they are differentiated themselves. */
export const recomputing = new WeakSet<object>();

/**
 * Runs a function so that TensorFlow.js takes its own gradient: `tf.customGrad` for any number of outputs. `name` is for
 * messages. What `forward` saves is kept for the way back, and freed after it; in a gradient of a gradient it is computed
 * anew, so that the gradient is differentiated through it as well.
 *
 * @throws `LML_INVALID_ARGUMENT` on the way back where `backward` gives too few or too many gradients.
 *
 * @example
 * ```ts
 * import { runDifferentiable } from '@lml/core/engine';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const sumAndProduct = (...both: tf.Tensor[]) =>
 *   runDifferentiable('sum and product', both, {
 *     forward: ([x, y]) => ({ outputs: [tf.add(x!, y!), tf.mul(x!, y!)], saved: [] }),
 *     backward: ([ofSum, ofProduct], [x, y]) => [
 *       tf.add(ofSum!, tf.mul(ofProduct!, y!)),
 *       tf.add(ofSum!, tf.mul(ofProduct!, x!)),
 *     ],
 *   });
 * sumAndProduct(tf.scalar(3), tf.scalar(4)); // => [7, 12]
 * tf.grads((x, y) => sumAndProduct(x, y)[1]!)([tf.scalar(3), tf.scalar(4)]); // => [4, 3]
 * ```
 */
export function runDifferentiable(
  name: string,
  inputs: readonly tf.Tensor[],
  run: DifferentiableFunction,
): tf.Tensor[] {
  const engine = tf.engine() as unknown as EngineInternals;
  const backwardsFunc: CustomCall['backwardsFunc'] = (given, all) => {
    const outputGradients = Array.isArray(given) ? given : [given];
    const gradients = tf.tidy(() => {
      const savedInputs = all.slice(0, inputs.length);
      // In the gradient of a gradient what was saved must be seen to depend on the inputs, so it is computed again.
      const isTapeOn = engine.state.gradientDepth > 0 && engine.state.kernelDepth === 0;
      const own = isTapeOn ? (run.ofOps ?? run) : run;
      const saved = isTapeOn ? own.forward(savedInputs).saved : all.slice(inputs.length);
      const raw = own.backward(outputGradients, savedInputs, saved);
      if (raw.length !== inputs.length) {
        throw new InvalidArgumentError(
          `what the gradient of '${name}' returns`,
          `${inputs.length} gradients`,
          raw.length,
        );
      }
      return unshared(raw, [...outputGradients, ...all, ...saved]);
    });
    const thunk = (index: number) => (): tf.Tensor => gradients[index] ?? tf.zeros(inputs[index]!.shape);
    return Object.fromEntries(inputs.map((_, index) => [index, thunk(index)]));
  };
  recomputing.add(backwardsFunc);
  return engine.runKernelFunc({
    inputs: Object.fromEntries(inputs.entries()),
    forwardFunc(_, save) {
      const { outputs, saved } = run.forward(inputs);
      save([...inputs, ...saved]);
      return unshared(outputs, inputs);
    },
    backwardsFunc,
  });
}

/** TensorFlow.js takes each result for a tensor of its own, which it may free, so none may be another or one of `others`. */
function unshared<Result extends tf.Tensor | undefined>(
  results: readonly Result[],
  others: readonly tf.Tensor[],
): Result[] {
  const taken = new Set<tf.Tensor | undefined>(others);
  return results.map((result) => {
    const own = result !== undefined && taken.has(result) ? (tf.clone(result) as Result) : result;
    taken.add(own);
    return own;
  });
}
