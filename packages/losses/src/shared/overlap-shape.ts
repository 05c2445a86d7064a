import { z } from 'zod';

import type { logitsShape, MaskOptions, maskShape } from './mask-shape.js';

/** The options of losses by the overlap of masks, as entries of a zod object. */
export const overlapShape = {
  /** What targets are: masks of one class, indices of classes that exclude each other, or a mask for each class. */
  mode: z
    .enum(['binary', 'multiclass', 'multilabel'])
    .describe(
      'What targets are: masks of one class, indices of classes that exclude each other, or a mask for each class.',
    ),
  /** The classes whose mean it is; not of masks of one class. Default: all. */
  classes: z
    .array(z.int().min(0))
    .min(1)
    .optional()
    .describe('The classes whose mean it is; not of masks of one class. Default: all.'),
  /** What each class counts in the mean; not of masks of one class. Default: 1 each. */
  classWeights: z
    .array(z.number().min(0))
    .min(1)
    .optional()
    .describe('What each class counts in the mean; not of masks of one class. Default: 1 each.'),
  /** What is added above and below the line of the ratio. Default: `0`. */
  smooth: z.number().min(0).default(0).describe('What is added above and below the line of the ratio.'),
  /** The least that is divided by, and that a logarithm is taken of. Default: `1e-7`. */
  eps: z.number().positive().default(1e-7).describe('The least that is divided by, and that a logarithm is taken of.'),
  /** Whether it is the negative logarithm of the ratio, rather than what the ratio lacks of 1. Default: `false`. */
  logLoss: z
    .boolean()
    .default(false)
    .describe('Whether it is the negative logarithm of the ratio, rather than what the ratio lacks of 1.'),
};

/** The options of losses by the overlap of masks. */
export interface OverlapOptions extends z.input<z.ZodObject<typeof overlapShape>>, MaskOptions {}

/** {@link OverlapOptions} with their defaults filled in. */
export type OverlapSettings = z.output<z.ZodObject<typeof overlapShape & typeof maskShape & typeof logitsShape>>;

/** Refuses classes and weights of classes where there is one class, and weights of which none counts. */
export function checkClasses(
  { mode, classes, classWeights }: Pick<OverlapSettings, 'mode' | 'classes' | 'classWeights'>,
  context: z.RefinementCtx,
): void {
  const complain = (option: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [option], message });
  for (const [option, given] of Object.entries({ classes, classWeights })) {
    if (mode === 'binary' && given !== undefined)
      complain(option, 'must be left out with mode binary: it has one class');
  }
  if (classWeights === undefined) return;
  const counting = classes === undefined ? classWeights : classes.map((index) => classWeights[index] ?? 1);
  if (counting.every((weight) => weight === 0)) complain('classWeights', 'must have a weight above 0 for one class');
}
