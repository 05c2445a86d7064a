import { InvalidOptionsError, isDataset, type Dataset, type IterableDataset } from '@lml/core';

/**
 * A dataset whose samples are reached by index.
 *
 * @throws `LML_INVALID_OPTIONS` for a stream.
 */
export function requireIndexed(
  dataset: Dataset | IterableDataset,
  subject: string,
  path: readonly (string | number)[] = ['dataset'],
): Dataset {
  if (isDataset(dataset)) return dataset;
  const message = 'must be a dataset whose samples are reached by index, got a stream';
  throw new InvalidOptionsError(subject, [{ path, message }]);
}
