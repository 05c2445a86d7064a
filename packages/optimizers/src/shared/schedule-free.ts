import {
  elementwise,
  readSlots,
  slotEntries,
  slotEntry,
  writeSlots,
  type HyperNumbers,
  type NamedNumbers,
  type Optimizer,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { nonNegative } from './fields.js';

/** The options of schedule-free optimizers, as entries of a zod object. */
export const scheduleFreeShape = {
  /** λ: in each update the iterate loses this fraction of the weights, times the learning rate. Default: `0`. */
  weightDecay: nonNegative('the weight decay')
    .default(0)
    .describe('λ: in each update the iterate loses this fraction of the weights, times the learning rate.'),
  /** Updates in which the learning rate rises linearly. Default: `0`. */
  warmupSteps: z.int().min(0).default(0).describe('Updates in which the learning rate rises linearly.'),
  /** r: update t counts in the average by t to the power of r, so that late ones count more. Default: `0`. */
  r: nonNegative('r')
    .default(0)
    .describe('r: update t counts in the average by t to the power of r, so that late ones count more.'),
  /** p: an update counts in the average by its learning rate to the power of p, the largest rate so far. Default: `2`. */
  weightLrPower: nonNegative('the power of the learning rate')
    .default(2)
    .describe('p: an update counts in the average by its learning rate to the power of p, the largest rate so far.'),
};

/** What a schedule-free optimizer is made of. */
export interface ScheduleFreeRule {
  /** Its options, but those of the step. */
  readonly options: z.output<z.ZodObject<typeof scheduleFreeShape>> & { readonly lr: number };
  /** β: where gradients are taken, between the iterate (0) and the average (1). */
  readonly beta: number;
  /** A slot of the step for each parameter, which starts at 0. */
  readonly slots: readonly string[];
  /** The scalars of the step. */
  hyper(step: number): NamedNumbers;
  /** The direction of the step, and the new slots after it, element by element. */
  direction(
    gradient: tf.Tensor,
    slots: readonly tf.Tensor[],
    hyper: Readonly<Record<string, tf.Scalar>>,
  ): readonly [tf.Tensor, ...tf.Tensor[]];
}

/**
 * Makes a schedule-free optimizer. With u the direction of the step at y, and γ the learning rate:
 *
 *     z ← z − γ(u + λy),  x ← (1 − c)x + cz,  y ← (1 − β)z + βx
 *
 * where c is the weight of this update, `tʳ · max γᵖ`, over the sum of all weights. The parameters are y, and x = (y − (1 − β)z)/β is
 * used. Put into each other, y ← (1 − c)y + cz − γ(1 − β(1 − c))(u + λy) with the z of before, so that x is not computed in a step.
 */
export function scheduleFree({ options, beta, slots: slotNames, ...rule }: ScheduleFreeRule): Optimizer {
  const { lr, weightDecay, warmupSteps, r, weightLrPower } = options;
  return {
    base: { lr, ...(weightDecay > 0 && { weightDecay }) },
    init: (parameters) => [
      ...slotEntries('z', parameters, 'parameter'),
      ...slotNames.flatMap((slot) => slotEntries(slot, parameters)),
      // The largest rate so far, and the sum of the weights of all updates.
      slotEntry('lrMax', []),
      slotEntry('weightSum', []),
    ],
    hyper: (step, numbers: HyperNumbers) => ({
      ...rule.hyper(step),
      lr: numbers.lr * (step < warmupSteps ? (step + 1) / warmupSteps : 1),
      ...(weightDecay > 0 && { weightDecay: numbers['weightDecay']! }),
      growth: (step + 1) ** r,
    }),
    update(parameters, gradients, slots, hyper) {
      const names = Object.keys(parameters);
      const rate = hyper['lr']!;
      const lrMax = tf.maximum(slots['lrMax']!, rate);
      const weight = tf.mul(hyper['growth']!, weightLrPower === 2 ? tf.square(lrMax) : tf.pow(lrMax, weightLrPower));
      const weightSum = tf.add(slots['weightSum']!, weight);
      const isEmpty = tf.equal(weightSum, 0);
      const share = tf.where(isEmpty, tf.zerosLike(weight), tf.div(weight, tf.where(isEmpty, tf.onesLike(weight), weightSum))); // prettier-ignore
      const kept = tf.sub(1, share);
      const length = tf.mul(rate, tf.sub(1, tf.mul(beta, kept)));
      const own = slotNames.map((slot) => readSlots(slot, slots, names));
      const [moved, iterate, ...next] = elementwise<[tf.Tensor, tf.Tensor, ...tf.Tensor[]]>(
        [parameters, gradients, readSlots('z', slots, names), ...own],
        (y, gradient, z, ...rest) => {
          const [direction, ...changed] = rule.direction(gradient, rest, hyper);
          const step = hyper['weightDecay'] === undefined ? direction : tf.add(direction, tf.mul(hyper['weightDecay'], y)); // prettier-ignore
          const mixed = tf.add(tf.mul(kept, y), tf.mul(share, z));
          return [tf.sub(mixed, tf.mul(length, step)), tf.sub(z, tf.mul(rate, step)), ...changed];
        },
      );
      return {
        parameters: moved,
        slots: Object.assign(
          { ...writeSlots('z', iterate), lrMax, weightSum },
          ...next.map((tensors, index) => writeSlots(slotNames[index]!, tensors)),
        ),
      };
    },
    evaluationParameters(parameters, slots) {
      const [average] = elementwise([parameters, readSlots('z', slots, Object.keys(parameters))], (y, z) => [
        tf.div(tf.sub(y, tf.mul(1 - beta, z)), beta),
      ]);
      return average;
    },
  };
}
