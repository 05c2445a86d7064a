import { componentOption, defineComponent, type Optimizer } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { innerOptimizer } from '../shared/inner-optimizer.js';

const shape = {
  /** The optimizer that follows the gradients. */
  optimizer: componentOption('optimizer').describe('The optimizer that follows the gradients.'),
  /**
   * ρ: how far the neighbour is at which gradients are taken, 0 or more. For adaptive, ten times as much or more.
   * Default: `0.05`.
   */
  rho: nonNegative('rho')
    .default(0.05)
    .describe(
      'ρ: how far the neighbour is at which gradients are taken, 0 or more. For adaptive, ten times as much or more.',
    ),
  /** Whether distance is measured in proportion to each weight (ASAM). Default: `false`. */
  adaptive: z.boolean().default(false).describe('Whether distance is measured in proportion to each weight (ASAM).'),
};

/** Options of {@link sam}. */
export interface SamOptions extends z.input<z.ZodObject<typeof shape>> {}

/** Added to the norm, against division by zero. */
const EPSILON = 1e-12;

/**
 * Sharpness-aware minimisation: gradients lead to the worst neighbour of the weights, and another optimizer follows the gradients that
 * are there, from where the weights are. So minima are found around which the loss is low too.
 *
 * With θ the weights and g their gradients:
 *
 *     ε = ρ · g / (‖g‖ + 10⁻¹²),            for `adaptive` ρ · θ²g / (‖θ·g‖ + 10⁻¹²)
 *     θ ← the step of the other optimizer by the gradients at θ + ε
 *
 * The norm is that of all parameters together. The loss is evaluated twice in each update, on the same batch and with the same random
 * numbers, so that gradients cannot be accumulated. The trainer's `gradientClip` acts on the gradients that lead to the neighbour,
 * and not on those that are there. `rho` is a number that a schedule may change. The state is that of the other optimizer, under
 * `inner/`.
 *
 * @throws `LML_INVALID_OPTIONS` without an optimizer, or for ρ below 0.
 *
 * @example
 * ```ts
 * import { sam, sgd } from '@lml/optimizers';
 *
 * sam({ optimizer: sgd({ lr: 0.1 }), rho: 0.02 }).base; // => { lr: 0.1, rho: 0.02 }
 * ```
 *
 * @see Foret, Kleiner, Mobahi and Neyshabur, Sharpness-aware minimization for efficiently improving generalization, 2021; Kwon et al.,
 * ASAM, 2021.
 */
export const sam = defineComponent({
  kind: 'optimizer',
  name: 'sam',
  summary: 'Follows the gradients at the worst neighbour by another optimizer, so that flat minima are found.',
  schema: z.strictObject(shape),
  create: ({ optimizer, rho, adaptive }): Optimizer => {
    const inner = innerOptimizer(optimizer, ['rho']);
    return {
      ...inner,
      base: { ...inner.base, rho },
      hyper: (step, numbers) => ({ ...inner.hyper(step, numbers), rho: numbers['rho']! }),
      update(parameters, gradients, slots, hyper, evaluation) {
        const names = Object.keys(parameters);
        const neighbour = tf.tidy(() => {
          const slopes = names.map((name) =>
            adaptive ? tf.mul(parameters[name]!, gradients[name]!) : gradients[name]!,
          );
          const norm = tf.sqrt(tf.addN(slopes.map((slope) => tf.sum(tf.square(slope)))));
          const scale = tf.div(hyper['rho']!, tf.add(norm, EPSILON));
          return names.map((name, index) => {
            const direction = adaptive ? tf.mul(parameters[name]!, slopes[index]!) : slopes[index]!;
            return tf.add(parameters[name]!, tf.mul(scale, direction));
          });
        });
        const there = evaluation.gradientsAt(Object.fromEntries(names.map((name, index) => [name, neighbour[index]!])));
        return inner.update(parameters, there.gradients, slots, hyper, evaluation);
      },
    };
  },
  examples: [
    { optimizer: { name: 'sgd', lr: 0.1 } },
    { optimizer: { name: 'adam', lr: 0.01 }, rho: 0.5, adaptive: true },
  ],
});
