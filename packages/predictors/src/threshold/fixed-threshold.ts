import {
  defineComponent,
  predictorShape,
  type DecodeContext,
  type EngineArray,
  type Predicted,
  type Predictor,
} from '@lml/core';
import { z } from 'zod';

import { namedClasses } from '../classification/named-class.js';
import { binaryScores, binaryShape, classesFrom } from './binary-scores.js';

const shape = {
  /** From where on a sample is of the positive class. Default: 0.5 for a probability, 0 for a logit. */
  threshold: z
    .number()
    .optional()
    .describe('From where on a sample is of the positive class. Default: 0.5 for a probability, 0 for a logit.'),
};

/** Options of {@link fixedThreshold}. */
export interface FixedThresholdOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof binaryShape>>,
    z.input<z.ZodObject<typeof predictorShape>> {}

/**
 * Decides between two classes by a threshold that is given: a sample is positive where its probability, or its logit, is at least the
 * threshold. A threshold other than 0.5 is for classes that are rare, or errors of which one is worse than the other.
 *
 * Of a logit z the probability is `sigmoid(z)`; of two logits that of class 1 is `softmax(z)₁ = sigmoid(z₁ − z₀)`. Output `[batch]`,
 * `[batch, …, 1]` or `[batch, …, 2]`; prediction int32 `[batch, …]` (as records `{ label, index }`, the label by its name where the data
 * have names). As scikit-learn's `FixedThresholdClassifier`, whose `response_method` is `response` and `pos_label` is `positive`.
 *
 * @throws `LML_INVALID_OPTIONS` for a threshold of probabilities outside [0, 1]; `LML_SHAPE_MISMATCH` when it predicts from an output
 * of another width than 1 or 2.
 *
 * @example
 * ```ts
 * import { applyPredictor, ndArray } from '@lml/core';
 * import { fixedThreshold } from '@lml/predictors';
 *
 * const logits = ndArray([[-2], [-1], [1]]); // of which the probabilities are 0.12, 0.27, 0.73
 * (await applyPredictor(fixedThreshold({ threshold: 0.2 }), logits)).data; // => Int32Array.of(0, 1, 1)
 * ```
 */
export const fixedThreshold = defineComponent({
  kind: 'predictor',
  name: 'fixed-threshold',
  summary: 'Decides between two classes by a threshold that is given.',
  schema: z
    .strictObject({ ...predictorShape, ...binaryShape, ...shape })
    .refine(({ threshold = 0.5, response }) => response === 'logit' || (threshold >= 0 && threshold <= 1), {
      path: ['threshold'],
      message: "must be a probability from 0 to 1; of logits say response: 'logit'",
    }),
  examples: [{}, { threshold: 0.9, positive: 0 }, { response: 'logit', threshold: -1.5 }],
  create: ({ response, positive, threshold = response === 'logit' ? 0 : 0.5, head }, { name }): Predictor => ({
    name,
    head,
    predict: (output) => classesFrom(binaryScores(name, output, { response, positive }), threshold, positive),
    decode: (prediction: Predicted, { classNames }: DecodeContext) =>
      namedClasses(prediction as EngineArray, classNames),
  }),
});
