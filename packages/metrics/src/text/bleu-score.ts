import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { bleuConformance, bleuMetric, bleuShape, checkBleu } from '../shared/bleu.js';
import { textShape, textViewShape } from '../shared/text-options.js';
import { wordsOf } from '../shared/words.js';

/** Options of {@link bleuScore}. */
export interface BleuScoreOptions
  extends
    z.input<z.ZodObject<typeof textViewShape>>,
    z.input<z.ZodObject<typeof textShape>>,
    z.input<z.ZodObject<typeof bleuShape>> {}

/**
 * BLEU of all samples together: the geometric mean of the shares $`p_n`$ of the predictions' n-grams that stand in a reference,
 * $`b \exp\left(\sum_n w_n \ln p_n\right)`$ with weights $`w_n = 1/N`$ for n from 1 to N = `nGram`, each n-gram at most as often as in the
 * reference that has most of it. Where the c predicted words are fewer than the r words of the references whose lengths are nearest (of two
 * as near, the shorter), $`b = e^{1 - r/c}`$, else 1. It lies in [0, 1] (sacrebleu's is 100 times that), and higher is better.
 *
 * Words are separated by white space, and compared as they are; {@link sacreBleuScore} sets punctuation apart. Without smoothing it is 0 where
 * n-grams of some length never match, as in few or short texts. By hand a prediction is a text or a list of texts, the target a text or a list
 * of texts for each; in a run they are what the predictor's `decode` gives and the target. Weights, one a sample (`[batch]`), default 1. NaN
 * where nothing was counted.
 *
 * @throws `LML_INVALID_OPTIONS` for other than `nGram` weights; `LML_INVALID_ARGUMENT` for what are no texts; `LML_SHAPE_MISMATCH` for other
 * than one target a prediction, or weights that do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { bleuScore } from '@lml/metrics';
 *
 * const state = new MetricState(bleuScore());
 * await state.update('the cat is on the mat', ['there is a cat on the mat', 'a cat is on the mat']);
 * state.compute(); // => 0.7598357
 * ```
 *
 * @see [torchmetrics.text.BLEUScore](https://lightning.ai/docs/torchmetrics/stable/text/bleu_score.html) 1.9, where smoothing does not help
 * n-grams that never match, and the first reference counts of two that are as near
 */
export const bleuScore = defineComponent({
  kind: 'metric',
  name: 'bleu-score',
  summary: 'Geometric mean of the shares of n-grams of words that stand in references.',
  schema: z.strictObject({ ...textViewShape, ...textShape, ...bleuShape }).superRefine(checkBleu),
  examples: [{}, { nGram: 2, smooth: true }, { nGram: 2, weights: [0.8, 0.2] }],
  create: (options, nature) => bleuMetric({ ...nature, options, tokenize: wordsOf, group: 'words' }),
  conformance: bleuConformance,
  higherIsBetter: true,
});
