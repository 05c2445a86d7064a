import {
  defineComponent,
  InvalidArgumentError,
  metricShape,
  metricView,
  ShapeMismatchError,
  type HostMetric,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import {
  featuresOf,
  imageNetwork,
  isFunction,
  readRows,
  runFunction,
  tensorsOf,
  type Features,
  type NetworkNumbers,
} from '../shared/features/extractor.js';
import { pictures, smallNetwork } from '../shared/features/pictures.js';
import { weightedSums, weightsOf, zero } from '../shared/host-scores-metric.js';
import { textShape } from '../shared/text-options.js';
import { plainTexts } from '../shared/texts.js';
import { numbersOf } from '../shared/values.js';

/** Makes vectors `[batch, features]` of texts. What it gives as a promise is no tensor that it made before it waited. */
export type TextEmbedder = (texts: readonly string[]) => NetworkNumbers | Promise<NetworkNumbers>;

const shape = {
  /** Makes vectors `[batch, features]` of images: a model, or a function. Default: none, for texts alone. */
  imageEmbedder: imageNetwork
    .optional()
    .describe('Makes vectors `[batch, features]` of images: a model, or a function. Default: none, for texts alone.'),
  /** Makes vectors `[batch, features]` of texts. Default: none, for images alone. */
  textEmbedder: z
    .custom<TextEmbedder>(isFunction, 'must be a function of texts')
    .optional()
    .describe('Makes vectors `[batch, features]` of texts. Default: none, for images alone.'),
};

/** Options of {@link clipScore}. */
export interface ClipScoreOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof textShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * CLIP score: how well images and texts belong together, $`\max(0, 100 \cdot \overline{\cos(a, b)})`$ for the vectors a and b that a network
 * gives for the two of each sample. It lies in [0, 100]; more is better.
 *
 * Predictions and targets are images `[batch, height, width, channels]` or texts, each of the two as it likes: generated images and the texts that
 * they were made of, captions and their images, or two of a kind. In a run texts are what the predictor's `decode` gives (with
 * `on: 'prediction'`), and a target of texts. The embedders are yours: no weights come with LML. They get images and texts as they are, outside of
 * steps, and may give promises; a model is built. Weights, one a sample (`[batch]`), default 1. NaN where nothing was counted.
 *
 * @throws `LML_INVALID_OPTIONS` without any embedder; `LML_INVALID_ARGUMENT` for texts or images whose embedder is missing;
 * `LML_SHAPE_MISMATCH` for what are neither, other than one target a prediction, vectors of different lengths, or weights that do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { clipScore } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(
 *   clipScore({
 *     imageEmbedder: (images) => tf.mean(images, [1, 2]),
 *     textEmbedder: (texts) => texts.map((text) => [text.includes('red') ? 1 : 0, text.includes('green') ? 1 : 0]),
 *   }),
 * );
 * await state.update(tf.tensor4d([0.3, 0.4, 1, 0], [2, 1, 1, 2]), ['something green', 'something red']);
 * state.compute(); // => 90
 * ```
 *
 * @see [torchmetrics.multimodal.CLIPScore](https://lightning.ai/docs/torchmetrics/stable/multimodal/clip_score.html) 1.9; Hessel et al. 2021,
 * CLIPScore: A reference-free evaluation metric for image captioning, which multiplies by 2.5 in place of 100
 */
export const clipScore = defineComponent({
  kind: 'metric',
  name: 'clip-score',
  summary: 'How well images and texts belong together, by the vectors that a network gives for them.',
  schema: z
    .strictObject({ ...metricShape, ...textShape, ...shape })
    .refine(({ imageEmbedder, textEmbedder }) => imageEmbedder !== undefined || textEmbedder !== undefined, {
      path: ['imageEmbedder'],
      message: 'must be given, or textEmbedder, or both',
    }),
  examples: [
    { imageEmbedder: smallNetwork, textEmbedder: lengths },
    { imageEmbedder: smallNetwork, textEmbedder: lengths, targetField: 'caption' },
  ],
  create: ({ imageEmbedder, textEmbedder, field, targetField, ...options }, { name, traits }): HostMetric => {
    const missing = (option: string, what: string): InvalidArgumentError =>
      new InvalidArgumentError(`${option} of ${name}`, `given for ${what}`, undefined);
    const vectorsOf = async (given: unknown, key: string): Promise<Features | undefined> => {
      const texts = plainTexts(given, key);
      if (texts === undefined) {
        if (imageEmbedder === undefined) throw missing('imageEmbedder', 'images');
        return featuresOf(name, imageEmbedder, 'texts, or images', given);
      }
      if (texts.length === 0) return undefined;
      if (textEmbedder === undefined) throw missing('textEmbedder', 'texts');
      if (!tf.getBackend()) await tf.ready();
      const tensors = tensorsOf(name, await runFunction(() => textEmbedder(texts)));
      try {
        return await readRows(name, tensors, texts.length);
      } finally {
        tf.dispose(tensors);
      }
    };
    return {
      name,
      ...metricView(options),
      higherIsBetter: traits.higherIsBetter,
      init: () => ({ sum: zero(), total: zero() }),
      async updateHost(input) {
        const { records } = input;
        const isDecoded = records !== undefined && plainTexts(records, field) !== undefined;
        const prediction = await vectorsOf(isDecoded ? records : input.prediction, field);
        const target = await vectorsOf(input.target, targetField);
        if (prediction?.count !== target?.count || prediction?.width !== target?.width) {
          const shown = (features?: Features): string => `[${features?.count ?? 0}, ${features?.width ?? 0}]`;
          throw new ShapeMismatchError(
            `${name} needs vectors of one length, and a target for each prediction, got ${shown(prediction)} and ${shown(target)}.`,
          );
        }
        if (prediction === undefined || target === undefined) return {};
        return weightedSums(cosines(prediction, target), weightsOf(name, input, [prediction.count]));
      },
      compute({ sum, total }) {
        const mean = (100 * (numbersOf(sum)[0] ?? 0)) / (numbersOf(total)[0] ?? 0);
        return Number.isNaN(mean) ? NaN : Math.max(0, mean);
      },
    };
  },
  conformance: {
    batch: {
      prediction: pictures(4, 1),
      target: ['a cat', 'a dog', 'a house on a hill', 'no more of this'],
    },
  },
  higherIsBetter: true,
});

/** The cosine of each row with that of the other. */
function cosines(one: Features, other: Features): number[] {
  const { count, width } = one;
  return Array.from({ length: count }, (_, row) => {
    let [both, ours, theirs] = [0, 0, 0];
    for (let at = row * width; at < (row + 1) * width; at++) {
      both += one.data[at]! * other.data[at]!;
      ours += one.data[at]! ** 2;
      theirs += other.data[at]! ** 2;
    }
    return both / Math.sqrt(ours * theirs);
  });
}

/** A network for conformance: vectors of the lengths and the first letters of texts. */
function lengths(texts: readonly string[]): number[][] {
  return texts.map((text) => [text.length, text.charCodeAt(0) || 0, 10]);
}
