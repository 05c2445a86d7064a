import {
  defineComponent,
  elementwise,
  groupedOptimizer,
  groupsShape,
  readSlots,
  slotEntries,
  slotEntry,
  writeSlots,
  type Optimizer,
  type StateEntry,
  type Tensors,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { keptFraction, nonNegative } from '../shared/fields.js';

const shape = {
  /** Factor of the learning rate that is found, above 0. Default: `1`. */
  lr: z.number().gt(0).default(1).describe('Factor of the learning rate that is found, above 0.'),
  /** How much of the running means of the gradient and of its square is kept in each step. Default: `[0.9, 0.999]`. */
  betas: z
    .tuple([keptFraction(), keptFraction()])
    .readonly()
    .default([0.9, 0.999])
    .describe('How much of the running means of the gradient and of its square is kept in each step.'),
  /** How much is kept of the sums from which the distance is estimated. Default: the root of the second beta. */
  beta3: keptFraction()
    .optional()
    .describe(
      'How much is kept of the sums from which the distance is estimated. Default: the root of the second beta.',
    ),
  /** Added to the root of the second moment, times d, above 0. Default: `1e-8`. */
  eps: z.number().gt(0).default(1e-8).describe('Added to the root of the second moment, times d, above 0.'),
  /** λ: how much weights decay. Default: `0`. */
  weightDecay: nonNegative('the weight decay').default(0).describe('λ: how much weights decay.'),
  /** Whether weights decay by themselves, and not through the gradient. Default: `true`. */
  decouple: z.boolean().default(true).describe('Whether weights decay by themselves, and not through the gradient.'),
  /** Whether the means are corrected for their start at 0. Default: `false`. */
  useBiasCorrection: z.boolean().default(false).describe('Whether the means are corrected for their start at 0.'),
  /** Whether the estimate leaves lr out, so that a warm-up does not mislead it. Default: `false`. */
  safeguardWarmup: z
    .boolean()
    .default(false)
    .describe('Whether the estimate leaves lr out, so that a warm-up does not mislead it.'),
  /** The first estimate of the distance, above 0. Default: `1e-6`. */
  d0: z.number().gt(0).default(1e-6).describe('The first estimate of the distance, above 0.'),
  /** Factor of the estimate, above 0: what to tune first. Default: `1`. */
  dCoef: z.number().gt(0).default(1).describe('Factor of the estimate, above 0: what to tune first.'),
  /** By what factor the estimate may grow in an update, 1 or more. Default: as much as it likes. */
  growthRate: z
    .number()
    .min(1)
    .optional()
    .describe('By what factor the estimate may grow in an update, 1 or more. Default: as much as it likes.'),
  /** The estimate looks at each p-th number of a parameter only, which saves memory. Default: `1`. */
  sliceP: z
    .int()
    .min(1)
    .default(1)
    .describe('The estimate looks at each p-th number of a parameter only, which saves memory.'),
};

const groups = groupsShape(shape);

/** Options of {@link prodigy}. */
export interface ProdigyOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof groups>> {}

/**
 * Prodigy: Adam that finds its learning rate. It estimates d, the distance from the first weights to the solution, and takes steps of that
 * size; leave `lr` at 1.
 *
 * In update t, from 1, with θ the weights, θ₀ the first ones, g the gradient, and γ = d·lr (times Adam's bias correction with
 * `useBiasCorrection`):
 *
 *     r ← β₃r + (d/d₀)γ·⟨g, θ₀ − θ⟩,  s ← β₃s + (d/d₀)γ·g          (d instead of γ in s for `safeguardWarmup`)
 *     m ← β₁m + (1 − β₁)d·g,  v ← β₂v + (1 − β₂)d²g²
 *     d ← max(d, dCoef · r/‖s‖₁)
 *     θ ← θ − γλθ − γ·m / (√v + d·eps)
 *
 * where the sums go over all weights. d is the largest estimate so far, and grows by `growthRate` at the most. Without `decouple`, λθ is
 * added to the gradient instead. State for each weight, of its shape: `expAvg` (m; none for a first beta of 0), `expAvgSq` (v); for each
 * p-th number of its, `s` and `p0` (θ₀); beside them `d`, `dMax` and `dNumerator` (r). Numbers are those of prodigyopt, but that each
 * group has an estimate of its own.
 *
 * @throws `LML_INVALID_OPTIONS` for numbers outside of what they may be.
 *
 * @example
 * ```ts
 * import { prodigy } from '@lml/optimizers';
 *
 * prodigy({ weightDecay: 0.01 }).base; // => { lr: 1, weightDecay: 0.01 }
 * ```
 *
 * @see Mishchenko and Defazio, Prodigy: an expeditiously adaptive parameter-free learner, 2024.
 */
export const prodigy = defineComponent({
  kind: 'optimizer',
  name: 'prodigy',
  summary: 'Adam that finds its learning rate, by an estimate of how far the solution is.',
  schema: z.strictObject({ ...shape, ...groups }),
  create: (options) => groupedOptimizer(options, estimating),
  examples: [
    { d0: 0.01 },
    {
      lr: 0.5,
      betas: [0.8, 0.99],
      beta3: 0.9,
      eps: 1e-4,
      weightDecay: 0.1,
      decouple: false,
      useBiasCorrection: true,
      safeguardWarmup: true,
      d0: 0.01,
      dCoef: 0.5,
      growthRate: 2,
      sliceP: 2,
    },
    { d0: 0.1, groups: [{ match: '*', betas: [0, 0.9], weightDecay: 0.1 }] },
  ],
});

function estimating(options: z.output<z.ZodObject<typeof shape>>): Optimizer {
  const { lr, betas, eps, weightDecay, decouple, d0, dCoef, growthRate, sliceP } = options;
  const [beta1, beta2] = betas;
  const { beta3 = Math.sqrt(beta2) } = options;
  const hasMean = beta1 > 0;
  return {
    base: { lr, ...(weightDecay > 0 && { weightDecay }) },
    init: (parameters) => {
      const sliced = parameters.map((parameter) => sliceEntry(parameter, sliceP));
      return [
        ...(hasMean ? slotEntries('expAvg', parameters) : []),
        ...slotEntries('expAvgSq', parameters),
        ...slotEntries('s', sliced),
        ...slotEntries('p0', sliced, 'parameter'),
        slotEntry('d', [], d0),
        slotEntry('dMax', [], d0),
        slotEntry('dNumerator', []),
      ];
    },
    hyper(step, numbers) {
      const correction = options.useBiasCorrection ? Math.sqrt(1 - beta2 ** (step + 1)) / (1 - beta1 ** (step + 1)) : 1;
      // At a rate of 0 nothing is taken in, and nothing is lost.
      const keep = (beta: number): number => (numbers.lr > 0 ? beta : 1);
      return {
        rate: numbers.lr * correction,
        weight: options.safeguardWarmup ? Math.sign(numbers.lr) : numbers.lr * correction,
        ...(hasMean && { beta1: keep(beta1), restOfBeta1: 1 - keep(beta1) }),
        beta2: keep(beta2),
        restOfBeta2: 1 - keep(beta2),
        beta3: keep(beta3),
        ...(weightDecay > 0 && { weightDecay: numbers['weightDecay']! }),
      };
    },
    update(parameters, given, slots, hyper) {
      const names = Object.keys(parameters);
      const decay = hyper['weightDecay'];
      const d = slots['d']!;
      const relative = tf.div(d, d0);
      let gradients = given;
      if (decay !== undefined && !decouple)
        [gradients] = elementwise([given, parameters], (gradient, value) => [tf.add(gradient, tf.mul(decay, value))]);
      const slice = (tensors: Tensors): Tensors => sliceAll(tensors, sliceP);
      const [sums, products] = elementwise(
        [slice(gradients), slice(parameters), readSlots('s', slots, names), readSlots('p0', slots, names)],
        (gradient, value, sum, first) => [
          tf.add(tf.mul(hyper['beta3']!, sum), tf.mul(tf.mul(relative, tf.mul(d, hyper['weight']!)), gradient)),
          tf.mul(gradient, tf.sub(first, value)),
        ],
      );
      const total = (tensors: Tensors): tf.Tensor => tf.addN(Object.values(tensors).map((tensor) => tf.sum(tensor)));
      const gain = tf.mul(tf.mul(relative, tf.mul(d, hyper['rate']!)), total(products));
      const denominator = tf.addN(Object.values(sums).map((sum) => tf.sum(tf.abs(sum))));
      const moves = tf.logicalAnd(tf.greater(denominator, 0), tf.greater(hyper['rate']!, 0));
      const pick = (yes: tf.Tensor, no: tf.Tensor): tf.Tensor => tf.where(moves, yes, no);
      const numerator = pick(tf.add(tf.mul(hyper['beta3']!, slots['dNumerator']!), gain), slots['dNumerator']!);
      const estimate = tf.div(tf.mul(dCoef, numerator), pick(denominator, tf.onesLike(denominator)));
      const dMax = pick(tf.maximum(slots['dMax']!, estimate), slots['dMax']!);
      // The first estimate that is larger counts in full.
      const risen = tf.where(tf.equal(d, d0), tf.maximum(d, estimate), d);
      const next = pick(growthRate === undefined ? dMax : tf.minimum(dMax, tf.mul(risen, growthRate)), d);
      const length = pick(tf.mul(d, hyper['rate']!), tf.zerosLike(d));
      const means = hasMean ? [readSlots('expAvg', slots, names)] : [];
      const [moved, squares, mean] = elementwise<tf.Tensor[]>(
        [parameters, gradients, readSlots('expAvgSq', slots, names), ...means],
        (value, gradient, square, average) => {
          const scaled = tf.mul(d, gradient);
          const nextSquare = tf.add(tf.mul(hyper['beta2']!, square), tf.mul(hyper['restOfBeta2']!, tf.square(scaled)));
          const nextMean = hasMean
            ? tf.add(tf.mul(hyper['beta1']!, average), tf.mul(hyper['restOfBeta1']!, scaled))
            : tf.mul(next, gradient);
          const step = tf.div(nextMean, tf.add(tf.sqrt(nextSquare), tf.mul(next, eps)));
          const kept = decay !== undefined && decouple ? tf.sub(value, tf.mul(tf.mul(decay, length), value)) : value;
          return [tf.sub(kept, tf.mul(length, step)), nextSquare, ...(hasMean ? [nextMean] : [])];
        },
      );
      return {
        parameters: moved!,
        slots: {
          ...writeSlots('expAvgSq', squares!),
          ...writeSlots('s', sums),
          ...writeSlots('p0', readSlots('p0', slots, names)),
          ...(mean !== undefined && writeSlots('expAvg', mean)),
          d: next,
          dMax,
          dNumerator: numerator,
        },
      };
    },
  };
}

/** A parameter of which only each `every`-th number is looked at. */
function sliceEntry(parameter: StateEntry, every: number): StateEntry {
  if (every === 1) return parameter;
  const data = (parameter.value.data as Float32Array).filter((_, index) => index % every === 0);
  const shape = [data.length];
  return { ...parameter, shape, value: { dtype: 'float32', shape, data } };
}

function sliceAll(tensors: Tensors, every: number): Tensors {
  if (every === 1) return tensors;
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => {
      const flat = tf.reshape(tensor, [tensor.size]);
      return [name, tf.stridedSlice(flat, [0], [tensor.size], [every])];
    }),
  );
}
