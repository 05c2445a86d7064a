import { readBytes, type FileRequest, type NdArray } from '@lml/core';
import { z } from 'zod';

import type { Column } from './columns-dataset.js';
import { parseNpy } from './npy.js';

const PATH = 'must be the path of a npy file';

/** The schema of an option that is the path of a npy file. */
export const npyPath = z.string(PATH).min(1, PATH);

/** The schema of an option that is the path of a npy file, or a record of such paths. */
export const npyInputs = z
  .union([npyPath, z.record(z.string(), npyPath, 'must be a record of paths')])
  .refine((value) => typeof value === 'string' || Object.keys(value).length > 0, 'must have an entry');

/** One file, or files by name. */
export type NpyInputs = z.output<typeof npyInputs>;

/** The file of each part of the input, by key: `input`, or `input.image` of a record. */
export function filesOfInputs(inputs: NpyInputs): Record<string, string> {
  if (typeof inputs === 'string') return { input: inputs };
  return Object.fromEntries(Object.entries(inputs).map(([name, file]) => [`input.${name}`, file]));
}

/** Reads a file whole. */
export async function readNpy(file: string): Promise<NdArray> {
  return parseNpy(await readBytes(file), file);
}

/** Reads a file, or files by name. */
export async function readNpyInputs(inputs: NpyInputs): Promise<Column> {
  if (typeof inputs === 'string') return readNpy(inputs);
  const names = Object.keys(inputs);
  const arrays = await Promise.all(names.map((name) => readNpy(inputs[name]!)));
  return Object.fromEntries(names.map((name, position) => [name, arrays[position]!]));
}

/** The config of a dataset of another file of inputs, without targets. */
export function npyForFile({ path }: FileRequest): Readonly<Record<string, unknown>> {
  return { name: 'npy-unlabelled', inputs: path };
}
