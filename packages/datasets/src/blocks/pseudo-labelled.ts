import {
  componentOption,
  defineComponent,
  isNdArray,
  LmlError,
  ndArray,
  sameShape,
  ShapeMismatchError,
  showShape,
  type Dataset,
  type DType,
  type HostBatch,
  type NdArray,
  type Sample,
} from '@lml/core';
import { z } from 'zod';

import type { ArrayInput } from '../shared/array-input.js';
import { arraySchema } from '../shared/array-schemas.js';
import { columnsDataset } from '../shared/columns-dataset.js';
import { concatDatasets } from '../shared/concat-datasets.js';
import { extended } from '../shared/extended.js';
import { indexView } from '../shared/index-view.js';
import { requireIndexed } from '../shared/indexed.js';
import { invalidValue } from '../shared/invalid-value.js';
import { toColumn } from '../shared/to-column.js';

const SUBJECT = "dataset 'pseudo-labelled'";

const shape = {
  /** Samples with their right answers. */
  labelled: componentOption('dataset').describe('Samples with their right answers.'),
  /** Samples without. */
  unlabelled: componentOption('dataset').describe('Samples without.'),
  /** What was predicted for each of the unlabelled samples: an array [samples, …] like the targets of the others. */
  targets: arraySchema.describe(
    'What was predicted for each of the unlabelled samples: an array [samples, …] like the targets of the others.',
  ),
  /** How sure each prediction is: numbers, one a sample. Default: all are taken. */
  confidences: arraySchema
    .optional()
    .describe('How sure each prediction is: numbers, one a sample. Default: all are taken.'),
  /** Predictions that are less sure are left out, with their samples. Default: `0.95`. */
  threshold: z.number().default(0.95).describe('Predictions that are less sure are left out, with their samples.'),
  /** How many times a sample with a predicted target counts in loss and metrics. Default: `1`. */
  weight: z
    .number()
    .positive()
    .default(1)
    .describe('How many times a sample with a predicted target counts in loss and metrics.'),
};

/** Options of {@link pseudoLabelled}. */
export interface PseudoLabelledOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Labelled samples, and after them unlabelled ones with what a model predicted for them in place of the right answer, for self-training:
 * train, predict, train again on both. Each sample has a `weight`: of a labelled one its own, or 1. Predictions with a confidence
 * below `threshold` are left out. Predicted targets take the data type of the others.
 *
 * @throws `LML_INVALID_OPTIONS` for a stream. From `open`: `LML_SHAPE_MISMATCH` if there are not as many targets or confidences as unlabelled
 * samples, or targets differ in shape from those of the labelled samples; `LML_INVALID_OPTIONS` for targets that the data type of the
 * others cannot hold. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see D.-H. Lee (2013), Pseudo-Label: The Simple and Efficient Semi-Supervised Learning Method for Deep Neural Networks;
 * scikit-learn's `SelfTrainingClassifier`.
 *
 * @example
 * ```ts
 * import { labelled, pseudoLabelled, unlabelled } from '@lml/datasets';
 *
 * const dataset = pseudoLabelled({
 *   labelled: labelled({ inputs: [1], targets: [0] }),
 *   unlabelled: unlabelled({ inputs: [2, 3] }),
 *   targets: [1, 0],
 *   confidences: [0.99, 0.6],
 *   weight: 0.5,
 * });
 * await dataset.open();
 * dataset.length; // => 2
 * dataset.get(1); // => { input: 2, target: 1, weight: 0.5 }
 * ```
 */
export const pseudoLabelled = defineComponent({
  kind: 'dataset',
  name: 'pseudo-labelled',
  summary: 'Labelled samples, and unlabelled ones with predicted targets.',
  schema: z.strictObject(shape),
  examples: [
    {
      labelled: { name: 'labelled', inputs: [1, 2], targets: [0, 1] },
      unlabelled: { name: 'unlabelled', inputs: [3, 4] },
      targets: [1, 0],
    },
    {
      labelled: { name: 'labelled', inputs: [1, 2], targets: [[0, 1], [1, 0]], weights: [1, 3] }, // prettier-ignore
      unlabelled: { name: 'unlabelled', inputs: [3, 4, 5] },
      targets: [[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]], // prettier-ignore
      confidences: [0.9, 0.8, 0.5],
      threshold: 0.8,
      weight: 0.3,
    },
  ],
  create: ({ labelled, unlabelled, targets, confidences, threshold, weight }): Dataset => {
    const known = requireIndexed(labelled, SUBJECT, ['labelled']);
    const unknown = requireIndexed(unlabelled, SUBJECT, ['unlabelled']);
    const predicted = toColumn(targets, SUBJECT, ['targets']);
    const kept = keptIndices(confidences, predicted.shape[0]!, threshold);
    const answers = columnsDataset(async () => {
      await known.open();
      return { target: likeTargets(predicted, await known.get(0)) };
    });
    const answered = extended(unknown, {
      one: (index) => ({ ...(answers.get(index) as Sample), weight }),
      many: (indices, allocate) => ({
        ...(answers.getBatch!(indices, allocate) as HostBatch),
        weight: ndArray(new Float32Array(indices.length).fill(weight)),
      }),
      existing: 'replaced',
    });
    const sure = indexView(answered, {
      async open() {
        await unknown.open();
        if (predicted.shape[0] !== unknown.length)
          throw new ShapeMismatchError(
            `There are ${predicted.shape[0]} targets, but ${unknown.length} unlabelled samples. Each needs one.`,
          );
        await answers.open();
      },
      length: () => kept.length,
      at: (position) => kept[position]!,
    });
    const own = extended(known, {
      one: () => ({ weight: 1 }),
      many: (indices) => ({ weight: ndArray(new Float32Array(indices.length).fill(1)) }),
      existing: 'kept',
    });
    return concatDatasets([own, sure]);
  },
});

/** The samples whose predictions are sure enough. */
function keptIndices(confidences: ArrayInput | undefined, length: number, threshold: number): number[] {
  const all = Array.from({ length }, (_, index) => index);
  if (confidences === undefined) return all;
  const { dtype, shape: sizes, data } = toColumn(confidences, SUBJECT, ['confidences']);
  if (dtype === 'string' || sizes.length !== 1) {
    const message = `must be one number a sample, got ${dtype} ${showShape(sizes)}`;
    throw invalidValue(SUBJECT, ['confidences'], message);
  }
  if (sizes[0] === length) return all.filter((index) => Number(data[index]) >= threshold);
  throw new ShapeMismatchError(`There are ${length} targets, but ${sizes[0]} confidences. Each needs one.`);
}

/** Predicted targets with the data type of those of a labelled sample, of whose shape they must be. */
function likeTargets(predicted: NdArray, sample: Sample): NdArray {
  const { target } = sample;
  const { dtype, shape: wanted } = isNdArray(target)
    ? target
    : {
        dtype: (typeof target === 'string' ? 'string' : typeof target === 'boolean' ? 'bool' : 'float32') as DType,
        shape: [],
      };
  const own = predicted.shape.slice(1);
  if (!sameShape(own, wanted))
    throw new ShapeMismatchError(
      `Predicted targets have the shape ${showShape(own)}, those of the labelled samples ${showShape(wanted)}. Predict what those have.`,
    );
  if (predicted.dtype === dtype) return predicted;
  try {
    return ndArray(Array.from(predicted.data as ArrayLike<number>), { shape: predicted.shape, dtype });
  } catch (error) {
    if (!LmlError.isInstance(error)) throw error;
    throw invalidValue(
      SUBJECT,
      ['targets'],
      `must be ${dtype}, as those of the labelled samples are. ${error.message}`,
    );
  }
}
