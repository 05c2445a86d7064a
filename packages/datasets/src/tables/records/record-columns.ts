import { isRecord } from '../../shared/array-schemas.js';

/** Records within records are columns of their own, down to this depth. */
const DEPTH = 16;

/** Where records come from, for messages. */
export interface RecordSource {
  /** What a row is called: `row 3`, `line 4`. */
  readonly nameOf: (row: number) => string;
  /** The error for what is wrong in a row, in a column of it. */
  readonly fault: (row: number, column: string, message: string) => Error;
}

/**
 * Gathers the values of records by column: the union of their keys, in order of first appearance. A record within a record gives
 * columns too, `user.age`. What a record has not is `undefined`.
 */
export class RecordColumns {
  /** The values of each column. */
  readonly columns = new Map<string, unknown[]>();
  /** The number of records. */
  length = 0;

  /** `names` are columns also where no record has them. */
  constructor(
    private readonly source: RecordSource,
    names: Iterable<string> = [],
  ) {
    for (const name of names) this.columns.set(name, []);
  }

  /**
   * Adds a record.
   *
   * @throws What `source.fault` gives for records that nest too deeply, or a column that is there twice.
   */
  add(record: object): void {
    this.addPart(record, '', 0);
    this.length++;
  }

  /** The values of a column, one for each record. */
  values(name: string): readonly unknown[] {
    const values = this.columns.get(name) ?? [];
    while (values.length < this.length) values.push(undefined);
    return values;
  }

  private addPart(record: object, above: string, depth: number): void {
    for (const [key, value] of Object.entries(record) as [string, unknown][]) {
      const name = above + key;
      if (isRecord(value)) {
        if (depth === DEPTH) throw this.source.fault(this.length, name, `records nest deeper than ${DEPTH}`);
        this.addPart(value, `${name}.`, depth + 1);
        continue;
      }
      let values = this.columns.get(name);
      if (values === undefined) this.columns.set(name, (values = []));
      if (values.length > this.length)
        throw this.source.fault(this.length, name, 'the column is there twice, once by a record within the record');
      while (values.length < this.length) values.push(undefined);
      values.push(value);
    }
  }
}
