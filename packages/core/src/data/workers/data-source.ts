import { platform } from '#platform';

import { DataWorkerError } from '../../errors/data-worker-error.js';
import { list } from '../../registry/global.js';
import { notedModules } from '../../registry/noted-modules.js';
import { isDataset, type Dataset } from '../dataset.js';
import type { LoaderSettings } from '../loader-settings.js';
import type { NdArray } from '../nd-array.js';
import { partOf, subset } from '../subset.js';
import type { Transform, TransformState } from '../transform.js';
import { carry, emptyCarriage, restore, type Carriage } from './carry.js';
import { share } from './share.js';
import type { CarriedSource } from './worker-messages.js';

/** A dataset that was written down for other threads, and the number by which they keep it. */
export interface CarriedDataset {
  readonly id: number;
  readonly carried: unknown;
  readonly carriage: Carriage;
}

/** Writes the dataset of a loader down. Parts of one dataset have it in common. */
export function carryDataset(dataset: Dataset, id: number): CarriedDataset {
  const carriage = emptyCarriage();
  return { id, carried: carry(dataset, 'dataset', carriage), carriage };
}

/** The dataset that others are parts of, and which parts: those of the whole first. */
function wholeOf(dataset: Dataset): { readonly whole: Dataset; readonly parts: readonly ArrayLike<number>[] } {
  const part = partOf(dataset);
  if (part === undefined) return { whole: dataset, parts: [] };
  const { whole, parts } = wholeOf(part.dataset);
  return { whole, parts: [...parts, share(Int32Array.from(part.indices))] };
}

/**
 * Writes down what a loader makes its batches of, so that another thread makes them too.
 *
 * @throws `LML_DATA_WORKER` for parts that the registry did not make.
 */
export function carrySource(
  { dataset, transforms, collate, sampler: _, workers, ...settings }: LoaderSettings,
  carryWhole: (dataset: Dataset) => CarriedDataset,
): CarriedSource {
  const own = emptyCarriage();
  const { whole, parts } = isDataset(dataset) ? wholeOf(dataset) : { whole: undefined, parts: [] };
  const carriedDataset = whole && carryWhole(whole);
  const carried = {
    transforms: carry(transforms, 'transforms', own),
    collate: carry(collate, 'collate', own),
  };
  const missing = [...(carriedDataset?.carriage.missing ?? []), ...own.missing];
  if (missing.length > 0) throw cannotTravel(missing);
  const packages = new Set([...(carriedDataset?.carriage.packages ?? []), ...own.packages]);
  return {
    ...modulesOf(workers?.modules ?? [], packages),
    ...carried,
    ...(carriedDataset !== undefined && { dataset: { id: carriedDataset.id, carried: carriedDataset.carried } }),
    parts,
    settings,
  };
}

function cannotTravel(missing: readonly string[]): DataWorkerError {
  const [each, them] = missing.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return new DataWorkerError(
    `Worker threads make the data of a loader again, and cannot make ${missing.join(', ')}, which ${each} no component of the registry. ` +
      `Make ${them} a component that a module registers, and name that module: workers: { count: 2, modules: ['./my-data.js'] }; ` +
      'or make batches in this thread: workers: 0.',
  );
}

/** What a thread imports: the modules that were named, files that were imported as plugins, and packages as they are needed. */
function modulesOf(
  given: readonly string[],
  packages: ReadonlySet<string>,
): Pick<CarriedSource, 'modules' | 'packages'> {
  const noted = notedModules();
  const files = [...noted].filter(([name]) => /^(\.|\/|file:|data:)/.test(name)).map(([, url]) => url);
  return {
    modules: [...given, ...files],
    packages: [...packages]
      .filter((name) => name !== '@lml/core')
      .map((name) => ({ name, url: noted.get(name) ?? name })),
  };
}

/** Imports the modules of a source. */
export async function importModules({ modules, packages }: CarriedSource): Promise<void> {
  for (const module of modules) {
    await platform.importModule(module).catch((cause: unknown) => {
      const remedy =
        'Name it by its URL, new URL("./my-data.js", import.meta.url).href, or by its path from the working directory.';
      throw new DataWorkerError(`A worker thread cannot import the module '${module}': ${String(cause)}. ${remedy}`, {
        cause,
      });
    });
  }
  for (const { name, url } of packages) {
    const isHere = (): boolean => list().some((entry) => entry.package === name);
    if (isHere()) continue;
    await platform.importModule(url).catch(() => undefined);
    if (isHere()) continue;
    throw new DataWorkerError(
      `A worker thread needs components of '${name}', which is no package that it can import by that name. ` +
        `Name the module that registers them: workers: { count: 2, modules: ['./my-data.js'] }.`,
    );
  }
}

/** The settings of a loader made again; its dataset is open. */
export function restoreSettings(
  { parts, transforms, collate, settings }: CarriedSource,
  whole: Dataset | undefined,
): LoaderSettings {
  const dataset = whole && parts.reduce((data, indices) => subset(data, indices), whole);
  return {
    ...settings,
    // A stream is read in the other thread.
    dataset: dataset ?? { open: () => undefined, iterate: () => [] },
    transforms: restore(transforms) as readonly Transform[],
    collate: restore(collate) as LoaderSettings['collate'],
    sampler: undefined,
    workers: undefined,
  };
}

/** What transforms have learnt, in memory that threads share. */
export function statesOf(transforms: readonly Transform[]): (TransformState | undefined)[] {
  return transforms.map((transform) => {
    const state = transform.load === undefined ? undefined : transform.state?.();
    return state && Object.fromEntries(Object.entries(state).map(([name, array]) => [name, shareArray(array)]));
  });
}

function shareArray(array: NdArray): NdArray {
  return ArrayBuffer.isView(array.data) ? { ...array, data: share(array.data) } : array;
}
