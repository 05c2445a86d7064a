import * as tf from '@tensorflow/tfjs';

import { sizeOf } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { GradientOptimizer } from '../learning/optimizer.js';
import type { StateEntry } from '../steps/state.js';
import { applyOnce, type MakeOptimizer, type TfOptimizer } from './tf-optimizer-apply.js';
import { planFor, type OptimizerPlan } from './tf-optimizer-plan.js';

/**
 * Adapts an optimizer of TensorFlow.js: `tf.train.sgd`, `momentum`, `adagrad`, `adadelta`, `adam`, `adamax`, `rmsprop`, or one of
 * your own that keeps its state as these do.
 *
 * It computes to the bit what `optimizer.applyGradients` does to variables, but its state (moments, accumulators) is declared as
 * slots, which the engine owns: named `<field>/<weight>`, as in `accumulatedFirstMoment/dense_0/kernel`, or by the field alone
 * where it counts for all weights, as `accBeta1`. State follows the weight's name, not its position. The learning rate may follow
 * a schedule. One thing is put right: where `rmsprop` is centered, TensorFlow.js subtracts its `epsilon`, so that the first
 * step is NaN. The given optimizer is read when it is adapted and never changed; state that it has gathered before does not count.
 *
 * An optimizer of your own must be made again by `fromConfig` from `getConfig`, must keep its state in fields, as variables or as
 * lists of `{ originalName, variable }` with an entry for each weight, and must remember nothing else from update to update.
 * Before it is used first, this is tried on a small problem. Where its rate goes by other ways than TensorFlow.js's own, it
 * keeps the rate that it has, and a schedule is refused.
 *
 * @throws `LML_INVALID_ARGUMENT` if it is no optimizer of TensorFlow.js or has no learning rate; from the first use, if it
 * cannot be adapted; from `hyper`, if its learning rate should change and cannot.
 *
 * @example
 * ```ts
 * import { fromOptimizer, ndArray } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = fromOptimizer(tf.train.momentum(0.5, 0.75));
 * const w = { name: 'w', shape: [], dtype: 'float32', trainable: true, value: ndArray(3) } as const;
 * const [slot] = optimizer.init([w]);
 * slot?.name; // => 'accumulations/w'
 *
 * const lr = tf.scalar(optimizer.base.lr);
 * const gradients = { w: tf.scalar(1) };
 * const first = optimizer.update({ w: tf.scalar(3) }, gradients, { 'accumulations/w': tf.scalar(0) }, { lr });
 * first.parameters.w; // => 2.5
 * optimizer.update(first.parameters, gradients, first.slots, { lr }).parameters.w; // => 1.625
 * ```
 */
export function fromOptimizer(given: tf.Optimizer): GradientOptimizer {
  if (!isTfOptimizer(given)) {
    throw new InvalidArgumentError('optimizer', 'one of TensorFlow.js, such as tf.train.adam(0.001)', given);
  }
  const optimizer = mended(given);
  const config = optimizer.getConfig();
  const lr = config['learningRate'];
  if (typeof lr !== 'number' || !Number.isFinite(lr)) {
    throw new InvalidArgumentError('learningRate in getConfig() of the optimizer', 'a finite number', lr);
  }
  const make: MakeOptimizer = (learningRate) => remake(optimizer, { ...config, learningRate });
  let known: OptimizerPlan | undefined;
  const plan = (): OptimizerPlan => (known ??= planOrThrow(optimizer, make, lr));

  return {
    base: { lr },
    init(parameters) {
      const { lists, singles } = plan();
      return [
        ...singles.map(({ field, first }) => slot(field, [], first)),
        ...lists.flatMap(({ field, first, shape }) =>
          parameters.map((weight) => slot(`${field}/${weight.name}`, shape === 'weight' ? weight.shape : [], first)),
        ),
      ];
    },
    hyper(_step, { lr: rate }) {
      if (rate !== lr && !plan().takesRate) {
        const remedy = 'Leave the schedule out, or write the optimizer as a rule with elementwiseOptimizer.';
        throw new InvalidArgumentError(`the learning rate of ${nameOf(optimizer)}`, `its own, ${lr}`, rate, remedy);
      }
      return { lr: rate };
    },
    update(parameters, gradients, slots, hyper) {
      const own = plan();
      return applyOnce(make, own, { parameters, gradients, slots }, own.takesRate ? hyper['lr']! : lr);
    },
  };
}

declare module '../registry/kinds.js' {
  interface KindStandIns {
    /** Any optimizer of TensorFlow.js; see {@link fromOptimizer}. */
    optimizer: tf.Optimizer;
  }
}

/** The optimizer itself, or a centered rmsprop with the sign of its `epsilon` turned, since it is subtracted there. */
function mended(optimizer: tf.Optimizer): tf.Optimizer {
  const config: Record<string, unknown> = optimizer.getConfig();
  if (optimizer.constructor !== tf.RMSPropOptimizer || config['centered'] !== true) return optimizer;
  return remake(optimizer, { ...config, epsilon: -(config['epsilon'] as number) }) as unknown as tf.Optimizer;
}

/** Whether a value is an optimizer of TensorFlow.js, by what it can do. */
export function isTfOptimizer(value: unknown): value is tf.Optimizer {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['minimize', 'computeGradients', 'applyGradients', 'getConfig'].every(
      (method) => typeof (value as Record<string, unknown>)[method] === 'function',
    )
  );
}

function planOrThrow(optimizer: tf.Optimizer, make: MakeOptimizer, lr: number): OptimizerPlan {
  const plan = planFor(optimizer, make, lr);
  if (typeof plan !== 'string') return plan;
  const remedy = `${plan}. Write it as a rule with elementwiseOptimizer instead.`;
  throw new InvalidArgumentError('optimizer', 'one whose state can be held by an engine', nameOf(optimizer), remedy);
}

/** A fresh optimizer of the same class, without state. */
function remake(optimizer: tf.Optimizer, config: Record<string, unknown>): TfOptimizer {
  const own = optimizer.constructor as unknown as { fromConfig(cls: unknown, config: unknown): TfOptimizer };
  return own.fromConfig(own, config);
}

function nameOf(optimizer: tf.Optimizer): string {
  return typeof optimizer.getClassName === 'function' ? optimizer.getClassName() : 'the optimizer';
}

function slot(name: string, shape: readonly number[], first: number): StateEntry {
  const data = new Float32Array(sizeOf(shape)).fill(first);
  return { name, shape, dtype: 'float32', trainable: false, value: { dtype: 'float32', shape, data } };
}
