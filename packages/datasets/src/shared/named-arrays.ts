import { FileFormatError, readBytes, type Dataset, type NdArray } from '@lml/core';
import { z } from 'zod';

import type { classNamesShape } from './class-names.js';
import { columnsDataset, type Column } from './columns-dataset.js';
import { describe, invalidValue, type ValuePath } from './invalid-value.js';
import { weightFault } from './weight-fault.js';

/** What an array of a file is read for. */
export type Part = 'input' | 'target' | 'weight';

/** The arrays of a file, by name. */
export interface NamedArrays {
  /** Their names. */
  readonly names: readonly string[];
  /** One of them. */
  readonly read: (name: string, part: Part) => NdArray | Promise<NdArray>;
}

const NAME = 'must be the name of an array in the file';
const arrayName = z.string(NAME).min(1, NAME);
const arrayNames = z
  .union([arrayName, z.record(z.string(), arrayName, 'must be a record of names')])
  .refine((value) => typeof value === 'string' || Object.keys(value).length > 0, 'must have an entry');

/** The schema of an option that is the path of a file. */
export const filePath = z.string('must be the path of a file').min(1, 'must be the path of a file');

/** The options of a dataset whose parts are arrays of one file, by name. */
export const namedArraysShape = {
  /** The file, or in a browser its URL. */
  path: filePath.describe('The file, or in a browser its URL.'),
  /** The name of the array that the model is given, [samples, …]; or a record of names, for several inputs. */
  inputs: arrayNames.describe(
    'The name of the array that the model is given, [samples, …]; or a record of names, for several inputs.',
  ),
  /**
   * The name of the array of right answers, [samples, …]; or a record of names, one for each output. Default: no targets.
   */
  targets: arrayNames
    .optional()
    .describe(
      'The name of the array of right answers, [samples, …]; or a record of names, one for each output. Default: no targets.',
    ),
  /** The name of the array that says how many times each sample counts in loss and metrics. Default: once. */
  weights: arrayName
    .optional()
    .describe('The name of the array that says how many times each sample counts in loss and metrics. Default: once.'),
};

/** Those options, with their defaults. */
export type NamedArraysOptions = z.output<z.ZodObject<typeof namedArraysShape & typeof classNamesShape>>;

/**
 * A dataset of arrays that `read` finds in one file, read whole by `open`. `subject` is what the options are for.
 *
 * @throws From `open`: what `read` throws; `LML_FILE_NOT_FOUND`; `LML_INVALID_OPTIONS` for a name that the file does not have;
 * `LML_FILE_FORMAT` for weights that are none; `LML_SHAPE_MISMATCH` for arrays of different lengths.
 */
export function namedArraysDataset(
  { path, inputs, targets, weights, classNames }: NamedArraysOptions,
  read: (bytes: Uint8Array, file: string) => NamedArrays | Promise<NamedArrays>,
  subject: string,
): Dataset {
  const open = async (): Promise<Record<string, Column>> => {
    const arrays = await read(await readBytes(path), path);
    const take = async (name: string, part: Part, option: ValuePath): Promise<NdArray> => {
      if (arrays.names.includes(name)) return arrays.read(name, part);
      throw invalidValue(
        subject,
        option,
        `must be one of the arrays in '${path}' (${listed(arrays.names)}), got ${describe(name)}`,
      );
    };
    const takeAll = async (
      names: string | Readonly<Record<string, string>>,
      part: Part,
      option: string,
    ): Promise<Column> => {
      if (typeof names === 'string') return take(names, part, [option]);
      const columns: [string, NdArray][] = [];
      // One after the other, so that what is unpacked on the way does not add up.
      for (const [key, name] of Object.entries(names)) columns.push([key, await take(name, part, [option, key])]);
      return Object.fromEntries(columns);
    };
    return {
      input: await takeAll(inputs, 'input', 'inputs'),
      ...(targets !== undefined && { target: await takeAll(targets, 'target', 'targets') }),
      ...(weights !== undefined && {
        weight: checkedWeights(await take(weights, 'weight', ['weights']), weights, path),
      }),
    };
  };
  const parts = [...keysOf('input', inputs), ...keysOf('target', targets ?? {}), 'weight'];
  return columnsDataset(open, { files: Object.fromEntries(parts.map((part) => [part, path])), classNames });
}

/** The keys of the parts in a sample: `input`, or `input.image` of a record. */
function keysOf(part: Part, names: string | Readonly<Record<string, string>>): string[] {
  return typeof names === 'string' ? [part] : Object.keys(names).map((name) => `${part}.${name}`);
}

const SHOWN = 12;

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'there are none';
  return names.slice(0, SHOWN).map(describe).join(', ') + (names.length > SHOWN ? `, … ${names.length} of them` : '');
}

function checkedWeights(array: NdArray, name: string, file: string): NdArray {
  const fault = weightFault(array);
  if (fault === undefined) return array;
  const place = fault.index === undefined ? '' : `, at position ${fault.index},`;
  throw new FileFormatError(`The weights '${name}' in '${file}'${place} ${fault.message}.`);
}
