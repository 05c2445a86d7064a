import { defineComponent, readSafetensors, type Dataset } from '@lml/core';
import { z } from 'zod';

import { classNamesShape } from '../shared/class-names.js';
import { namedArraysDataset, namedArraysShape, type NamedArrays } from '../shared/named-arrays.js';

/** Options of {@link safetensors}. */
export interface SafetensorsOptions
  extends z.input<z.ZodObject<typeof namedArraysShape>>, z.input<z.ZodObject<typeof classNamesShape>> {}

/**
 * Arrays from a safetensors file: samples `{ input }`, with `target` and `weight` where they are named, with the samples along the first
 * axis. Such files hold embeddings and features as often as weights.
 *
 * F32, F64, I32, I64, U8 and BOOL stay what they are; F16 and BF16 become float32, I8, I16 and U16 int32, U32 and U64 int64. The
 * file is read by `open`, whole.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`; `LML_INVALID_OPTIONS` for a name that the file does not have; `LML_FILE_FORMAT` if it is of
 * another format, cut off or damaged, has another data type, or weights are negative; `LML_DTYPE_RANGE` for a U64 that int64 cannot
 * hold; `LML_SHAPE_MISMATCH` if there are not as many inputs as targets or weights. From `get`: `LML_INVALID_ARGUMENT` for an index out
 * of range.
 *
 * @see https://github.com/huggingface/safetensors
 *
 * @example
 * ```ts
 * import { safetensors } from '@lml/datasets';
 *
 * const dataset = safetensors({ path: 'embeddings.safetensors', inputs: 'embedding', targets: 'label' });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const safetensors = defineComponent({
  kind: 'dataset',
  name: 'safetensors',
  summary: 'Arrays by name from a safetensors file.',
  schema: z.strictObject({ ...namedArraysShape, ...classNamesShape }),
  examples: [
    { path: 'embeddings.safetensors', inputs: 'embedding', targets: 'label' },
    { path: 'pairs.safetensors', inputs: { left: 'a', right: 'b' }, weights: 'weight' },
  ],
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: (options, { name }): Dataset =>
    namedArraysDataset(
      options,
      (bytes, file): NamedArrays => {
        const arrays = readSafetensors(bytes, file);
        return { names: Object.keys(arrays), read: (array) => arrays[array]! };
      },
      `dataset '${name}'`,
    ),
});
