import { z } from 'zod';

/** How boxes are written, as an entry of a zod object. */
export const boxFormatShape = {
  /**
   * How boxes are written: left, top, right, bottom; left, top, width, height; or the centre, width, height. Default:
   * `'xyxy'`.
   */
  boxFormat: z
    .enum(['xyxy', 'xywh', 'cxcywh'])
    .default('xyxy')
    .describe(
      'How boxes are written: left, top, right, bottom; left, top, width, height; or the centre, width, height.',
    ),
};

/** How boxes are written. */
export type BoxFormat = 'xyxy' | 'xywh' | 'cxcywh';
