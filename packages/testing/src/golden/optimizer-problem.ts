import { toTensor, type LossEvaluation, type LossGradients } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { decode } from './decode.js';
import type { GoldenRecord } from './golden-file.js';

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** A loss of parameters, which an optimizer lowers. */
export type Problem = (parameters: Tensors) => tf.Scalar;

/** The problem of an input, where it has one instead of gradients. */
export function problemOf(input: GoldenRecord): Problem | undefined {
  if (input['quadratic'] !== undefined) return quadratic(input['quadratic'] as GoldenRecord);
  return input['network'] === undefined ? undefined : network(input['network'] as GoldenRecord);
}

/** ½ Σ c(x − a)² over the numbers of all parameters: `curvature` is c, `minimum` is a, by parameter. */
function quadratic({ curvature, minimum }: GoldenRecord): Problem {
  const constant = (of: unknown, name: string): tf.Tensor => toTensor(decode((of as GoldenRecord)[name], name));
  return (parameters) => {
    const terms = Object.entries(parameters).map(([name, x]) =>
      tf.sum(tf.mul(constant(curvature, name), tf.square(tf.sub(x, constant(minimum, name))))),
    );
    return tf.mul(0.5, tf.addN(terms));
  };
}

/** The mean squared error of two layers, with a hyperbolic tangent between them: `kernel0`, `bias0`, `kernel1`, `bias1`. */
function network({ input, target }: GoldenRecord): Problem {
  const constant = (value: GoldenRecord[string] | undefined, name: string): tf.Tensor2D =>
    toTensor(decode(value, name)) as tf.Tensor2D;
  return ({ kernel0, bias0, kernel1, bias1 }) => {
    const hidden = tf.tanh(tf.add(tf.matMul(constant(input, 'input'), kernel0!), bias0!));
    const output = tf.add(tf.matMul(hidden as tf.Tensor2D, kernel1!), bias1!);
    return tf.mean(tf.squaredDifference(output, constant(target, 'target')));
  };
}

/** How the loss of a problem is evaluated at some parameters, and from there at others. */
export function evaluationOf(problem: Problem, parameters: Tensors): LossEvaluation {
  return {
    get loss() {
      return problem(parameters);
    },
    gradientsAt: (others) => gradientsOf(problem, { ...parameters, ...others }),
  };
}

function gradientsOf(problem: Problem, parameters: Tensors): LossGradients {
  const names = Object.keys(parameters);
  const named = (tensors: readonly tf.Tensor[]): Tensors =>
    Object.fromEntries(names.map((name, index) => [name, tensors[index]!]));
  const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => problem(named(tensors)))(
    names.map((name) => parameters[name]!),
  );
  return { loss: value, gradients: named(grads) };
}
