import type { Dataset, IterableDataset } from './dataset.js';

/**
 * A dataset made of another one: what is known of that one (its length, where samples come from, the names of classes and features) is
 * known of it too, unless `own` says otherwise. Parts that depend on what a sample is, `columns` and `getBatch`, are not passed on.
 *
 * @example
 * ```ts
 * import { columnarDataset, derivedDataset, ndArray } from '@lml/core';
 *
 * const base = columnarDataset(() => ({ input: ndArray([1, 2, 3]) }));
 * const doubled = derivedDataset(base, { get: (index) => ({ input: 2 * (base.get(index) as { input: number }).input }) });
 * await doubled.open();
 * [doubled.length, doubled.get(2)]; // => [3, { input: 6 }]
 * ```
 */
export function derivedDataset(dataset: Dataset, own: Partial<Dataset> & Pick<Dataset, 'get'>): Dataset {
  return joined<Dataset>(
    factsOf(dataset),
    {
      get length() {
        return dataset.length;
      },
      get indices() {
        return dataset.indices;
      },
      source: (index, key) => dataset.source?.(index, key),
    },
    own,
  );
}

/** As {@link derivedDataset}, a stream made of another one. */
export function derivedStream(
  dataset: IterableDataset,
  own: Partial<IterableDataset> & Pick<IterableDataset, 'iterate'>,
): IterableDataset {
  return joined<IterableDataset>(factsOf(dataset), own);
}

/** What is known of samples whatever becomes of them. */
type Facts = Pick<Dataset & IterableDataset, 'open' | 'classNames' | 'inputNames' | 'inputTypes'>;

function factsOf(dataset: Facts): Facts {
  return {
    open: () => dataset.open(),
    get classNames() {
      return dataset.classNames;
    },
    get inputNames() {
      return dataset.inputNames;
    },
    get inputTypes() {
      return dataset.inputTypes;
    },
  };
}

/** The parts of several objects in one, later ones in place of earlier ones; getters stay getters. */
function joined<Whole extends object>(...objects: readonly Partial<Whole>[]): Whole {
  const whole = {};
  for (const part of objects) Object.defineProperties(whole, Object.getOwnPropertyDescriptors(part));
  return whole as Whole;
}
