import type { Dataset, IterableDataset } from '../data/dataset.js';
import type { DatasetTraits } from '../data/dataset-traits.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { build, list } from '../registry/global.js';
import { canonicalNameOf, provenanceOf, type Provenance } from '../registry/provenance.js';

/** What a file is read like. */
export interface FileDatasetOptions {
  /** The data that were learnt from: their reader is used again with its options, but for targets, where it reads such files. */
  readonly like?: Dataset | IterableDataset | undefined;
  /** The names of the features that were learnt from, in their order. */
  readonly inputNames?: readonly string[] | undefined;
  /** The types of the columns that were learnt from, by name. */
  readonly inputTypes?: Readonly<Record<string, string>> | undefined;
  /** Options of the reader, beside those that follow from the file. */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * A dataset of a file without targets: to predict what is in it, or to look at it. It is read as the data that were learnt from, if
 * those came from such a file, or else by the reader for the end of its name.
 *
 * @throws `LML_INVALID_ARGUMENT` for a file that no registered component reads.
 *
 * @example
 * ```ts
 * import { fileDataset, isDataset } from '@lml/core';
 * import '@lml/datasets';
 *
 * isDataset(fileDataset('new.csv')); // => true
 * fileDataset('new.docx'); // throws LML_INVALID_ARGUMENT
 * ```
 */
export function fileDataset(
  path: string,
  { like, inputNames, inputTypes, options = {} }: FileDatasetOptions = {},
): Dataset | IterableDataset {
  const origin = readerOf(like);
  const traits = origin?.component.traits as DatasetTraits | undefined;
  const request = { path, options: traits?.forFile === undefined ? {} : origin!.options, inputNames, inputTypes };
  const make = (name: string, { forFile }: DatasetTraits, isAlike: boolean): Dataset | IterableDataset =>
    build('dataset', { name, ...(forFile?.({ ...request, isAlike }) ?? { path }), ...options });
  if (traits?.forFile !== undefined && reads(traits, path))
    return make(canonicalNameOf(origin!.component)!, traits, true);
  const readers = list('dataset').map(({ name, component }) => ({ name, traits: component.traits }));
  const fitting = readers.find((reader) => reader.traits.extensions !== undefined && reads(reader.traits, path));
  if (fitting !== undefined) return make(fitting.name, fitting.traits, false);
  const known = readers.flatMap((reader) => reader.traits.extensions ?? []);
  const remedy = 'What reads other files is a dataset of its own, in code or in a project file.';
  throw new InvalidArgumentError('file', `one whose name ends in ${[...new Set(known)].join(', ')}`, path, remedy);
}

/**
 * How the data were read: what stands within datasets that give parts of others, or those one after the other, comes from their readers.
 *
 * @throws `LML_INVALID_ARGUMENT` for a dataset that changes the samples of others.
 */
function readerOf(dataset: unknown): Provenance | undefined {
  const origin = provenanceOf(dataset);
  if (origin?.component.kind !== 'dataset') return undefined;
  const { forFile, changesSamples } = origin.component.traits as DatasetTraits;
  if (forFile !== undefined) return origin;
  if (changesSamples === true) {
    const { componentName: name } = origin.component;
    const remedy = 'Hand a dataset over that makes them likewise: predict({ dataset }).';
    throw new InvalidArgumentError('like', 'data as they stand in a file', `what the dataset '${name}' makes`, remedy);
  }
  const { dataset: only, datasets = [only] } = origin.options;
  const [inner] = Array.isArray(datasets) ? (datasets as readonly unknown[]) : [];
  return readerOf(inner) ?? origin;
}

/** Whether a component reads files of such a name; one that says nothing of names reads all. */
function reads({ extensions }: DatasetTraits, path: string): boolean {
  const plain = path.toLowerCase().replace(/[?#].*$/, '');
  return extensions === undefined || extensions.some((end) => plain.endsWith(end) || plain.endsWith(`${end}.gz`));
}
