import { reduce, type Loss, type LossHead, type Reduction } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { lossPair, type LossPair } from './pair-loss.js';

/** A term of a loss: weighted values, and what their mean divides by. */
export interface LossTerm {
  /** The values, times their weights. */
  readonly values: tf.Tensor;
  /** What the mean divides by. Where it is 0, nothing counts, and the mean is 0. */
  readonly total: tf.Tensor;
}

/** What {@link termLoss} takes. */
export interface TermLossOptions<Name extends string> {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What becomes of the single values. */
  readonly reduction: Reduction;
  /** The terms. Several are the heads of the loss: each has a mean of its own, and the means are added. */
  readonly terms: readonly Name[];
  /** Computes the terms. */
  readonly compute: (pair: LossPair) => Readonly<Record<Name, LossTerm>>;
}

/** Makes a loss whose mean divides by something that is found out together with its values. */
export function termLoss<Name extends string>({ name, reduction, terms, compute }: TermLossOptions<Name>): Loss {
  const measured = (...given: Parameters<Loss>): Record<string, LossHead> => {
    const all = compute(lossPair(name, ...given));
    const entries = terms.map((term): [string, LossHead] => {
      const { values } = all[term];
      const total = orOne(all[term].total);
      return [term, { value: reduce(values, reduction, () => total), total, factor: 1 }];
    });
    return Object.fromEntries(entries);
  };
  const loss = (...given: Parameters<Loss>): tf.Tensor =>
    tf.tidy(() => {
      const values = Object.values(measured(...given)).map(({ value }) => value);
      return values.reduce((sum, value) => tf.add(sum, value));
    });
  if (reduction !== 'mean') return Object.assign(loss, { reduction });
  const tidied = (...given: Parameters<Loss>): Record<string, LossHead> => tf.tidy(() => measured(...given) as never);
  return Object.assign(
    loss,
    { reduction },
    terms.length > 1
      ? { heads: tidied, headNames: terms }
      : { measure: (...given: Parameters<Loss>) => tidied(...given)[terms[0]!]! },
  );
}

function orOne(total: tf.Tensor): tf.Tensor {
  return tf.where(tf.equal(total, 0), tf.onesLike(total), total);
}
