import * as tf from '@tensorflow/tfjs';

import { learnerScope } from '../../learning/learner-context.js';
import type { Learner } from '../../learning/learner.js';
import { moveAverages } from '../../learning/move-averages.js';
import { besideStep, replayable } from '../../learning/replayed-context.js';
import { withStepContext, type StepContext } from '../../steps/step-context.js';
import type { Step } from '../../steps/step.js';
import type { Tensors } from '../../tensorflow/tensor-tree.js';
import { AVERAGE } from './averaged-weights.js';

/** From 0 and from here statistics are looked at: far apart, so that the share by which they move has all its digits. */
const FAR = 1024;

/**
 * The step that computes the running statistics of averaged weights as means over batches: those of a batch alone, and the mean with
 * those of the batches before. A running statistic moves towards that of a batch by a share of its own, $`r \leftarrow m r + (1 - m) s`$;
 * share and statistic follow from where it goes from 0 and from another number.
 */
export function statisticsStep(
  learner: Learner,
  prefix: string,
  parameters: readonly string[],
  buffers: readonly string[],
): Step {
  return {
    name: `${prefix}statistics`,
    stage: 'train',
    training: true,
    run(batch, context) {
      const streams = replayable(context);
      const averages = read(context, parameters, `${prefix}${AVERAGE}`);
      const after = (start: number): Tensors => {
        const begun = buffers.map((name) => [name, tf.fill(context.read(name).shape, start)] as const);
        const beside = besideStep(context, streams(), { ...averages, ...Object.fromEntries(begun) });
        return withStepContext(beside, () => {
          learner.batchForward(batch, learnerScope(learner, beside, new Map(), 'train/').context);
          return read(beside, buffers);
        });
      };
      const [near, far] = [after(0), after(FAR)];
      const ofBatch = Object.fromEntries(
        buffers.map((name) => {
          const share = tf.sub(1, tf.div(tf.sub(far[name]!, near[name]!), FAR));
          const moves = tf.greater(share, 1e-6);
          const divisor = tf.where(moves, share, tf.onesLike(share));
          // What stays as it is in training is none.
          return [name, tf.where(moves, tf.div(near[name]!, divisor), context.read(name))];
        }),
      );
      const before = read(context, buffers, `${prefix}${AVERAGE}`);
      const next = moveAverages(before, ofBatch, context.hyper('share'), context.hyper('copies'));
      for (const [name, value] of Object.entries(next)) context.write(`${prefix}${AVERAGE}${name}`, value);
      return {};
    },
  };
}

/** Values of state by name, which stand under a prefix. */
export function read(context: StepContext, names: readonly string[], prefix = ''): Tensors {
  return Object.fromEntries(names.map((name) => [name, context.read(prefix + name)]));
}
