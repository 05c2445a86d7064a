import { componentOption, defineComponent, type Optimizer } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** The optimizer that follows the gradients. */
  base: componentOption('optimizer').describe('The optimizer that follows the gradients.'),
  /** How far the neighbour is at which gradients are taken. Default: `0.05`. */
  rho: z.number().min(0).default(0.05).describe('How far the neighbour is at which gradients are taken.'),
};

/** Options of {@link sam}. */
export interface SamOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Sharpness-aware minimisation: the gradients g(θ) lead to the worst neighbour, $`θ + ρ g / (‖g‖ + 10^{-12})`$, and the base
 * optimizer follows the gradients there, from θ. The norm is that of all parameters together. The loss is evaluated twice in
 * each update, on the same batch and with the same random numbers. `rho` is a hyper-number that a schedule may change.
 *
 * @see Foret, Kleiner, Mobahi and Neyshabur, Sharpness-aware minimization for efficiently improving generalization, 2021.
 *
 * @example
 * ```ts
 * import { sgd } from '@lml/optimizers';
 * import { sam } from 'lml-plugin-showcase';
 *
 * sam({ base: sgd({ lr: 0.1 }), rho: 0.02 }).base; // => { lr: 0.1, rho: 0.02 }
 * ```
 */
export const sam = defineComponent({
  kind: 'optimizer',
  name: 'sam',
  summary: 'Follows the gradients at the worst neighbour, so that flat minima are found.',
  schema: z.strictObject(shape),
  examples: [
    { base: { name: '@lml/optimizers:sgd', lr: 0.1 } },
    { base: { name: '@lml/optimizers:adam', lr: 0.01 }, rho: 0.01 },
  ],
  create: ({ base, rho }): Optimizer => ({
    ...base,
    base: { ...base.base, rho },
    hyper: (step, { rho: distance, ...numbers }) => ({
      ...base.hyper(step, numbers),
      rho: distance!,
    }),
    update(parameters, gradients, slots, { rho: distance, ...hyper }, evaluation) {
      const names = Object.keys(parameters);
      const squares = names.map((name) => tf.sum(tf.square(gradients[name]!)));
      const scale = tf.div(distance!, tf.add(tf.sqrt(tf.addN(squares)), 1e-12));
      const neighbour = names.map(
        (name) => [name, tf.add(parameters[name]!, tf.mul(scale, gradients[name]!))] as const,
      );
      const there = evaluation.gradientsAt(Object.fromEntries(neighbour));
      return base.update(parameters, there.gradients, slots, hyper, evaluation);
    },
  }),
});

declare module '@lml/core' {
  interface OptimizerComponents {
    sam: typeof sam;
  }
  interface OptimizerOptions {
    sam: SamOptions;
  }
}
