import { z } from 'zod';

/** The option for the names of classes. */
export const classNamesShape = {
  /** The names of the classes that targets number from 0. Default: none. */
  classNames: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('The names of the classes that targets number from 0. Default: none.'),
};
