import { InvalidArgumentError } from '@lml/core';

/**
 * The names of the classes of several datasets: those of the first that has them.
 *
 * @throws `LML_INVALID_ARGUMENT` where two have different ones, so that one number would mean two classes.
 */
export function sharedClassNames(
  datasets: readonly { readonly classNames?: readonly string[] | undefined }[],
): readonly string[] | undefined {
  const [first, ...others] = datasets.flatMap(({ classNames }) => (classNames === undefined ? [] : [classNames]));
  if (first === undefined) return undefined;
  for (const other of others) {
    if (other.length === first.length && other.every((name, at) => name === first[at])) continue;
    throw new InvalidArgumentError(
      'datasets',
      `of the same classes (${first.join(', ')}), in the same order`,
      other,
      'Number the classes alike with map.',
    );
  }
  return first;
}
