import { z } from 'zod';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { defineComponent } from '../registry/define-component.js';
import type { HostBatch } from './batch.js';
import type { Collate } from './collate.js';
import { ndArray, sizeOf, type NdArray } from './nd-array.js';
import { stackAlike, stackSamples, type Stacking } from './stack-values.js';

const shape = {
  /** The parts to fill up, as input or target.labels. Default: all arrays that have an axis. */
  keys: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('The parts to fill up, as input or target.labels. Default: all arrays that have an axis.'),
  /** What they are filled up with: a number for all, or one for each part by name. Default: `0`. */
  value: z
    .union([z.number(), z.record(z.string(), z.number())])
    .default(0)
    .describe('What they are filled up with: a number for all, or one for each part by name.'),
  /** Whether a part labels comes with labelsLengths beside it, int32 [batch]: how long each was. Default: `false`. */
  lengths: z
    .boolean()
    .default(false)
    .describe('Whether a part labels comes with labelsLengths beside it, int32 [batch]: how long each was.'),
  /** The first axis becomes a multiple of this, so that a compiled step meets fewer shapes. Default: `1`. */
  multipleOf: z
    .int()
    .positive()
    .default(1)
    .describe('The first axis becomes a multiple of this, so that a compiled step meets fewer shapes.'),
  /** Arrays that stay apart, one a sample, in the host's part of the batch. Default: `[]`. */
  ragged: z
    .array(z.string())
    .readonly()
    .default([])
    .describe("Arrays that stay apart, one a sample, in the host's part of the batch."),
};

/** Options of {@link pad}. */
export interface PadOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Stacks samples as {@link stack} does, and fills arrays up at the end of each axis to the longest of the batch: texts as numbers of
 * tokens, sounds, label sequences.
 *
 * @throws `LML_SHAPE_MISMATCH` if arrays of one key differ in type or in the number of axes, or a length would take the place of
 * another part; and as {@link stack}.
 *
 * @example
 * ```ts
 * import { ndArray, pad } from '@lml/core';
 *
 * const tokens = [ndArray(Int32Array.of(5, 6, 7)), ndArray(Int32Array.of(8))];
 * const batch = pad({ value: -1, lengths: true })(tokens.map((input) => ({ input })));
 * batch; // => { input: { dtype: 'int32', shape: [2, 3], data: Int32Array.of(5, 6, 7, 8, -1, -1) }, inputLengths: { dtype: 'int32', shape: [2], data: Int32Array.of(3, 1) } }
 * ```
 *
 * @see PyTorch's `pad_sequence`.
 */
export const pad = defineComponent({
  kind: 'collate',
  name: 'pad',
  summary: 'Samples of different lengths, filled up to the longest of the batch.',
  schema: z.strictObject(shape),
  examples: [{}, { keys: ['input'], value: -1, lengths: true, multipleOf: 8 }],
  create: ({ keys, value, lengths, multipleOf, ragged }): Collate => {
    const apart = new Set(ragged);
    const isPadded = (name: string, { shape: sizes, dtype }: NdArray): boolean =>
      dtype !== 'string' && sizes.length > 0 && (keys === undefined || keys.includes(name));
    return (samples, context = {}) => {
      const found = new Map<string, NdArray>();
      const batch = stackSamples(samples, context, (name, arrays, stacking) => {
        if (apart.has(name)) return arrays;
        if (!isPadded(name, arrays[0]!)) return stackAlike(name, arrays, stacking);
        found.set(name, ndArray(Int32Array.from(arrays, ({ shape: [length = 0] }) => length)));
        const filler = typeof value === 'number' ? value : (value[name] ?? 0);
        return padded(name, arrays, stacking, filler, multipleOf);
      });
      return lengths ? withLengths(batch, found) : batch;
    };
  },
});

function padded(
  name: string,
  arrays: readonly NdArray[],
  { allocate, nameOf }: Stacking,
  filler: number,
  multipleOf: number,
): NdArray {
  const { dtype, shape: first } = arrays[0]!;
  const other = arrays.findIndex((array) => array.dtype !== dtype || array.shape.length !== first.length);
  if (other > 0) {
    const { dtype: type, shape: sizes } = arrays[other]!;
    throw new ShapeMismatchError(
      `'${name}' of ${nameOf(other)} is ${type} with ${sizes.length} axes, but that of ${nameOf(0)} is ${dtype} with ` +
        `${first.length}. Only lengths may differ where samples are filled up.`,
    );
  }
  if (!dtype.startsWith('float') && !Number.isInteger(filler))
    throw new InvalidArgumentError(`The value that fills up '${name}'`, `a whole number, for ${dtype}`, filler);
  const longest = first.map((_, axis) => Math.max(...arrays.map(({ shape: sizes }) => sizes[axis]!)));
  longest[0] = Math.ceil(longest[0]! / multipleOf) * multipleOf;
  const size = sizeOf(longest);
  const data = allocate(dtype as 'float32', arrays.length * size);
  (data as unknown as { fill(value: number | bigint): void }).fill(dtype === 'int64' ? BigInt(filler) : filler);
  arrays.forEach((array, index) => copyInto(data, array, longest, index * size));
  return { dtype, shape: [arrays.length, ...longest], data };
}

/** Copies an array to the beginning of each axis of a larger one, row by row. */
function copyInto(
  target: Float32Array,
  { shape: sizes, data }: NdArray,
  larger: readonly number[],
  offset: number,
): void {
  const row = sizes.at(-1)!;
  const rows = row === 0 ? 0 : data.length / row;
  for (let index = 0; index < rows; index++) {
    let left = index;
    let place = 0;
    let step = larger.at(-1)!;
    for (let axis = sizes.length - 2; axis >= 0; axis--) {
      place += (left % sizes[axis]!) * step;
      left = Math.floor(left / sizes[axis]!);
      step *= larger[axis]!;
    }
    target.set((data as Float32Array).subarray(index * row, (index + 1) * row), offset + place);
  }
}

/** The batch with the lengths of each part that was filled up beside it, in the same record. */
function withLengths(batch: HostBatch, found: ReadonlyMap<string, NdArray>): HostBatch {
  const add = (record: HostBatch, above: string): HostBatch => {
    const entries = Object.entries(record).flatMap(([key, part]): [string, HostBatch[string]][] => {
      const length = found.get(above + key);
      if (length === undefined)
        return [[key, isBelow(above + key, found) ? add(part as HostBatch, `${above}${key}.`) : part]];
      if (`${key}Lengths` in record)
        throw new ShapeMismatchError(
          `The lengths of '${above}${key}' would take the place of '${above}${key}Lengths', which the samples have. Give it another name, or leave out lengths.`,
        );
      return [
        [key, part],
        [`${key}Lengths`, length],
      ];
    });
    return Object.fromEntries(entries);
  };
  return add(batch, '');
}

function isBelow(name: string, found: ReadonlyMap<string, NdArray>): boolean {
  return [...found.keys()].some((key) => key.startsWith(`${name}.`));
}
