import {
  CheckpointError,
  defineComponent,
  ndArray,
  NotFittedError,
  predictorShape,
  toNdArray,
  toTensor,
  type DecodeContext,
  type EngineArray,
  type NdArray,
  type Predicted,
  type Predictor,
  type StateEntry,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { namedClasses } from '../classification/named-class.js';
import { binaryScores, binaryShape, classesFrom } from './binary-scores.js';
import { THRESHOLD_SCORINGS } from './threshold-scorings.js';
import { tuneThreshold, type TunedThreshold as Tuning } from './tune-threshold.js';

const shape = {
  /** What is maximised: a metric of two classes, by its name. Default: `'balanced-accuracy'`. */
  scoring: z
    .enum(THRESHOLD_SCORINGS)
    .default('balanced-accuracy')
    .describe('What is maximised: a metric of two classes, by its name.'),
  /**
   * Which thresholds are tried: so many, evenly from the lowest to the highest score, or these, ascending. Default:
   * `100`.
   */
  thresholds: z
    .union([z.int().min(2), z.array(z.number()).min(2)])
    .default(100)
    .describe('Which thresholds are tried: so many, evenly from the lowest to the highest score, or these, ascending.'),
  /** The data that it learns from, at the end of training. Default: `'validation'`. */
  fitOn: z
    .enum(['validation', 'train'])
    .default('validation')
    .describe('The data that it learns from, at the end of training.'),
};

/** Options of {@link tunedThreshold}. */
export interface TunedThresholdOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof binaryShape>>,
    z.input<z.ZodObject<typeof predictorShape>> {}

/** A predictor that learns its threshold. Made by {@link tunedThreshold}. */
export interface TunedThresholdPredictor extends Predictor {
  /** The threshold that it has learnt, if it has. */
  readonly threshold: number | undefined;
  /** What it was chosen from when it was fitted last; `undefined` where it comes from a checkpoint. */
  readonly tuning: Tuning | undefined;
  /** Learns from logits and the class of each sample, 0 or 1. */
  fit(outputs: NdArray, targets: NdArray): Promise<void>;
  /** The threshold. */
  state(): readonly StateEntry[] | undefined;
  /** Takes over what {@link TunedThresholdPredictor.state} gave. */
  load(state: Readonly<Record<string, NdArray>>): void;
}

/**
 * Decides between two classes by a threshold that it learns: that at which a metric is highest on data with answers. These should not be
 * trained on, for there the model is surer than it is elsewhere; so they are the validation data, unless `fitOn` says otherwise.
 *
 * Outputs and predictions are those of {@link fixedThreshold}; how the threshold is chosen, and from out-of-fold predictions too, says
 * {@link tuneThreshold}. As scikit-learn's `TunedThresholdClassifierCV` with `cv='prefit'`.
 *
 * @throws `LML_INVALID_OPTIONS` for thresholds that do not ascend; from `fit` what `tuneThreshold` throws, where targets are of one class
 * only, or outputs all alike; from `predict` `LML_NOT_FITTED` before `fit`, `LML_SHAPE_MISMATCH` for outputs of another width than 1 or
 * 2; from `load` `LML_CHECKPOINT` for state that is not its own.
 *
 * @example
 * ```ts
 * import { applyPredictor, ndArray } from '@lml/core';
 * import { tunedThreshold } from '@lml/predictors';
 *
 * const predictor = tunedThreshold({ response: 'logit' });
 * await predictor.fit(ndArray([[-4], [-3], [-2], [-1]]), ndArray([0, 0, 1, 1])); // all are below 0
 * predictor.threshold; // => -2.969697
 * (await applyPredictor(predictor, ndArray([[-3.5], [-1.5]]))).data; // => Int32Array.of(0, 1)
 * ```
 */
export const tunedThreshold = defineComponent({
  kind: 'predictor',
  name: 'tuned-threshold',
  summary: 'Decides between two classes by the threshold at which a metric is highest on validation data.',
  schema: z
    .strictObject({ ...predictorShape, ...binaryShape, ...shape })
    .refine(({ thresholds }) => typeof thresholds === 'number' || isAscending(thresholds), {
      path: ['thresholds'],
      message: 'must ascend',
    }),
  examples: [{}, { scoring: 'f1-score', thresholds: 20, response: 'logit', positive: 0 }, { fitOn: 'train' }],
  create({ response, positive, scoring, thresholds, fitOn, head }, { name }): TunedThresholdPredictor {
    let threshold: number | undefined;
    let tuning: Tuning | undefined;
    return {
      name,
      head,
      fitOn,
      get threshold() {
        return threshold;
      },
      get tuning() {
        return tuning;
      },
      async fit(outputs, targets) {
        await tf.ready();
        // By the same ops as when it predicts, so that a sample at the threshold is on the same side.
        const computed = tf.tidy(() => binaryScores(name, toTensor(outputs), { response, positive }));
        const scores = await toNdArray(computed).finally(() => computed.dispose());
        tuning = tuneThreshold({
          scores: flat(scores),
          targets: positive === 1 ? flat(targets) : flat(targets).map((target) => 1 - target),
          scoring,
          thresholds,
        });
        threshold = Math.fround(tuning.threshold);
      },
      state: () =>
        threshold === undefined
          ? undefined
          : [{ name: 'threshold', shape: [], dtype: 'float32', trainable: false, value: scalar(threshold) }],
      load({ threshold: stored }) {
        const value = stored?.shape.length === 0 ? Number(stored.data[0]) : NaN;
        if (!Number.isFinite(value))
          throw new CheckpointError("The state of tuned-threshold must have one number, 'threshold'.");
        threshold = value;
        tuning = undefined;
      },
      predict(output, context) {
        if (threshold === undefined) {
          throw new NotFittedError(
            'tuned-threshold has no threshold. Fit it on the outputs for data that were not trained on, and their targets: predictor.fit(outputs, targets).',
          );
        }
        const scores = binaryScores(name, output, { response, positive });
        return classesFrom(scores, context.read('threshold'), positive);
      },
      decode: (prediction: Predicted, { classNames }: DecodeContext) =>
        namedClasses(prediction as EngineArray, classNames),
    };
  },
});

function isAscending(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > values[index - 1]!);
}

/** The numbers of an array, one after the other, whatever its axes. */
function flat({ data }: NdArray): Float64Array {
  return Float64Array.from(data as ArrayLike<number | bigint>, Number);
}

function scalar(value: number): NdArray<'float32'> {
  return ndArray(Float32Array.of(value), { shape: [] });
}
