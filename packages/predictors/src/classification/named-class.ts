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
