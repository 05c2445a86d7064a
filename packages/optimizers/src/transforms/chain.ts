import {
  elementwise,
  InvalidArgumentError,
  readSlots,
  slotEntries,
  writeSlots,
  type GradientOptimizer,
  type NamedNumbers,
  type NamedSlots,
  type Tensors,
  type TensorsFor,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { AnyGradientTransform, Descent, WholeTransform } from './gradient-transform.js';

/**
 * Makes an optimizer of small transforms: the gradient of each parameter goes through them in order, and what comes out is
 * subtracted from the parameter. `false` in the place of a transform is passed over. One of them must take the learning
 * rate into account, as {@link scaleByLearningRate} and {@link scaleByAdam} do.
 *
 * What works element by element is computed as one vector of all parameters by an engine that compiles; between two such
 * transforms, one that looks at whole gradients ({@link scaleByTrustRatio}, {@link clip}) cuts that vector.
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
export function chain(
  lr: number,
  ...transforms: readonly (AnyGradientTransform | WholeTransform | false)[]
): GradientOptimizer {
  const links = transforms.filter((transform) => transform !== false);
  const own = links.filter((link): link is AnyGradientTransform => !isWhole(link));
  requireDifferentNames(
    'slot',
    own.map(({ slots }) => slots),
  );
  requireDifferentNames(
    'number',
    own.map((link) => link.hyper(0, { ...link.base, lr })),
  );
  requireDifferentNames('hyper-number', [{ lr }, ...own.map(({ base }) => base)]);
  const slots: NamedSlots = merged(own.map((link) => link.slots));
  const stages = stagesOf(links);
  return {
    base: { ...merged(own.map(({ base }) => base)), lr },
    init: (parameters) => Object.entries(slots).flatMap(([slot, start]) => slotEntries(slot, parameters, start)),
    hyper: (step, numbers) => merged(own.map((link) => link.hyper(step, numbers))),
    update(parameters, gradients, before, hyper) {
      let descent = { parameter: parameters, gradient: gradients };
      const after: Tensors[] = [];
      for (const stage of stages) {
        if (isWhole(stage)) {
          descent = { ...descent, gradient: stage.updateAll(descent.gradient, descent.parameter) };
          continue;
        }
        const isLast = stage === stages.at(-1);
        const names = stage.flatMap((link) => Object.keys(link.slots));
        const columns = names.map((slot) => readSlots(slot, before, Object.keys(parameters)));
        const [parameter, ...rest] = elementwise<tf.Tensor[]>(
          [descent.parameter, descent.gradient, ...columns],
          (value, gradient, ...given) => {
            const remembered = Object.fromEntries(names.map((slot, at) => [slot, given[at]!]));
            const result = follow(stage, { parameter: value, gradient }, remembered, hyper);
            const next = names.map((slot) => result.slots[slot]!);
            return isLast
              ? [tf.sub(result.parameter, result.gradient), ...next]
              : [result.parameter, ...next, result.gradient];
          },
        );
        after.push(...names.map((slot, at) => writeSlots(slot, rest[at]!)));
        descent = { parameter: parameter!, gradient: rest[names.length] ?? descent.gradient };
      }
      return { parameters: descent.parameter, slots: merged(after) };
    },
  };
}

function isWhole(part: object): part is WholeTransform {
  return 'updateAll' in part;
}

/** The links, with what works element by element together: the last stage is of that kind, and subtracts. */
function stagesOf(
  links: readonly (AnyGradientTransform | WholeTransform)[],
): readonly (readonly AnyGradientTransform[] | WholeTransform)[] {
  const stages: (AnyGradientTransform[] | WholeTransform)[] = [];
  for (const link of links) {
    const last = stages.at(-1);
    if (isWhole(link)) stages.push(link);
    else if (last === undefined || isWhole(last)) stages.push([link]);
    else last.push(link);
  }
  const last = stages.at(-1);
  return last === undefined || isWhole(last) ? [...stages, []] : stages;
}

/** Takes a descent through some links. */
function follow(
  links: readonly AnyGradientTransform[],
  start: Descent,
  slots: Tensors,
  hyper: Readonly<Record<string, tf.Scalar>>,
): Descent & { readonly slots: Tensors } {
  let descent = start;
  const next: Record<string, tf.Tensor> = {};
  for (const link of links) {
    const result = link.update(descent, slots, hyper);
    descent = { parameter: result.parameter ?? descent.parameter, gradient: result.gradient ?? descent.gradient };
    for (const slot of Object.keys(link.slots)) next[slot] = (result as TensorsFor<NamedNumbers>)[slot]!;
  }
  return { ...descent, slots: next };
}

function merged<Value>(parts: readonly Readonly<Record<string, Value>>[]): Readonly<Record<string, Value>> {
  return Object.assign({}, ...parts) as Readonly<Record<string, Value>>;
}

function requireDifferentNames(what: string, parts: readonly Readonly<Record<string, unknown>>[]): void {
  const names = parts.flatMap(Object.keys);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new InvalidArgumentError('transforms', `with a name of its own for each ${what}`, `'${twice}' in two of them`);
}
