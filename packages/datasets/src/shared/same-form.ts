import type { Component, Dataset, IterableDataset } from '@lml/core';

/** A component that makes a dataset of a dataset, and a stream of a stream. */
export interface SameFormComponent<Name extends string, Options> extends Component<
  'dataset',
  Name,
  Options,
  Dataset | IterableDataset
> {
  /** Makes a dataset of a dataset. */
  (
    options: Omit<Options, 'dataset'> & {
      /** Where the samples come from: a dataset or a stream. */
      readonly dataset: Dataset;
    },
  ): Dataset;
  /** Makes a stream of a stream. */
  (
    options: Omit<Options, 'dataset'> & {
      /** Where the samples come from: a dataset or a stream. */
      readonly dataset: IterableDataset;
    },
  ): IterableDataset;
}

/** For the compiler, which cannot know which of the two it is: {@link SameFormComponent} tells it. */
export function sameForm(made: Dataset | IterableDataset): Dataset & IterableDataset {
  return made as Dataset & IterableDataset;
}
