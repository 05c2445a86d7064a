import { InvalidArgumentError } from '@lml/core';

/** What is made when a dataset is opened. */
export interface Opened<Value> {
  /** Makes it, the first time. What failed may be tried again. */
  open(): Promise<void>;
  /**
   * What was made.
   *
   * @throws `LML_INVALID_ARGUMENT` where the dataset is not open.
   */
  readonly value: Value;
}

/** Makes something once, by the first `open`. */
export function openOnce<Value>(make: () => Promise<Value>): Opened<Value> {
  let made: { readonly value: Value } | undefined;
  let opening: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    made = { value: await make() };
  };
  return {
    open: () =>
      (opening ??= run().catch((error: unknown) => {
        opening = undefined;
        throw error;
      })),
    get value() {
      if (made !== undefined) return made.value;
      throw new InvalidArgumentError('dataset', 'open: await dataset.open() first', 'a dataset that is not');
    },
  };
}
