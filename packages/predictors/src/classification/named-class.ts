import type { EngineArray } from '@lml/core';

/** A class in a record: its name where the data have one, else its number, and its number. */
export interface NamedClass {
  /** Its name or number. */
  readonly label: string | number;
  /** Its number. */
  readonly index: number;
}

/** A class as it stands in a record. */
export function namedClass(index: number, classNames: readonly string[] | undefined): NamedClass {
  return { label: classNames?.[index] ?? index, index };
}

/** The class of each sample `[samples]`, or its classes `[samples, …]`, as they stand in records. */
export function namedClasses({ shape, data }: EngineArray, classNames: readonly string[] | undefined): unknown[] {
  const [samples = 0] = shape;
  const width = data.length / Math.max(1, samples);
  return Array.from({ length: samples }, (_, row) => {
    const named = Array.from(data.slice(row * width, (row + 1) * width), (index) =>
      namedClass(Number(index), classNames),
    );
    return shape.length === 1 ? named[0] : named;
  });
}
