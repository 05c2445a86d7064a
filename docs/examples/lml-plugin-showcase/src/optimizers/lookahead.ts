import { componentOption, defineComponent, type Optimizer, type Tensors } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** The optimizer of the fast weights. */
  base: componentOption('optimizer').describe('The optimizer of the fast weights.'),
  /** After how many updates the slow weights follow. Default: `5`. */
  every: z.int().min(1).default(5).describe('After how many updates the slow weights follow.'),
  /** How far they go towards the fast ones. Default: `0.5`. */
  alpha: z.number().gt(0).max(1).default(0.5).describe('How far they go towards the fast ones.'),
};

/** Options of {@link lookahead}. */
export interface LookaheadOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Lookahead: the base optimizer moves fast weights θ; after each k of its updates slow weights φ go a part of the way,
 * $`φ ← φ + α(θ − φ)`$, and the fast ones begin again from there. The slow weights are what is validated, saved and predicted with.
 *
 * @see Zhang, Lucas, Hinton and Ba, Lookahead optimizer: k steps forward, 1 step back, 2019.
 *
 * @example
 * ```ts
 * import { sgd } from '@lml/optimizers';
 * import { lookahead } from 'lml-plugin-showcase';
 *
 * const optimizer = lookahead({ base: sgd({ lr: 0.1 }), every: 2 });
 * optimizer.hyper(0, optimizer.base); // => { lr: 0.1, pull: 0 }
 * optimizer.hyper(1, optimizer.base); // => { lr: 0.1, pull: 0.5 }
 * ```
 */
export const lookahead = defineComponent({
  kind: 'optimizer',
  name: 'lookahead',
  summary: 'Slow weights that follow the fast ones of another optimizer.',
  schema: z.strictObject(shape),
  examples: [
    { base: { name: '@lml/optimizers:sgd', lr: 0.1 } },
    { base: { name: '@lml/optimizers:adam', lr: 0.1 }, every: 1, alpha: 0.8 },
  ],
  create: ({ base, every, alpha }): Optimizer => ({
    base: base.base,
    init: (parameters) => [
      ...base.init(parameters).map((slot) => ({ ...slot, name: `base/${slot.name}` })),
      ...parameters.map((parameter) => ({ ...parameter, name: `slow/${parameter.name}`, trainable: false })),
    ],
    // How far slow weights go in this update: the host knows when it is their turn.
    hyper: (step, numbers) => ({ ...base.hyper(step, numbers), pull: (step + 1) % every === 0 ? alpha : 0 }),
    update(parameters, gradients, slots, { pull, ...hyper }, evaluation) {
      const { parameters: fast, slots: own } = base.update(
        parameters,
        gradients,
        below('base/', slots),
        hyper,
        evaluation,
      );
      const turn = tf.greater(pull!, 0);
      const slow = mapTensors(fast, (value, name) => {
        const before = slots[`slow/${name}`]!;
        return tf.add(before, tf.mul(pull!, tf.sub(value, before)));
      });
      return {
        parameters: mapTensors(fast, (value, name) => tf.where(turn, slow[name]!, value)),
        slots: { ...under('base/', own), ...under('slow/', slow) },
      };
    },
    evaluationParameters: (parameters, slots) => mapTensors(parameters, (_, name) => slots[`slow/${name}`]!),
  }),
});

function mapTensors(tensors: Tensors, change: (value: tf.Tensor, name: string) => tf.Tensor): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, value]) => [name, change(value, name)]));
}

function under(prefix: string, tensors: Tensors): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, value]) => [prefix + name, value]));
}

function below(prefix: string, tensors: Tensors): Tensors {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}

declare module '@lml/core' {
  interface OptimizerComponents {
    lookahead: typeof lookahead;
  }
  interface OptimizerOptions {
    lookahead: LookaheadOptions;
  }
}
