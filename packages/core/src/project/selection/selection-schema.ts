import { z } from 'zod';

import { componentOption } from '../../registry/component-option.js';
import { spaceOption } from '../../search/space.js';

const foldShape = {
  /** How the training data are divided. A search takes it from crossValidation where it has none. */
  splitter: componentOption('splitter')
    .optional()
    .describe('How the training data are divided. A search takes it from crossValidation where it has none.'),
  /** The column that has the group of each training sample, or the groups. */
  groups: z
    .union([z.string(), z.array(z.union([z.string(), z.number()]))])
    .optional()
    .describe('The column that has the group of each training sample, or the groups.'),
  /**
   * What training is watched by inside a fold: a fraction of its training data, a splitter, or false. Default: 0.1 where
   * something watches validation data.
   */
  validation: z
    .union([z.number().gt(0).lt(1), z.literal(false), componentOption('splitter')])
    .optional()
    .describe(
      'What training is watched by inside a fold: a fraction of its training data, a splitter, or false. Default: 0.1 where something watches validation data.',
    ),
  /** Whether checkpoints of the folds' models stay. Default false. */
  checkpoints: z.boolean().optional().describe("Whether checkpoints of the folds' models stay. Default false."),
  /** Where folds are run. Default: one after the other in this process. */
  executor: componentOption('executor')
    .optional()
    .describe('Where folds are run. Default: one after the other in this process.'),
  /** Whether an interrupted run of the same definition is gone on with. Default true. */
  resume: z
    .boolean()
    .optional()
    .describe('Whether an interrupted run of the same definition is gone on with. Default true.'),
};

/** The `crossValidation` part of a config. */
export const crossValidationSchema = z.strictObject({
  ...foldShape,
  params: z.record(z.string(), z.unknown()).optional().describe('What changes the project, by path.'),
  predict: z
    .enum(['predictions', 'outputs'])
    .optional()
    .describe('Whether each fold predicts the samples that it is judged by, and in which form. Default: no.'),
  trainScores: z
    .boolean()
    .optional()
    .describe('Whether the samples that were learnt from are judged too. Default false.'),
});

const objective = z.union([
  z.string(),
  z.strictObject({
    name: z.string().describe('Its name without stage.'),
    mode: z.enum(['min', 'max']).optional().describe('Which way is better. Default: as its metric says, else min.'),
  }),
]);

/** The `search` part of a config. */
export const searchSchema = z.strictObject({
  ...foldShape,
  space: z
    .union([spaceOption, z.array(spaceOption).min(1)])
    .optional()
    .describe('What is searched: for each path a distribution, or a list of values; or several such spaces.'),
  strategy: componentOption('strategy').optional().describe('What is tried next.'),
  trials: z.int().positive().optional().describe('How many trials at the most.'),
  objective: z
    .union([objective, z.array(objective).min(1)])
    .optional()
    .describe('What is to become better, by its mean over folds: one number or several. Default: loss.'),
  pruner: componentOption('pruner').optional().describe('What ends hopeless trials. Default: nothing.'),
  parallel: z
    .int()
    .positive()
    .optional()
    .describe(
      'How many trials are under way at a time, for a strategy that learns from trials, and with a pruner. Default 1.',
    ),
  timeout: z.number().positive().optional().describe('Seconds after which no trial is begun. Default: no limit.'),
  refit: z.boolean().optional().describe('Whether the best is trained on all training data and tested. Default true.'),
});
