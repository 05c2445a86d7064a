import { defineComponent, type Optimizer, type StateEntry, type Tensors } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** The first length that is tried along the direction. Default: `1`. */
  lr: z.number().gt(0).default(1).describe('The first length that is tried along the direction.'),
  /** How many updates are remembered. Default: `10`. */
  historySize: z.int().min(1).max(100).default(10).describe('How many updates are remembered.'),
  /** How many lengths are tried, each half of the one before; 0 takes the first one untried. Default: `8`. */
  maxTrials: z
    .int()
    .min(0)
    .max(30)
    .default(8)
    .describe('How many lengths are tried, each half of the one before; 0 takes the first one untried.'),
  /** The part of the promised descent that a length must reach. Default: `1e-4`. */
  sufficient: z
    .number()
    .gt(0)
    .lt(0.5)
    .default(1e-4)
    .describe('The part of the promised descent that a length must reach.'),
};

/** Options of {@link lBfgs}. */
export interface LBfgsOptions extends z.input<z.ZodObject<typeof shape>> {}

/** A pair of vectors is remembered only where their product is larger than this, as in `torch.optim.LBFGS`. */
const CURVATURE = 1e-10;

/**
 * L-BFGS: the direction comes of the last changes of parameters and gradients (the two-loop recursion), and the length of a bounded
 * search: of $`t, t/2, t/4 …`$ the first with $`L(θ + t d) ≤ L(θ) + c\, t\, g·d`$ is taken, or else the last one tried. All lengths are
 * evaluated within the update, so that it is one graph; an update costs `maxTrials − 1` evaluations beside the first. The
 * first update goes at most a distance of 1 in the 1-norm. For losses of all data at once: give `batchSize` the number of samples.
 *
 * Without a search (`maxTrials: 0`) numbers are those of `torch.optim.LBFGS` with `max_iter: 1`. Slots are `step` and `gradient`, those
 * of the update before, and `steps` and `changes`, `[historySize, …]`, the newest last.
 *
 * @see Liu and Nocedal, On the limited memory BFGS method for large scale optimization, 1989.
 *
 * @example
 * ```ts
 * import { lBfgs } from 'lml-plugin-showcase';
 *
 * lBfgs({ maxTrials: 4 }).base; // => { lr: 1 }
 * ```
 */
export const lBfgs = defineComponent({
  kind: 'optimizer',
  name: 'l-bfgs',
  summary: 'The quasi-Newton method of limited memory, with a bounded line search.',
  schema: z.strictObject(shape),
  examples: [{}, { historySize: 2, maxTrials: 0, lr: 0.5 }],
  create: ({ lr, historySize, maxTrials, sufficient }): Optimizer => ({
    base: { lr },
    init: (parameters) =>
      parameters.flatMap(({ name, shape: own }) => [
        zeros(`step/${name}`, own),
        zeros(`gradient/${name}`, own),
        zeros(`steps/${name}`, [historySize, ...own]),
        zeros(`changes/${name}`, [historySize, ...own]),
      ]),
    hyper: (step, numbers) => ({ lr: numbers.lr, isFirst: step === 0 ? 1 : 0 }),
    update(parameters, gradients, slots, { lr: first, isFirst }, { loss, gradientsAt }) {
      const names = Object.keys(parameters);
      const gather = (tensors: Tensors, slot = ''): tf.Tensor1D =>
        tf.concat(names.map((name) => tf.reshape(tensors[slot + name]!, [-1])));
      const gatherRows = (slot: string): tf.Tensor2D =>
        tf.concat<tf.Tensor2D>(
          names.map((name) => tf.reshape(slots[`${slot}/${name}`]!, [historySize, -1])),
          1,
        );
      const sizes = names.map((name) => parameters[name]!.size);
      const spread = (vector: tf.Tensor, slot = ''): Tensors => {
        const parts = tf.split(vector, sizes);
        return Object.fromEntries(
          names.map((name, at) => [slot + name, tf.reshape(parts[at]!, parameters[name]!.shape)]),
        );
      };
      const spreadRows = (rows: tf.Tensor, slot: string): [string, tf.Tensor][] =>
        tf.split(rows, sizes, 1).map((part, at) => [
          `${slot}/${names[at]!}`,
          tf.reshape(part, [historySize, ...parameters[names[at]!]!.shape]),
        ]); // prettier-ignore

      const gradient = gather(gradients);
      const memory = remember(
        { steps: gatherRows('steps'), changes: gatherRows('changes') },
        gather(slots, 'step/'),
        tf.sub(gradient, gather(slots, 'gradient/')),
      );
      const direction = tf.neg(newton(gradient, memory, historySize));
      const slope = tf.sum(tf.mul(gradient, direction));
      const shortened = tf.minimum(1, tf.div(1, tf.add(tf.sum(tf.abs(gradient)), 1e-30)));
      const longest = tf.mul<tf.Scalar>(first!, tf.where(tf.greater(isFirst!, 0), shortened, 1));

      const start = gather(parameters);
      const along = (length: tf.Tensor): tf.Tensor => tf.add(start, tf.mul(length, direction));
      const lengths = Array.from({ length: Math.max(1, maxTrials) }, (_, trial) => tf.mul(longest, 0.5 ** trial));
      // From the shortest to the longest, so that the longest that will do counts. The shortest is taken without asking.
      const length = lengths.slice(0, -1).reduceRight((shorter, longer) => {
        const there = gradientsAt(spread(along(longer))).loss;
        const allowed = tf.add(loss, tf.mul(sufficient, tf.mul(longer, slope)));
        return tf.where(tf.lessEqual(there, allowed), longer, shorter);
      }, lengths.at(-1)!);
      const moved = along(length);
      return {
        parameters: spread(moved),
        slots: {
          ...spread(tf.sub(moved, start), 'step/'),
          ...spread(gradient, 'gradient/'),
          ...Object.fromEntries([...spreadRows(memory.steps, 'steps'), ...spreadRows(memory.changes, 'changes')]),
        },
      };
    },
  }),
});

/** What was remembered of earlier updates, a row each. Rows that are not filled yet are zero. */
interface Memory {
  /** Changes of the parameters. */
  readonly steps: tf.Tensor2D;
  /** Changes of the gradients. */
  readonly changes: tf.Tensor2D;
}

/** The memory with a pair more, where the loss curves upwards along it; the oldest one goes. */
function remember({ steps, changes }: Memory, step: tf.Tensor, change: tf.Tensor): Memory {
  const curves = tf.greater(tf.sum(tf.mul(step, change)), CURVATURE);
  const push = (rows: tf.Tensor2D, row: tf.Tensor): tf.Tensor2D => {
    const [count, size] = rows.shape;
    const pushed = tf.concat<tf.Tensor2D>([tf.slice(rows, [1, 0], [count - 1, size]), tf.reshape(row, [1, size])]);
    return tf.where(curves, pushed, rows);
  };
  return { steps: push(steps, step), changes: push(changes, change) };
}

/** The gradient times the inverse of the Hessian, as far as it is known: the two-loop recursion. */
function newton(gradient: tf.Tensor1D, { steps, changes }: Memory, count: number): tf.Tensor {
  const row = (rows: tf.Tensor2D, at: number): tf.Tensor => tf.reshape(tf.slice(rows, [at, 0], [1, -1]), [-1]);
  const pairs = Array.from({ length: count }, (_, at) => {
    const [step, change] = [row(steps, at), row(changes, at)];
    const curvature = tf.sum(tf.mul(step, change));
    const filled = tf.greater(curvature, CURVATURE);
    return { step, change, inverse: tf.where(filled, tf.div(1, tf.where(filled, curvature, 1)), 0) };
  });
  let direction: tf.Tensor = gradient;
  const shares: tf.Tensor[] = [];
  for (let at = count - 1; at >= 0; at--) {
    const { step, change, inverse } = pairs[at]!;
    shares[at] = tf.mul(inverse, tf.sum(tf.mul(step, direction)));
    direction = tf.sub(direction, tf.mul(shares[at]!, change));
  }
  const newest = pairs.at(-1)!;
  const square = tf.sum(tf.square(newest.change));
  const known = tf.greater(newest.inverse, 0);
  const scale = tf.where(known, tf.div(1, tf.where(known, tf.mul(newest.inverse, square), 1)), 1);
  direction = tf.mul(scale, direction);
  pairs.forEach(({ step, change, inverse }, at) => {
    const share = tf.mul(inverse, tf.sum(tf.mul(change, direction)));
    direction = tf.add(direction, tf.mul(tf.sub(shares[at]!, share), step));
  });
  return direction;
}

function zeros(name: string, shape: readonly number[]): StateEntry {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  return { name, shape, dtype: 'float32', trainable: false, value: { dtype: 'float32', shape, data } };
}

declare module '@lml/core' {
  interface OptimizerComponents {
    'l-bfgs': typeof lBfgs;
  }
  interface OptimizerOptions {
    'l-bfgs': LBfgsOptions;
  }
}
