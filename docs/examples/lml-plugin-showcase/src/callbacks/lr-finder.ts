import { defineComponent, stopGradient, type Callback } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** How much of the smoothed loss is kept in each step. Default: `0.9`. */
  smoothing: z.number().min(0).lt(1).default(0.9).describe('How much of the smoothed loss is kept in each step.'),
  /** The run stops where the smoothed loss is so many times the lowest. Default: `4`. */
  divergence: z
    .number()
    .gt(1)
    .default(4)
    .describe('The run stops where the smoothed loss is so many times the lowest.'),
};

/** Options of {@link lrFinder}. */
export interface LrFinderOptions extends z.input<z.ZodObject<typeof shape>> {}

/** A step of the search. */
export interface RatePoint {
  /** The learning rate. */
  readonly rate: number;
  /** The smoothed loss of the step. */
  readonly loss: number;
}

/** A callback that finds a learning rate. */
export interface LrFinder extends Callback {
  /** The steps of the latest run. */
  readonly curve: readonly RatePoint[];
  /** The rate at which the loss fell fastest; `undefined` before three steps. */
  readonly suggestion: number | undefined;
}

/**
 * Finds a learning rate: beside the scheduler `geometric-range` it follows the loss of each step, and when the run is over notes the rate
 * at which it fell fastest (the steepest descent of the smoothed loss over the logarithm of the rate), as a warning in the result, and as
 * `suggestion`. It stops a run whose loss grows beyond measure.
 *
 * @see Smith, Cyclical learning rates for training neural networks, 2017.
 *
 * @example
 * ```ts
 * import { DataModule, Project } from '@lml/core';
 * import { iris } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { crossEntropy } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import { sgd } from '@lml/optimizers';
 * import { geometricRange, lrFinder } from 'lml-plugin-showcase';
 *
 * const finder = lrFinder();
 * const learner = supervised({
 *   model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
 *   loss: crossEntropy(),
 *   optimizer: sgd({ lr: 0.1 }),
 *   scheduler: geometricRange({ from: 1e-4, to: 10 }),
 *   data: new DataModule({ dataset: iris(), batchSize: 150 }),
 * });
 * await new Project({ learner, trainer: { maxSteps: 50, callbacks: [finder], loggers: [] }, folder: false }).train();
 * finder.suggestion! > 1e-3 && finder.suggestion! < 1; // => true
 * ```
 */
export const lrFinder = defineComponent({
  kind: 'callback',
  name: 'lr-finder',
  summary: 'Finds the learning rate at which the loss falls fastest.',
  schema: z.strictObject(shape),
  examples: [{}, { smoothing: 0, divergence: 10 }],
  create({ smoothing, divergence }, { name }): LrFinder {
    let curve: RatePoint[] = [];
    let average = 0;
    let lowest = Infinity;
    let rate = NaN;
    const steepest = (): number | undefined => {
      let best: { slope: number; rate: number } | undefined;
      for (let at = 1; at + 1 < curve.length; at++) {
        const [before, after] = [curve[at - 1]!, curve[at + 1]!];
        const slope = (after.loss - before.loss) / Math.log(after.rate / before.rate);
        if (best === undefined || slope < best.slope) best = { slope, rate: curve[at]!.rate };
      }
      return best?.rate;
    };
    return {
      name,
      get curve() {
        return curve;
      },
      get suggestion() {
        return steepest();
      },
      state: () => [
        {
          name: 'loss',
          shape: [],
          dtype: 'float32',
          trainable: false,
          value: { dtype: 'float32', shape: [], data: Float32Array.of(0) },
        },
      ],
      setup() {
        curve = [];
        average = 0;
        lowest = Infinity;
      },
      transformLoss(loss, context) {
        context.write('loss', stopGradient(loss));
        return loss;
      },
      trainBatchStart({ scheduled }) {
        rate = scheduled['train/lr'] ?? NaN;
      },
      async trainBatchEnd({ engine, stop }) {
        const state = `callback/${name}/loss`;
        const { [state]: value } = await engine.read([state]);
        average = smoothing * average + (1 - smoothing) * Number(value!.data[0]);
        const loss = average / (1 - smoothing ** (curve.length + 1));
        curve.push({ rate, loss });
        lowest = Math.min(lowest, loss);
        if (curve.length > 1 && loss > divergence * lowest) stop(`the loss grew to ${divergence} times the lowest`);
      },
      trainEnd({ warn }) {
        const found = steepest();
        if (found !== undefined) warn(`The loss fell fastest at a learning rate of ${found.toPrecision(3)}.`);
      },
      save: () => ({ curve, average }),
      restore(saved) {
        ({ curve, average } = saved as { curve: RatePoint[]; average: number });
        lowest = Math.min(...curve.map(({ loss }) => loss));
      },
    };
  },
});

declare module '@lml/core' {
  interface CallbackComponents {
    'lr-finder': typeof lrFinder;
  }
  interface CallbackOptions {
    'lr-finder': LrFinderOptions;
  }
}
