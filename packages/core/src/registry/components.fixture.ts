import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import type { Sample } from '../data/sample.js';
import type { Transform } from '../data/transform.js';
import type { Loss } from '../learning/loss.js';
import type { AnyComponent } from './component.js';
import { componentOption } from './component-option.js';
import { defineComponent } from './define-component.js';
import type { Plugin } from './plugin.js';

const scaledErrorShape = {
  /** Factor. Default: `1`. */
  scale: z.number().positive().default(1).describe('Factor.'),
  /** How the values become one. Default: `'mean'`. */
  reduction: z.enum(['mean', 'sum']).default('mean').describe('How the values become one.'),
};

/** Options of {@link scaledError}. */
export interface ScaledErrorOptions extends z.input<z.ZodObject<typeof scaledErrorShape>> {}

/** A loss whose options all have defaults. */
export const scaledError = defineComponent({
  kind: 'loss',
  name: 'scaled-error',
  summary: 'Absolute error times a scale.',
  schema: z.strictObject(scaledErrorShape),
  examples: [{ scale: 2 }],
  differentiable: true,
  create:
    ({ scale, reduction }): Loss =>
    (prediction, target) =>
      tf.mul(scale, tf[reduction](tf.abs(tf.sub(prediction, target)))),
});

/** What {@link shift} makes. */
export interface Shift extends Transform {
  /** What is added. */
  readonly by: number;
}

const shiftShape = {
  /** What is added. */
  by: z.number().describe('What is added.'),
};

/** Options of {@link shift}. */
export interface ShiftOptions extends z.input<z.ZodObject<typeof shiftShape>> {}

/** A transform with an option that must be given. */
export const shift = defineComponent({
  kind: 'transform',
  name: 'shift',
  summary: 'Adds a number to the input.',
  schema: z.strictObject(shiftShape),
  examples: [{ by: 1 }],
  create: ({ by }): Shift => ({ by, apply: (sample): Sample => ({ ...sample, input: Number(sample['input']) + by }) }),
});

/** What {@link chain} makes. */
export interface Chain extends Transform {
  /** The steps. */
  readonly steps: readonly Transform[];
  /** Further ones, by name. */
  readonly others: readonly Transform[] | Readonly<Record<string, Transform>>;
}

const chainShape = {
  /** The steps. */
  steps: z.array(componentOption('transform')).describe('The steps.'),
  /** Further ones. */
  others: z
    .union([z.array(componentOption('transform')), z.record(z.string(), componentOption('transform'))])
    .optional()
    .describe('Further ones.'),
  /** How often. */
  times: z
    .strictObject({ forwards: z.int().optional().describe('How often.') })
    .optional()
    .describe('How often.'),
};

/** Options of {@link chain}. */
export interface ChainOptions extends z.input<z.ZodObject<typeof chainShape>> {}

/** A transform whose options are transforms. */
export const chain = defineComponent({
  kind: 'transform',
  name: 'chain',
  summary: 'Transforms one after the other.',
  schema: z.strictObject(chainShape),
  examples: [{ steps: [] }],
  create: ({ steps, others = [] }): Chain => ({
    steps,
    others,
    apply: (sample, context) => steps.reduce<Sample>((done, step) => step.apply!(done, context) as Sample, sample),
  }),
});

/** A plugin of these components. */
export const fixturePlugin: Plugin = {
  name: 'lml-plugin-fixture',
  version: '1.2.3',
  apiVersion: 1,
  components: [scaledError, shift, chain] as readonly AnyComponent[],
};

declare module './kinds.js' {
  interface LossComponents {
    'scaled-error': typeof scaledError;
  }
  interface TransformComponents {
    shift: typeof shift;
    chain: typeof chain;
  }
  interface LossOptions {
    'scaled-error': ScaledErrorOptions;
  }
  interface TransformOptions {
    shift: ShiftOptions;
    chain: ChainOptions;
  }
}
