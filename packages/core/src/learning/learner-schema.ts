import { z } from 'zod';

import type { DataModule } from '../data/data-module.js';
import { isDataset } from '../data/dataset.js';
import { componentOption, isConfig, KIND_KEY } from '../registry/component-option.js';

const METRIC = { [KIND_KEY]: 'metric' };
const metricList = z.union([z.array(componentOption('metric')), z.record(z.string(), componentOption('metric'))]);

/** Whether a value is one metric, or one config of a metric, rather than several. */
function isOneMetric(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const isInstance = ['update', 'updateHost'].some((method) => typeof (value as never)[method] === 'function');
  return isInstance || ('name' in value && isConfig(value));
}

/** The metrics of a learner. One that stands alone is told so; as a record it would be a metric named `name`. */
const metrics = z
  .custom<z.input<typeof metricList>>(
    (value) => !isOneMetric(value),
    'must be a list of metrics, or a record of them, got one metric. Put it in a list: metrics: [ … ]',
  )
  .meta({
    anyOf: [
      { type: 'array', items: METRIC },
      { type: 'object', additionalProperties: METRIC },
    ],
  })
  .pipe(metricList);

/** The options that every learner takes, for its zod schema; add `loss` and the learner's own. */
export const learnerShape = {
  /** The learning material. In a file it stands at the top level instead. */
  data: z
    .custom<DataModule>((value) => typeof value === 'object' && value !== null && 'loader' in value, {
      error: ({ input }) =>
        isDataset(input)
          ? 'must be a DataModule, got a dataset. Write data: new DataModule({ dataset: … })'
          : 'must be a DataModule',
    })
    .optional()
    .describe('The learning material. In a file it stands at the top level instead.')
    .meta({ hidden: true }),
  /** The learning agent. */
  model: componentOption('model').describe('The learning agent.'),
  /**
   * Weights of the model that are not trained, by name, where `*` stands for any characters: `'encoder/*'`, or a list.
   * Default: none.
   */
  freeze: z
    .union([z.string().min(1), z.array(z.string().min(1)).readonly()])
    .optional()
    .describe(
      "Weights of the model that are not trained, by name, where `*` stands for any characters: `'encoder/*'`, or a list. Default: none.",
    ),
  /** How weights follow gradients. Needed to train. */
  optimizer: componentOption('optimizer').optional().describe('How weights follow gradients. Needed to train.'),
  /** How the learning rate, and other numbers of the optimizer, change. Default: they do not. */
  scheduler: componentOption('scheduler')
    .optional()
    .describe('How the learning rate, and other numbers of the optimizer, change. Default: they do not.'),
  /** What is reported: a list, or a record where names must be told apart. Default: nothing but the loss. */
  metrics: metrics
    .optional()
    .describe('What is reported: a list, or a record where names must be told apart. Default: nothing but the loss.'),
  /** The downstream task. */
  predictor: componentOption('predictor').optional().describe('The downstream task.'),
};

/** The options that every learner takes, as its component does: parts may be instances or data that name them. */
export interface LearnerConfig extends z.input<z.ZodObject<typeof learnerShape>> {}
