import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { readIdx } from '../formats/idx.js';
import { classNamesShape } from '../shared/class-names.js';
import { columnsDataset } from '../shared/columns-dataset.js';
import { invalidValue } from '../shared/invalid-value.js';
import { filePath } from '../shared/named-arrays.js';
import { scaledBytes, withChannels } from '../shared/pixels.js';

const shape = {
  /** The file of what the model is given, an array [samples, …]; or in a browser its URL. */
  inputs: filePath.describe('The file of what the model is given, an array [samples, …]; or in a browser its URL.'),
  /** The file of the right answers, an array [samples, …]. Default: no targets. */
  targets: filePath.optional().describe('The file of the right answers, an array [samples, …]. Default: no targets.'),
  /** Whether inputs of unsigned bytes are divided by 255, to be float32 from 0 to 1. Default: `false`. */
  scale: z
    .boolean()
    .default(false)
    .describe('Whether inputs of unsigned bytes are divided by 255, to be float32 from 0 to 1.'),
  /**
   * Whether inputs get a last axis of size 1, as the convolutions of images want: [samples, 28, 28, 1]. Default: `false`.
   */
  channels: z
    .boolean()
    .default(false)
    .describe('Whether inputs get a last axis of size 1, as the convolutions of images want: [samples, 28, 28, 1].'),
};

/** Options of {@link idx}. */
export interface IdxOptions extends z.input<z.ZodObject<typeof classNamesShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Arrays in the format of MNIST and its relatives (EMNIST, KMNIST, Fashion-MNIST): samples `{ input }`, with `target` where there is a file
 * of them. Files are read as they are or packed by gzip (`.gz`), which is told by their first bytes; a packed one is unpacked to as many bytes
 * as its header says, 4 GiB at most.
 *
 * Unsigned bytes, int32, float32 and float64 stay what they are; int8 and int16 become int32. Images are grey, [samples, height,
 * width]: `channels: true` adds the axis of channels. Files are read by `open`, whole.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` if a file is of another format, cut off or damaged;
 * `LML_INVALID_OPTIONS` for `scale` where inputs are no unsigned bytes; `LML_SHAPE_MISMATCH` if there are not as many inputs as
 * targets. From `get`: `LML_INVALID_ARGUMENT` for an index out of range.
 *
 * @see Y. LeCun, C. Cortes, C. J. C. Burges (1998), The MNIST database of handwritten digits, "The IDX file format".
 *
 * @example
 * ```ts
 * import { idx } from '@lml/datasets';
 *
 * const dataset = idx({ inputs: 'train-images-idx3-ubyte.gz', targets: 'train-labels-idx1-ubyte.gz', scale: true });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const idx = defineComponent({
  kind: 'dataset',
  name: 'idx',
  summary: 'Arrays in the format of MNIST, plain or packed by gzip.',
  schema: z.strictObject({ ...classNamesShape, ...shape }),
  examples: [
    { inputs: 'train-images-idx3-ubyte.gz', targets: 'train-labels-idx1-ubyte.gz', scale: true, channels: true },
    { inputs: 't10k-images-idx3-ubyte' },
  ],
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: ({ inputs, targets, scale, channels, classNames }, { name }): Dataset =>
    columnsDataset(
      async () => {
        const [images, target] = await Promise.all([
          readIdx(inputs),
          targets === undefined ? undefined : readIdx(targets),
        ]);
        if (scale && images.dtype !== 'uint8')
          throw invalidValue(
            `dataset '${name}'`,
            ['scale'],
            `must be left out, since '${inputs}' holds ${images.dtype} rather than unsigned bytes`,
          );
        const scaled = scale ? scaledBytes(images) : images;
        return { input: channels ? withChannels(scaled) : scaled, ...(target !== undefined && { target }) };
      },
      { files: { input: inputs, ...(targets !== undefined && { target: targets }) }, classNames },
    ),
});
