import * as tf from '@tensorflow/tfjs';

import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import type { StepContext } from '../steps/step-context.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import { LEARNER_PREFIX } from './join-states.js';
import type { Learner, LearnerContext, LogOptions } from './learner.js';
import type { TreeLoss } from './loss.js';
import { measureLoss, type MeasuredLoss } from './measure-loss.js';
import type { ModelWeight } from './model.js';
import { nestedLoss } from './nested-loss.js';
import { stepClock } from './step-clock.js';

/** Among the scalars of a step, before the name of a number: what its mean divides by, where that is not the number of samples. */
export const WEIGHT_OF = 'lml/weight/';

/** How a reported number is gathered: by itself, or from others, each times a factor. */
export interface Gathering extends LogOptions {
  /** The names of the numbers whose sum it is, and their factors. */
  readonly terms?: readonly (readonly [name: string, factor: number])[] | undefined;
}

/** How each logged number is to be gathered, by its full name. The same for every call of a step. */
export type LogRegister = Map<string, Gathering>;

/** What a learner sees of a step, and what it logged there. */
export interface LearnerScope {
  /** For the learner's methods. */
  readonly context: LearnerContext;
  /** What was logged, by name without stage, and what means divide by. */
  readonly logged: Record<string, tf.Tensor>;
  /** The losses that were computed, by their values. */
  readonly measured: ReadonlyMap<tf.Tensor, MeasuredLoss>;
  /** Says how a number is gathered, by name without stage. */
  describe(name: string, gathering: Gathering): void;
}

/** Makes a learner's view of the step that runs. `prefix` stands before the names that it logs. */
export function learnerScope(learner: Learner, step: StepContext, register: LogRegister, prefix: string): LearnerScope {
  const logged: Record<string, tf.Tensor> = {};
  const measured = new Map<tf.Tensor, MeasuredLoss>();
  const describe = (name: string, { terms, ...options }: Gathering): void => {
    const full = terms?.map(([term, factor]) => [prefix + term, factor] as const);
    register.set(prefix + name, { ...options, ...(full !== undefined && { terms: full }) });
  };
  const context: LearnerContext = {
    stage: step.stage,
    training: step.training,
    model: learner.model,
    random: step.random,
    clock: stepClock(step),
    get loss(): TreeLoss {
      if (learner.loss !== undefined) return measuring(nestedLoss('loss', learner.loss), measured);
      throw new IncompleteLearnerError(
        'The learner computes a loss but was given none. Add loss to its options, for example loss: mse().',
      );
    },
    log(name, value, { weight, ...options } = {}) {
      if (name === 'loss' || name.startsWith(WEIGHT_OF)) {
        const remedy = name === 'loss' ? 'The loss that computeLoss returns is logged under that name.' : undefined;
        throw new InvalidArgumentError('name', `another than 'loss' and '${WEIGHT_OF}…'`, name, remedy);
      }
      const what = `The logged value '${name}'`;
      logged[name] = step.keep(requireScalar(value, what).clone());
      if (weight !== undefined)
        logged[WEIGHT_OF + name] = step.keep(requireScalar(weight, `The weight of ${what}`).clone());
      describe(name, options);
    },
    hyper: (name, initial) => step.hyper(name, initial),
    read: (name) => step.read(LEARNER_PREFIX + name),
    write: (name, value) => step.write(LEARNER_PREFIX + name, value),
    writeWeight(name, value) {
      if (!step.training)
        throw new InvalidArgumentError(
          'writeWeight',
          'called in training only',
          step.stage,
          'Ask context.training first.',
        );
      const { weights } = learner.model;
      const weight = weights.find((each) => each.name === name);
      if (weight === undefined || weight.trainable) throw notToBeWritten(name, weights);
      step.write(name, value);
    },
  };
  return { context, logged, measured, describe };
}

function notToBeWritten(name: string, weights: readonly ModelWeight[]): InvalidArgumentError {
  const others = weights.filter(({ trainable }) => !trainable).map((weight) => weight.name);
  const expected = `one that the model has and that is not trained: ${others.join(', ') || 'there is none'}`;
  return new InvalidArgumentError('the name of a weight', expected, name, 'Freeze it: freeze(cloneModel(model)).');
}

/** A learner's loss that notes what its mean divides by. */
function measuring(loss: TreeLoss, measured: Map<tf.Tensor, MeasuredLoss>): TreeLoss {
  const compute = (...given: Parameters<TreeLoss>): tf.Tensor => {
    const own = measureLoss(loss, ...given);
    measured.set(own.value, own);
    return own.value;
  };
  return Object.assign(compute, loss);
}

/** The output of `batchForward` if it is one: a tensor, or lists and records of tensors. */
export function requireOutput(output: TensorTree): TensorTree {
  if (typeof output === 'object' && (output as TensorTree | null) !== null && !(output instanceof Promise))
    return output;
  letGo(output);
  const expected = 'a tensor, or lists and records of tensors';
  throw new InvalidArgumentError(
    'what batchForward returns',
    expected,
    output,
    'It is synchronous, and ends with return.',
  );
}

/** What an asynchronous function fails with later is not to end the process: the error is that it is asynchronous. */
function letGo(value: unknown): void {
  if (value instanceof Promise) value.catch(() => undefined);
}

/** The value if it is a scalar. */
export function requireScalar(value: tf.Tensor, what: string): tf.Scalar {
  if (!(value instanceof tf.Tensor)) {
    letGo(value);
    throw new InvalidArgumentError(
      what,
      'a tensor without axes',
      value,
      'Make one by TensorFlow.js, and return it from a function that is not async.',
    );
  }
  if (value.isDisposed) {
    const remedy = 'A step disposes nothing: what it made is disposed when it ends.';
    throw new InvalidArgumentError(what, 'a tensor that was not disposed', value, remedy);
  }
  if (value.rank === 0) return value as tf.Scalar;
  throw new ShapeMismatchError(
    `${what} must be a scalar, got shape [${value.shape.join(', ')}]. Reduce it, for example by tf.mean, or give the loss reduction 'mean'.`,
  );
}
