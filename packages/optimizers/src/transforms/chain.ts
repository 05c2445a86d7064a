import {
  elementwiseOptimizer,
  InvalidArgumentError,
  type GradientOptimizer,
  type HyperNumbers,
  type NamedNumbers,
  type TensorsFor,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { AnyGradientTransform, Descent } from './gradient-transform.js';

/**
 * Makes an optimizer of small transforms: the gradient of each parameter goes through them in order, and what comes out is
 * subtracted from the parameter. `false` in the place of a transform is passed over. One of them must take the learning
 * rate into account, as {@link scaleByLearningRate} and {@link scaleByAdam} do.
 *
 * @throws `LML_INVALID_ARGUMENT` if two transforms have a slot or a number of one name.
 *
 * @example
 * ```ts
 * import { addDecayedWeights, chain, scaleByLearningRate } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = chain(0.5, addDecayedWeights(0.25), scaleByLearningRate());
 * const hyper = { weightDecay: tf.scalar(0.25), lr: tf.scalar(0.5) };
 * optimizer.update({ w: tf.scalar(8) }, { w: tf.scalar(2) }, {}, hyper).parameters.w; // => 6
 * ```
 *
 * @see Babuschkin et al., The DeepMind JAX ecosystem, 2020: optax's `chain`.
 */
export function chain(lr: number, ...transforms: readonly (AnyGradientTransform | false)[]): GradientOptimizer {
  const links = transforms.filter((transform) => transform !== false);
  requireDifferentNames(
    'slot',
    links.map(({ slots }) => slots),
  );
  requireDifferentNames(
    'number',
    links.map((link) => link.hyper(0, { ...link.base, lr })),
  );
  requireDifferentNames('hyper-number', [{ lr }, ...links.map(({ base }) => base)]);
  return elementwiseOptimizer<HyperNumbers, NamedNumbers, NamedNumbers>({
    base: { ...merged(links.map(({ base }) => base)), lr },
    slots: merged(links.map(({ slots }) => slots)),
    hyper: (step, numbers) => merged(links.map((link) => link.hyper(step, numbers))),
    update: (parameter, gradient, slots, hyper) => {
      let descent: Descent = { parameter, gradient };
      const next: Record<string, tf.Tensor> = {};
      for (const link of links) {
        const result = link.update(descent, slots, hyper);
        descent = { parameter: result.parameter ?? descent.parameter, gradient: result.gradient ?? descent.gradient };
        for (const slot of Object.keys(link.slots)) next[slot] = (result as TensorsFor<NamedNumbers>)[slot]!;
      }
      return { parameter: tf.sub(descent.parameter, descent.gradient), ...next };
    },
  });
}

function merged(parts: readonly NamedNumbers[]): NamedNumbers {
  return Object.assign({}, ...parts) as NamedNumbers;
}

function requireDifferentNames(what: string, parts: readonly NamedNumbers[]): void {
  const names = parts.flatMap(Object.keys);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new InvalidArgumentError('transforms', `with a name of its own for each ${what}`, `'${twice}' in two of them`);
}
