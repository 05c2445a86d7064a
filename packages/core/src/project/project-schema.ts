import { z } from 'zod';

import { DataModule, type DataModuleOptions } from '../data/data-module.js';
import { isDataset, isIterableDataset } from '../data/dataset.js';
import { isRecord } from '../data/given-record.js';
import { STAGES } from '../data/stage.js';
import { placedError } from '../errors/config-path.js';
import { LmlError } from '../errors/lml-error.js';
import { FOLDER_NAME, FOLDER_NAME_RULE } from '../node/folder-name.js';
import { componentOption } from '../registry/component-option.js';
import { trainerOptionsSchema } from '../training/trainer-schema.js';
import { Trainer } from '../training/trainer.js';
import type { RequiredLimit, TrainerOptions } from '../training/trainer-options.js';
import { crossValidationSchema, searchSchema } from './selection/selection-schema.js';

/** One dataset, or several by name. What is no component is taken for sets. */
const datasetOrSets = z
  .any()
  .transform((value: unknown, context): unknown => {
    const isSets =
      isRecord(value) &&
      !('name' in value || isDataset(value) || isIterableDataset(value)) &&
      Object.values(value).every((set) => typeof set === 'string' || isRecord(set));
    const schema = isSets ? z.record(z.string(), componentOption('dataset')) : componentOption('dataset');
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const params = issue.code === 'custom' ? issue.params : undefined;
      context.addIssue({ code: 'custom', message: issue.message, path: issue.path, params });
    }
    return z.NEVER;
  })
  // The mark by which the JSON Schema points to a kind.
  .meta({
    anyOf: [{ 'x-lml-kind': 'dataset' }, { type: 'object', additionalProperties: { 'x-lml-kind': 'dataset' } }],
  });

const splitPart = z.union([z.number().gt(0).lt(1), componentOption('splitter')]);

/** Makes something of checked options; what it does not take is told with the place in the config. */
function making<Options, Made>(make: (options: Options) => Made): (options: Options, context: z.RefinementCtx) => Made {
  return (options, context) => {
    try {
      return make(options);
    } catch (error) {
      if (!LmlError.isInstance(error)) throw error;
      context.addIssue({
        code: 'custom',
        message: error.message,
        params: { explained: true, cause: placedError(error, []) },
      });
      return z.NEVER;
    }
  };
}

/** The `data` part of a config; it makes a {@link DataModule}. */
const dataSchema = z
  .strictObject({
    dataset: componentOption('dataset')
      .optional()
      .describe('One dataset, from which split takes validation and test data.'),
    split: z
      .strictObject({
        validation: splitPart.optional().describe('A fraction of all samples, or a splitter.'),
        test: splitPart.optional().describe('A fraction of all samples, or a splitter.'),
      })
      .optional()
      .describe('What to take from dataset for validation and test.'),
    train: datasetOrSets
      .optional()
      .describe('Training data of its own; or several sets by name, of which each batch has a part.'),
    trainMode: z
      .enum(['min', 'max', 'cycle'])
      .optional()
      .describe(
        'When an epoch of several training sets is over: with the first that ends, with the last, or with the last while the others begin again. Default: cycle.',
      ),
    validation: datasetOrSets
      .optional()
      .describe('Validation data of its own; or several sets by name, which are judged one after the other.'),
    test: datasetOrSets
      .optional()
      .describe('Test data of its own; or several sets by name, which are judged one after the other.'),
    predict: componentOption('dataset').optional().describe('Data to predict on.'),
    batchSize: z
      .union([z.int().positive(), z.record(z.string(), z.int().positive())])
      .optional()
      .describe(
        'Samples in a batch; of several training sets one number for all, or one for each by name. Default 32.',
      ),
    evaluationBatchSize: z
      .int()
      .positive()
      .optional()
      .describe('Samples in a batch where nothing is learnt. Default: batchSize, where that is one number, else 32.'),
    shuffle: z.boolean().optional().describe('Whether training samples come in a new order each epoch. Default true.'),
    shuffleBuffer: z
      .int()
      .positive()
      .optional()
      .describe('Samples in the buffer from which a training stream is shuffled, where shuffle is true. Default 1000.'),
    sampler: componentOption('sampler').optional().describe('The order of training samples.'),
    dropLast: z
      .boolean()
      .optional()
      .describe('Whether a last training batch that is not full is left out. Default false.'),
    prefetch: z
      .int()
      .min(0)
      .optional()
      .describe('Batches that are read ahead where reading is asynchronous. Default 2.'),
    collate: componentOption('collate').optional().describe('Stacks samples into a batch. Default: stack.'),
    transforms: z
      .partialRecord(z.enum(['all', ...STAGES]), z.array(componentOption('transform')))
      .optional()
      .describe('Changes samples and batches: all in every stage, and after them those of a stage.'),
    workers: z
      .int()
      .min(0)
      .max(256)
      .optional()
      .describe('Worker threads that read, change and stack samples. Default 0: that is done in the main thread.'),
    seed: z.int().min(0).optional().describe('The seed of splits, order and transforms. Default: that of the project.'),
  })
  .transform(making((options) => new DataModule(options as DataModuleOptions)));

/** The `trainer` part of a config; it makes a {@link Trainer}. */
const trainerSchema = trainerOptionsSchema.transform(
  (options) => new Trainer(options as TrainerOptions & RequiredLimit),
);

/** A whole config. */
export const projectSchema = z.strictObject({
  learner: componentOption('learner').describe('The learning problem: name, model, loss, optimizer, metrics.'),
  data: dataSchema.optional().describe('The data.'),
  predictor: componentOption('predictor').optional().describe('The downstream task.'),
  trainer: trainerSchema.optional().describe('How it is trained.'),
  crossValidation: crossValidationSchema.optional().describe('How lml cv judges it, fold by fold.'),
  search: searchSchema.optional().describe('What lml search tries, and how.'),
  seed: z.int().min(0).default(0).describe('The seed of weights, splits, order and random streams.'),
  name: z
    .string()
    .regex(FOLDER_NAME, `must be ${FOLDER_NAME_RULE}`)
    .optional()
    .describe("The name of its runs. Default: with lml the name of the file, else 'project'."),
  folder: z
    .union([
      z.string().min(1, "must be the path of a folder: '.' is the working directory, false writes nothing"),
      z.literal(false),
    ])
    .default('runs')
    .describe('Where runs are written; false writes nothing.'),
  plugins: z.array(z.string()).default([]).describe('Packages whose components the config names.'),
});
