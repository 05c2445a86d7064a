import type { metricShape } from '@lml/core';
import { z } from 'zod';

import { numClassesShape } from '../class-options.js';

/** What classes are counted, as an entry of a zod object. */
export const backgroundShape = {
  /** Whether class 0 counts, the background. Default: `true`. */
  includeBackground: z.boolean().default(true).describe('Whether class 0 counts, the background.'),
};

/** How classes of pixels are written, as entries of a zod object. */
export const inputFormatShape = {
  ...numClassesShape,
  /**
   * How classes are written: as a mask for each class along the last axis, as their numbers, or one side so and the other
   * so. Default: `'mixed'` where one side has an axis more, else `'one-hot'`.
   */
  inputFormat: z
    .enum(['one-hot', 'index', 'mixed'])
    .optional()
    .describe(
      "How classes are written: as a mask for each class along the last axis, as their numbers, or one side so and the other so. Default: `'mixed'` where one side has an axis more, else `'one-hot'`.",
    ),
};

/** How classes of pixels are written. */
export type InputFormat = 'one-hot' | 'index' | 'mixed';

/** Options of metrics of classes of pixels. */
export interface SegmentationOptions
  extends
    z.input<z.ZodObject<typeof numClassesShape>>,
    z.input<z.ZodObject<typeof inputFormatShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/** What metrics of classes of pixels are told. */
export interface SegmentationSettings {
  /** How many classes there are. */
  readonly numClasses?: number | undefined;
  /** How they are written. */
  readonly inputFormat?: InputFormat | undefined;
  /** Whether class 0 counts. */
  readonly includeBackground: boolean;
}

/** What these metrics are checked with: scores of 3 classes against classes, of 8 images of 4 pixels. */
export const segmentationConformance = {
  prediction: { shape: [8, 4, 3], low: -2, high: 2 },
  target: { shape: [8, 4], dtype: 'int32', values: Array.from({ length: 32 }, (_, at) => (at * 7 + (at >> 2)) % 3) },
  weights: false,
} as const;
