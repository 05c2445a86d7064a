import { defineComponent, slotEntry, type Optimizer, type StateEntry, type Tensors } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import type { CurvatureMemory } from '../shared/curvature-memory.js';
import { nonNegative } from '../shared/fields.js';
import { flatLoss, type FlatLoss } from '../shared/flat-loss.js';
import { beginIteration, endIteration, type LbfgsLimits, type LbfgsState } from '../shared/lbfgs-iteration.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { beginSearch, selectSearch, takeTrial, type LinePoint } from '../shared/strong-wolfe.js';

const shape = {
  /** The length that is tried along a direction; without a line search, the length that is taken. Default: `1`. */
  lr: nonNegative('the learning rate')
    .default(1)
    .describe('The length that is tried along a direction; without a line search, the length that is taken.'),
  /** Iterations in an update at the most. Default: `20`. */
  maxIter: z.int().min(1).max(1000).default(20).describe('Iterations in an update at the most.'),
  /** Evaluations of the loss in an update at the most. Default: 5/4 of maxIter. */
  maxEval: z
    .int()
    .min(1)
    .max(1250)
    .optional()
    .describe('Evaluations of the loss in an update at the most. Default: 5/4 of maxIter.'),
  /** An update ends where no number of the gradient is larger. Default: `1e-7`. */
  toleranceGrad: nonNegative('the tolerance of gradients')
    .default(1e-7)
    .describe('An update ends where no number of the gradient is larger.'),
  /** An update ends where neither the loss nor a weight changes by more. Default: `1e-9`. */
  toleranceChange: nonNegative('the tolerance of changes')
    .default(1e-9)
    .describe('An update ends where neither the loss nor a weight changes by more.'),
  /** How many changes of weights and gradients are remembered. Default: `100`. */
  historySize: z
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .describe('How many changes of weights and gradients are remembered.'),
  /** How a length along a direction is looked for. Default: it is not, and lr is taken. */
  lineSearchFn: z
    .enum(['strong-wolfe'])
    .optional()
    .describe('How a length along a direction is looked for. Default: it is not, and lr is taken.'),
};

/** Options of {@link lbfgs}. */
export interface LbfgsOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof maximizeShape>> {}

/**
 * L-BFGS: the quasi-Newton method of limited memory. Each iteration goes along the gradient times the inverse of the Hessian, as far as
 * the last changes of weights (s) and gradients (y) tell about it, by lr or by a length that satisfies the strong Wolfe conditions:
 * enough descent, `L(θ + td) ≤ L(θ) + 10⁻⁴ t g·d`, and a slope that is flat enough, `|g(θ + td)·d| ≤ 0.9 |g·d|`.
 *
 * It is for losses without noise, of all data at once: give the data module a `batchSize` of all samples. An update takes up to `maxIter`
 * iterations, each of which evaluates the loss again, on the same batch and with the same random numbers; so gradients cannot be
 * accumulated, and the trainer's `gradientClip` acts on the first one only.
 *
 * **What bounds an update.** It is one graph when compiled, in which each evaluation stands by itself: `maxEval` of them with a line
 * search, and without one as many as iterations, less one (or `maxEval` − 2 where that is less). All are computed, also after an update
 * has ended by a tolerance. Large models want few iterations: with `maxIter: 1` and no line search an update costs one evaluation, and
 * what is remembered goes from update to update as it does within one.
 *
 * State: `steps` and `changes`, `[historySize, all weights]`, with `curvatures`, `inverse` and `scale` of them; `direction`, `gradient` and
 * `length` of the last iteration; `iterations`, of all updates. Numbers are those of `torch.optim.LBFGS`. There are no groups, since it
 * needs all weights together.
 *
 * @throws `LML_INVALID_OPTIONS` for numbers below 0, or a history, iterations or evaluations below 1.
 *
 * @example
 * ```ts
 * import { lbfgs } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 * import { ndArray } from '@lml/core';
 *
 * // (x − 3)² has its minimum where the second direction ends.
 * const optimizer = lbfgs({ maxIter: 3, historySize: 1 });
 * const entries = optimizer.init([{ name: 'x', shape: [1], dtype: 'float32', trainable: true, value: ndArray([0]) }]);
 * const slots = Object.fromEntries(entries.map(({ name, shape, value }) => [name, tf.tensor(value.data as Float32Array, [...shape])]));
 * const gradientsAt = ({ x }: Readonly<Record<string, tf.Tensor>>) => ({
 *   loss: tf.sum(tf.square(tf.sub(x!, 3))) as tf.Scalar,
 *   gradients: { x: tf.mul(2, tf.sub(x!, 3)) },
 * });
 * const parameters = { x: tf.tensor1d([0]) };
 * const { loss, gradients } = gradientsAt(parameters);
 * optimizer.update(parameters, gradients, slots, { lr: tf.scalar(1) }, { loss, gradientsAt }).parameters.x; // => [3]
 * ```
 *
 * @see Liu and Nocedal, On the limited memory BFGS method for large scale optimization, 1989; Nocedal and Wright, Numerical
 * optimization, 2006, algorithms 3.5 and 3.6; Byrd, Nocedal and Schnabel, Representations of quasi-Newton matrices, 1994.
 */
export const lbfgs = defineComponent({
  kind: 'optimizer',
  name: 'lbfgs',
  summary: 'The quasi-Newton method of limited memory, with or without a line search, for losses of all data at once.',
  schema: z.strictObject({ ...shape, ...maximizeShape }),
  create: ({ lr, historySize, lineSearchFn, maximize, ...options }): Optimizer => {
    const { maxIter } = options;
    const limits = { ...options, maxEval: options.maxEval ?? Math.floor((maxIter * 5) / 4) };
    const descend = lineSearchFn === undefined ? withoutSearch : withSearch;
    return {
      base: { lr },
      init: (parameters) => slotsFor(parameters, historySize),
      hyper: (_step, numbers) => ({ lr: numbers.lr }),
      update(parameters, gradients, slots, hyper, evaluation) {
        const loss = flatLoss(parameters, evaluation, maximize);
        const [first, joined] = [evaluation.loss, loss.join(gradients)];
        const point = {
          position: loss.join(parameters),
          loss: maximize ? tf.neg(first) : first,
          gradient: maximize ? tf.neg(joined) : joined,
        };
        const { memory, point: end, line, counts } = descend(stateOf(slots, point, limits), loss, hyper['lr']!, limits);
        const { all: iterations } = counts;
        return { parameters: loss.cut(end.position), slots: { ...memory, ...line, iterations } };
      },
    };
  },
  examples: [
    { maxIter: 3 },
    { maxIter: 4, maxEval: 6, historySize: 2, lineSearchFn: 'strong-wolfe' },
    { lr: 0.1, maxIter: 1, historySize: 3, toleranceGrad: 0, toleranceChange: 0, maximize: true },
  ],
});

function slotsFor(parameters: readonly StateEntry[], count: number): StateEntry[] {
  const size = parameters.reduce((sum, { value }) => sum + value.data.length, 0);
  const inverse = slotEntry('inverse', [count, count]);
  for (let at = 0; at < count; at++) (inverse.value.data as Float32Array)[at * count + at] = 1;
  return [
    slotEntry('steps', [count, size]),
    slotEntry('changes', [count, size]),
    slotEntry('curvatures', [count]),
    inverse,
    slotEntry('scale', [], 1),
    slotEntry('direction', [size]),
    slotEntry('gradient', [size]),
    slotEntry('length', []),
    slotEntry('iterations', []),
  ];
}

function stateOf(slots: Tensors, point: LbfgsState['point'], { toleranceGrad }: LbfgsLimits): LbfgsState {
  const pick = <Name extends string>(...names: Name[]): Record<Name, tf.Tensor> =>
    Object.fromEntries(names.map((name) => [name, slots[name]!])) as Record<Name, tf.Tensor>;
  return {
    memory: pick('steps', 'changes', 'curvatures', 'inverse', 'scale') satisfies CurvatureMemory,
    point,
    line: pick('direction', 'gradient', 'length'),
    counts: { all: slots['iterations']!, own: tf.scalar(0), evaluations: tf.scalar(1) },
    goesOn: tf.greater(tf.max(tf.abs(point.gradient)), toleranceGrad),
  };
}

type Descend = (state: LbfgsState, loss: FlatLoss, rate: tf.Tensor, limits: LbfgsLimits) => LbfgsState;

/** Takes the rate as the length along each direction. */
const withoutSearch: Descend = (start, loss, rate, limits) => {
  const count = Math.min(limits.maxIter, Math.max(1, limits.maxEval - 1));
  const always = tf.scalar(true, 'bool');
  let state = start;
  for (let iteration = 1; iteration <= count; iteration++) {
    const { slope: _slope, ...begun } = beginIteration(state, always, rate, limits);
    const position = tf.add(begun.point.position, tf.mul(begun.line.length, begun.line.direction));
    // The loss at the end is that of the next update.
    const there = iteration === count ? begun.point : loss.at(position);
    const point = { position, loss: there.loss, gradient: there.gradient };
    state = endIteration(begun, always, point, begun.line.length, tf.scalar(1), limits);
  }
  return state;
};

/** Looks for a length along each direction: one evaluation after the other, each for the search that goes on. */
const withSearch: Descend = (start, loss, rate, limits) => {
  const { maxEval, toleranceChange } = limits;
  const startOf = ({ point, slope }: LbfgsState & { readonly slope: tf.Tensor }): LinePoint => ({
    length: tf.scalar(0),
    loss: point.loss,
    slope,
    gradient: point.gradient,
  });
  let state = beginIteration(start, tf.scalar(true, 'bool'), rate, limits);
  let search = beginSearch(startOf(state), state.line.length);
  for (let evaluation = 1; evaluation <= maxEval; evaluation++) {
    const { length, count } = search.trial;
    const { direction } = state.line;
    const there = loss.at(tf.add(state.point.position, tf.mul(length, direction)));
    const found = { ...there, length, slope: tf.sum(tf.mul(there.gradient, direction)) };
    const taken = takeTrial(search, found, {
      reach: tf.max(tf.abs(direction)),
      trials: tf.sub(maxEval, state.counts.evaluations),
      toleranceChange,
    });
    const { low } = taken.search;
    const point = {
      position: tf.add(state.point.position, tf.mul(low.length, direction)),
      loss: low.loss,
      gradient: low.gradient,
    };
    const ended = endIteration(state, taken.hasEnded, point, low.length, tf.add(count, 1), limits);
    state = beginIteration(ended, taken.hasEnded, rate, limits);
    search = selectSearch(taken.hasEnded, beginSearch(startOf(state), state.line.length), taken.search);
  }
  return state;
};
