import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { columnsDataset } from '../shared/columns-dataset.js';
import { decode } from '../shared/decode.js';
import { digitsData } from './digits.data.js';

const shape = {
  /** Whether pixels are divided by 16, to lie from 0 to 1, rather than be 0 to 16 as in scikit-learn. Default: `true`. */
  scale: z
    .boolean()
    .default(true)
    .describe('Whether pixels are divided by 16, to lie from 0 to 1, rather than be 0 to 16 as in scikit-learn.'),
  /** Whether an image is a row of 64 numbers rather than an image [8, 8, 1]. Default: `false`. */
  flatten: z
    .boolean()
    .default(false)
    .describe('Whether an image is a row of 64 numbers rather than an image [8, 8, 1].'),
};

const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Options of {@link digits}. */
export interface DigitsOptions extends z.input<z.ZodObject<typeof shape>> {}

const SAMPLES = 1797;
const PIXELS = 64;

/**
 * Handwritten digits: 1797 images of 8 × 8 pixels, in 10 classes. Samples `{ input, target }` with `input` float32
 * `[8, 8, 1]` and `target` int32, the digit. It comes with the package; nothing is downloaded.
 *
 * The samples and their order are scikit-learn's. Pixels are divided by 16, which loses nothing; `scale: false` gives
 * scikit-learn's values, 0 to 16.
 *
 * @throws From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see E. Alpaydin, C. Kaynak (1998), Optical Recognition of Handwritten Digits, the test set; UCI Machine Learning
 * Repository, https://doi.org/10.24432/C50P49, licence CC BY 4.0. As in scikit-learn's `load_digits` (BSD-3-Clause).
 *
 * @example
 * ```ts
 * import { digits } from '@lml/datasets';
 *
 * const dataset = digits({ flatten: true, scale: false });
 * await dataset.open();
 * dataset.length; // => 1797
 * dataset.columns?.input?.data.slice(0, 8); // => Float32Array.of(0, 0, 5, 13, 9, 1, 0, 0)
 * (await dataset.get(0)).target; // => { dtype: 'int32', shape: [], data: Int32Array.of(0) }
 * ```
 */
export const digits = defineComponent({
  kind: 'dataset',
  name: 'digits',
  summary: 'Handwritten digits: 1797 images of 8 × 8 pixels in 10 classes; comes with the package.',
  schema: z.strictObject(shape),
  examples: [{}, { scale: false, flatten: true }],
  targetNames: CLASSES,
  create: ({ scale, flatten }): Dataset =>
    columnsDataset(
      async () => {
        const bytes = new Uint8Array(await decode(digitsData));
        const factor = scale ? 1 / 16 : 1;
        const pixels = Float32Array.from(bytes.subarray(0, SAMPLES * PIXELS), (pixel) => pixel * factor);
        return {
          input: { dtype: 'float32', shape: flatten ? [SAMPLES, PIXELS] : [SAMPLES, 8, 8, 1], data: pixels },
          target: { dtype: 'int32', shape: [SAMPLES], data: Int32Array.from(bytes.subarray(SAMPLES * PIXELS)) },
        };
      },
      { classNames: CLASSES },
    ),
});
