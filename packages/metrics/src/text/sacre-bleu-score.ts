import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { bleuConformance, bleuMetric, bleuShape, checkBleu } from '../shared/bleu.js';
import { tokenizers, type Tokenizer } from '../shared/sacre-bleu-tokenizers.js';
import { lowercaseShape, textShape, textViewShape } from '../shared/text-options.js';
import { withoutLastSpaces, wordsOf } from '../shared/words.js';

const UNAVAILABLE = ['ja-mecab', 'ko-mecab', 'spm', 'flores101', 'flores200'] as const;

const shape = {
  /**
   * What makes words of texts: mteval's rules for Western languages (13a), those of Unicode (intl), Chinese characters
   * each for itself (zh), every character for itself (char), or white space alone (none). Default: `'13a'`.
   */
  tokenize: z
    .enum(['13a', 'intl', 'zh', 'char', 'none', ...UNAVAILABLE])
    .default('13a')
    .describe(
      "What makes words of texts: mteval's rules for Western languages (13a), those of Unicode (intl), Chinese characters each for itself (zh), every character for itself (char), or white space alone (none).",
    ),
};

/** Options of {@link sacreBleuScore}. */
export interface SacreBleuScoreOptions
  extends
    z.input<z.ZodObject<typeof textViewShape>>,
    z.input<z.ZodObject<typeof textShape>>,
    z.input<z.ZodObject<typeof bleuShape>>,
    z.input<z.ZodObject<typeof lowercaseShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * BLEU as sacrebleu computes it: {@link bleuScore} of texts whose words are found by a rule of their own, so that it does not depend on how
 * they were prepared. It lies in [0, 1] (sacrebleu's is 100 times that), and higher is better.
 *
 * `smooth: 'exp'` is what sacrebleu does where nothing is said; the three agree where n-grams of all lengths match. Japanese, Korean and
 * SentencePiece words (`'ja-mecab'`, `'ko-mecab'`, `'spm'`, `'flores101'`, `'flores200'`) need dictionaries and models that are not part of
 * LML: make words by a tool of your own, join them by spaces, and take `tokenize: 'none'`. By hand a prediction is a text or a list of texts,
 * the target a text or a list of texts for each; in a run they are what the predictor's `decode` gives and the target. Weights, one a sample
 * (`[batch]`), default 1. NaN where nothing was counted.
 *
 * @throws `LML_INVALID_OPTIONS` for other than `nGram` weights, and for a `tokenize` that needs what LML has not; `LML_INVALID_ARGUMENT` for
 * what are no texts; `LML_SHAPE_MISMATCH` for other than one target a prediction, or weights that do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { sacreBleuScore } from '@lml/metrics';
 *
 * const state = new MetricState(sacreBleuScore());
 * await state.update(['The cat is on the mat.'], ['The cat sat on the mat.']);
 * state.compute(); // => 0.488923
 *
 * sacreBleuScore({ tokenize: 'ja-mecab' }); // throws LML_INVALID_OPTIONS
 * ```
 *
 * @see [torchmetrics.text.SacreBLEUScore](https://lightning.ai/docs/torchmetrics/stable/text/sacre_bleu_score.html) 1.9;
 * [sacrebleu](https://github.com/mjpost/sacrebleu) 2.6, which this follows where they differ
 */
export const sacreBleuScore = defineComponent({
  kind: 'metric',
  name: 'sacre-bleu-score',
  summary: 'BLEU of texts as they are, whose words are found by a rule of sacrebleu.',
  schema: z
    .strictObject({ ...textViewShape, ...textShape, ...bleuShape, ...lowercaseShape, ...shape })
    .superRefine(checkBleu)
    .superRefine(({ tokenize }, context) => {
      if (!(UNAVAILABLE as readonly string[]).includes(tokenize)) return;
      const message =
        `'${tokenize}' needs a dictionary or model that LML does not have. Make words by a tool of your own, join them by spaces, and ` +
        "give 'none'";
      context.addIssue({ code: 'custom', path: ['tokenize'], message });
    }),
  examples: [{}, { tokenize: 'intl', lowercase: true }, { tokenize: 'char', nGram: 2, smooth: 'exp' }],
  create: ({ tokenize, lowercase, ...options }, nature) => {
    const rule = tokenizers[tokenize as Tokenizer];
    return bleuMetric({
      ...nature,
      options,
      group: `${tokenize} ${lowercase}`,
      tokenize: (text) => wordsOf(rule(withoutLastSpaces(lowercase ? text.toLowerCase() : text))),
    });
  },
  conformance: bleuConformance,
  higherIsBetter: true,
});
