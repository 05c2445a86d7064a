import { ownedState, type LossHead, type StateOwner } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** Weights of terms that are learnt with them. */
export interface LearntWeights {
  /** The terms with their weights, in the order of their names: `e^−s · L + s`. */
  weigh(terms: readonly [name: string, term: LossHead][]): [name: string, term: LossHead][];
  /** Its state beside that of others. */
  withStates(others: StateOwner): Required<StateOwner>;
}

const NAME = 'logVariances';

/** Weights by how uncertain terms are; what is learnt of each is the logarithm of a variance. */
export function learntWeights(names: readonly string[]): LearntWeights {
  const own = ownedState({ weights: { [NAME]: { shape: [names.length], initializer: 'zeros' } } });
  return {
    weigh(terms) {
      const logVariances = tf.unstack(own.read(NAME));
      return terms.map(([name, term], index) => {
        const logVariance = logVariances[index]!;
        return [name, { ...term, value: tf.add(tf.mul(tf.exp(tf.neg(logVariance)), term.value), logVariance) }];
      });
    },
    withStates: (others) => ({
      state: async (context) => [...(await own.state(context)), ...((await others.state?.(context)) ?? [])],
      load({ [NAME]: logVariances, ...values }) {
        own.load(logVariances === undefined ? {} : { [NAME]: logVariances });
        others.load?.(values);
      },
    }),
  };
}
