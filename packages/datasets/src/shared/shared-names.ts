import { InvalidArgumentError } from '@lml/core';

/** Names that a dataset may have. */
interface Named {
  /** The names of the classes. */
  readonly classNames?: readonly string[] | undefined;
  /** The names of the features. */
  readonly inputNames?: readonly string[] | undefined;
}

const WORDS = {
  classNames: { what: 'classes', remedy: 'Number the classes alike with map.' },
  inputNames: { what: 'features', remedy: 'Choose the same columns for each.' },
};

/**
 * The names of the classes, or of the features, of several datasets: those of the first that has them.
 *
 * @throws `LML_INVALID_ARGUMENT` where two have different ones, so that one number would mean two things.
 */
export function sharedNames(which: keyof Named, datasets: readonly Named[]): readonly string[] | undefined {
  const [first, ...others] = datasets.flatMap(({ [which]: names }) => (names === undefined ? [] : [names]));
  if (first === undefined) return undefined;
  const other = others.find((names) => names.length !== first.length || names.some((name, at) => name !== first[at]));
  if (other === undefined) return first;
  const { what, remedy } = WORDS[which];
  throw new InvalidArgumentError(
    'datasets',
    `of the same ${what} (${first.join(', ')}), in the same order`,
    other,
    remedy,
  );
}

/** Opens datasets that are read as one, and makes sure that they name classes and features alike. */
export async function openTogether(datasets: readonly (Named & { open(): void | Promise<void> })[]): Promise<void> {
  for (const dataset of datasets) await dataset.open();
  sharedNames('classNames', datasets);
  sharedNames('inputNames', datasets);
}
