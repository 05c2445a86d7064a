import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { UnsupportedModelError } from '../errors/unsupported-model-error.js';
import type { Model } from './model.js';
import { matchesPattern } from './name-pattern.js';

/** Weights that are to be frozen, or released again. */
export interface FreezeRule {
  /** Whether it freezes. */
  readonly frozen: boolean;
  /** Whether it means a weight. */
  matches(name: string): boolean;
  /** The pattern that must mean one, for a message; none where it is part of the rule of another model. */
  readonly pattern?: string | undefined;
}

/** Which weights of a model are frozen. */
export interface FrozenWeights {
  /** Adds a rule; a later one goes before an earlier one. `names` are the weights, once they are known. */
  add(rule: FreezeRule, names: readonly string[] | undefined): void;
  /** Looks, now that the weights are known, whether each rule means one. */
  check(names: readonly string[]): void;
  /** Whether a weight is frozen. */
  has(name: string): boolean;
}

/** No weight is frozen at first. */
export function frozenWeights(): FrozenWeights {
  const rules: FreezeRule[] = [];
  return {
    add(rule, names) {
      if (names !== undefined) requireMatch(rule, names);
      rules.push(rule);
    },
    check: (names) => {
      for (const rule of rules) requireMatch(rule, names);
    },
    has: (name) => rules.findLast((rule) => rule.matches(name))?.frozen ?? false,
  };
}

function requireMatch({ pattern, matches }: FreezeRule, names: readonly string[]): void {
  if (pattern === undefined || names.some(matches)) return;
  throw new InvalidArgumentError('pattern', `one that means a weight of the model: ${names.join(', ')}`, pattern);
}

/**
 * Freezes weights of a model by name, all of them by default: training neither takes gradients with respect to them nor writes
 * them, so running statistics stay too, and a batch normalisation whose statistics are frozen normalises by them. `*` stands for
 * any characters: `'encoder/*'`, `'*\/bias'`. A model need not be built yet. Returns the model, which is changed.
 *
 * For models of layers it does what `layer.trainable = false` does, weight by weight. Which weights are trained is settled when a
 * fit begins: in the middle of one it is refused.
 *
 * @throws `LML_INVALID_ARGUMENT` for a pattern that means no weight, as soon as the model is built; `LML_UNSUPPORTED_MODEL` for a
 * model of your own without `freeze`.
 *
 * @example
 * ```ts
 * import { freeze, fromLayers, RandomStreams } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const { dense } = tf.layers;
 * const layers = () => tf.sequential({ layers: [dense({ units: 2, inputShape: [3] }), dense({ units: 1 })] });
 * const model = freeze(fromLayers(layers), 'dense_0/*');
 * await model.build({ random: new RandomStreams(0) });
 * model.weights.filter(({ trainable }) => trainable).map(({ name }) => name); // => ['dense_1/kernel', 'dense_1/bias']
 * ```
 */
export function freeze<M extends Model>(model: M, pattern: string | readonly string[] = '*'): M {
  return mark(model, pattern, true);
}

/**
 * Releases weights that {@link freeze} froze, by name, all of them by default. Returns the model, which is changed.
 *
 * @throws as `freeze` does.
 */
export function unfreeze<M extends Model>(model: M, pattern: string | readonly string[] = '*'): M {
  return mark(model, pattern, false);
}

/** The error for a model whose weights cannot be frozen. */
export function cannotFreeze(name?: string): UnsupportedModelError {
  const which = name === undefined ? 'The model' : `The model '${name}'`;
  return new UnsupportedModelError(`${which} has no method freeze, by which its weights could be frozen. Give it one.`);
}

function mark<M extends Model>(model: M, patterns: string | readonly string[], frozen: boolean): M {
  if (model.freeze === undefined) throw cannotFreeze();
  for (const pattern of Array.isArray(patterns) ? (patterns as readonly string[]) : [patterns as string]) {
    if (typeof pattern !== 'string')
      throw new InvalidArgumentError('pattern', "a pattern such as 'encoder/*'", pattern);
    model.freeze({ frozen, pattern, matches: (name) => matchesPattern(name, pattern) });
  }
  return model;
}
