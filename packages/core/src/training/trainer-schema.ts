import { z } from 'zod';

import { STAGES } from '../data/stage.js';
import { gradientClipSchema } from '../learning/gradient-clip.js';
import { componentOption } from '../registry/component-option.js';
import { intervalSchema, limitSchema } from './interval.js';

/** The settings of a trainer, in code and in configs. */
export const trainerOptionsSchema = z.strictObject({
  maxEpochs: z.int().min(1).optional().describe('Epochs at the most.'),
  maxSteps: z.int().min(1).optional().describe('Optimizer steps at the most.'),
  maxSeconds: z.number().gt(0).optional().describe('Seconds of training at the most.'),
  minEpochs: z.int().min(0).optional().describe('Epochs before which a request to stop is not heard. Default 0.'),
  validate: intervalSchema.optional().describe('When to validate. Default: after each epoch.'),
  accumulate: z
    .int()
    .min(1)
    .optional()
    .describe('Of how many batches gradients are gathered for an update, as if they were one batch. Default 1.'),
  gradientClip: gradientClipSchema
    .optional()
    .describe(
      'How gradients are clipped: by the norm of all of them, each number, or in proportion to the weights of each unit. Default: not.',
    ),
  log: intervalSchema.optional().describe('When numbers of a single step are logged. Default: ten times an epoch.'),
  limits: z
    .partialRecord(z.enum(STAGES), limitSchema)
    .optional()
    .describe('How much of an epoch of each stage is used. Default: all.'),
  callbacks: z.array(componentOption('callback')).optional().describe('What watches or changes a run.'),
  loggers: z
    .array(componentOption('logger'))
    .optional()
    .describe('Where numbers are written. Default: console and json-lines.'),
  checkpoint: z.boolean().optional().describe('Whether checkpoints are written. Default true.'),
  progressBar: z.boolean().optional().describe('Whether a progress bar is drawn on terminals. Default true.'),
  engine: componentOption('engine').optional().describe('What runs the steps. Default auto: the best that works here.'),
  backend: componentOption('backend').optional().describe('Where TensorFlow.js computes.'),
  purity: z.enum(['error', 'warn']).optional().describe('What happens when a step is not pure. Default error.'),
});
