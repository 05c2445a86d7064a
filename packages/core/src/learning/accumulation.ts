import * as tf from '@tensorflow/tfjs';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { StateEntry, StateSpec } from '../steps/state.js';
import type { StepContext } from '../steps/step-context.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import type { EvaluatedTerms } from './loss-gradients.js';
import type { LossEvaluation } from './optimizer.js';

const PREFIX = 'accumulated/';

/** The sums that are gathered of each term of a loss: gradients and value, each times what the term's mean divides by, and those divisors. */
export function accumulators(terms: readonly string[], parameters: readonly StateSpec[]): StateEntry[] {
  return terms.flatMap((term) => [
    zero(totalOf(term), []),
    zero(valueOf(term), []),
    ...parameters.map(({ name, shape }) => zero(gradientOf(term, name), shape)),
  ]);
}

/**
 * Adds the gradients of a batch to the sums. A term that is a mean counts by what it divides by, so that the sum of all batches is
 * that of one large batch; a term in which nothing counts, which is 0/0, counts nothing. Returns the loss of what counts.
 *
 * @throws `LML_INVALID_ARGUMENT` for a term that was not declared.
 */
export function accumulate({ terms }: EvaluatedTerms, context: StepContext): tf.Scalar {
  const counted = Object.entries(terms).map(([term, { value, total, factor, gradients }]) => {
    if (!context.names.includes(totalOf(term))) refuse(term);
    // A sum is no mean: it is added as it is, and divided by 1.
    const weight = total ?? tf.scalar(1);
    const counts = tf.greater(weight, 0);
    const add = (name: string, number: tf.Tensor): void => {
      const weighted = tf.mul(number, tf.mul(weight, factor));
      context.write(name, tf.add(context.read(name), tf.where(counts, weighted, tf.zerosLike(weighted))));
    };
    for (const [name, gradient] of Object.entries(gradients)) add(gradientOf(term, name), gradient);
    add(valueOf(term), value);
    context.write(totalOf(term), total === undefined ? weight : tf.add(context.read(totalOf(term)), weight));
    return tf.where(counts, tf.mul(value, factor), tf.zerosLike(value));
  });
  return tf.addN(counted) as tf.Scalar;
}

/** What was accumulated, as if it came of one batch; the sums begin anew. */
export function takeAccumulated(
  terms: readonly string[],
  parameters: readonly string[],
  context: StepContext,
): LossEvaluation & { readonly parameters: Tensors; readonly gradients: Tensors } {
  const mean = (name: (term: string) => string): tf.Tensor =>
    tf.addN(
      terms.map((term) => {
        const total = context.readBefore(totalOf(term));
        return tf.div(context.readBefore(name(term)), tf.where(tf.equal(total, 0), tf.onesLike(total), total));
      }),
    );
  const gradients = parameters.map((name) => [name, mean((term) => gradientOf(term, name))] as const);
  const loss = mean(valueOf) as tf.Scalar;
  for (const name of context.names)
    if (name.startsWith(PREFIX)) context.write(name, tf.zerosLike(context.readBefore(name)));
  return {
    parameters: Object.fromEntries(parameters.map((name) => [name, context.read(name)])),
    gradients: Object.fromEntries(gradients),
    loss,
    gradientsAt() {
      const remedy = 'Use larger batches instead, or an optimizer that needs no second evaluation.';
      throw new InvalidArgumentError(
        'accumulate',
        '1 for an optimizer that evaluates the loss again, since the batches before the last are gone',
        'more',
        remedy,
      );
    },
  };
}

const totalOf = (term: string): string => `${PREFIX}${term}/total`;
const valueOf = (term: string): string => `${PREFIX}${term}/value`;
const gradientOf = (term: string, parameter: string): string => `${PREFIX}${term}/gradient/${parameter}`;

function zero(name: string, shape: readonly number[]): StateEntry {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  return { name, shape, dtype: 'float32', trainable: false, value: { dtype: 'float32', shape, data } };
}

function refuse(term: string): never {
  const remedy = "Give the loss headNames, the names of its terms, or reduction: 'sum' where it is a sum.";
  const expected = `1 for a loss that does not tell beforehand of its term '${term}', which has sums of its own`;
  throw new InvalidArgumentError('accumulate', expected, 'more', remedy);
}
