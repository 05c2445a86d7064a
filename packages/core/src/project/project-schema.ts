import { z } from 'zod';

import { DataModule, type DataModuleOptions } from '../data/data-module.js';
import { componentOption } from '../registry/component-option.js';
import { intervalSchema, limitSchema } from '../training/interval.js';
import { Trainer, type TrainerOptions } from '../training/trainer.js';

const stages = ['train', 'validation', 'test', 'predict'] as const;

const splitPart = z.union([z.number().gt(0).lt(1), componentOption('splitter')]);

/** The `data` part of a config; it makes a {@link DataModule}. */
export const dataSchema = z
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
    train: componentOption('dataset').optional().describe('Training data of its own.'),
    validation: componentOption('dataset').optional().describe('Validation data of its own.'),
    test: componentOption('dataset').optional().describe('Test data of its own.'),
    predict: componentOption('dataset').optional().describe('Data to predict on.'),
    batchSize: z.int().positive().optional().describe('Samples in a batch. Default 32.'),
    evaluationBatchSize: z
      .int()
      .positive()
      .optional()
      .describe('Samples in a batch where nothing is learnt. Default: batchSize.'),
    shuffle: z.boolean().optional().describe('Whether training samples come in a new order each epoch. Default true.'),
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
    transforms: z
      .partialRecord(z.enum(stages), z.array(componentOption('transform')))
      .optional()
      .describe('Changes samples, stage by stage.'),
    seed: z.int().min(0).optional().describe('The seed of splits, order and transforms. Default: that of the project.'),
  })
  .transform((options) => new DataModule(options as DataModuleOptions));

/** The `trainer` part of a config; it makes a {@link Trainer}. */
export const trainerSchema = z
  .strictObject({
    maxEpochs: z.int().min(0).optional().describe('Epochs at the most.'),
    maxSteps: z.int().min(0).optional().describe('Optimizer steps at the most.'),
    maxSeconds: z.number().min(0).optional().describe('Seconds of training at the most.'),
    minEpochs: z.int().min(0).optional().describe('Epochs before which a request to stop is not heard. Default 0.'),
    validate: intervalSchema.optional().describe('When to validate. Default: after each epoch.'),
    log: intervalSchema.optional().describe('When numbers of a single step are logged. Default: ten times an epoch.'),
    limits: z
      .partialRecord(z.enum(stages), limitSchema)
      .optional()
      .describe('How much of an epoch of each stage is used. Default: all.'),
    callbacks: z.array(componentOption('callback')).optional().describe('What watches or changes a run.'),
    loggers: z
      .array(componentOption('logger'))
      .optional()
      .describe('Where numbers are written. Default: console and json-lines.'),
    checkpoint: z.boolean().optional().describe('Whether checkpoints are written. Default true.'),
    progressBar: z.boolean().optional().describe('Whether a progress bar is drawn on terminals. Default true.'),
    engine: componentOption('engine').optional().describe('What runs the steps. Default eager.'),
    backend: componentOption('backend').optional().describe('Where TensorFlow.js computes.'),
    purity: z.enum(['error', 'warn']).optional().describe('What happens when a step is not pure. Default error.'),
  })
  .transform((options) => new Trainer(options as TrainerOptions));

/** A whole config. */
export const projectSchema = z.strictObject({
  learner: componentOption('learner').describe('The learning problem: name, model, loss, optimizer, metrics.'),
  data: dataSchema.optional().describe('The data.'),
  predictor: componentOption('predictor').optional().describe('The downstream task.'),
  trainer: trainerSchema.optional().describe('How it is trained.'),
  seed: z.int().min(0).default(0).describe('The seed of weights, splits, order and random streams.'),
  name: z
    .string()
    .regex(/^[\w.-]+$/, 'must be letters, digits, dots, dashes and underscores')
    .default('project')
    .describe('The name of its runs.'),
  folder: z
    .union([z.string(), z.literal(false)])
    .default('runs')
    .describe('Where runs are written; false writes nothing.'),
  plugins: z.array(z.string()).default([]).describe('Packages whose components the config names.'),
});
