import { WIDE_AND_MISSING, type ColumnPart, type ColumnValues } from '../join-parts.js';
import type { PageContent } from './chunk-pages.js';
import type { ChunkRequest } from './chunk-request.js';

/** Puts values in their rows, with what is missing between them. */
export class PartBuilder {
  private readonly values: ColumnValues;
  private readonly lengths: Int32Array | undefined;
  private at = 0;
  private row = -1;

  constructor(
    private readonly request: ChunkRequest,
    total: number,
  ) {
    const { reading, isWide, column, rows } = request;
    this.values = isWide ? new BigInt64Array(total) : reading.type === 'text' ? [] : new Float64Array(total);
    this.lengths = column.filled === undefined ? undefined : new Int32Array(rows);
  }

  add(values: ColumnValues, { repetition, definition, count }: PageContent): void {
    const { present, filled } = this.request.column;
    let next = 0;
    if (this.lengths === undefined) {
      if (values.length === count && !Array.isArray(values)) {
        (this.values as Float64Array).set(values as Float64Array, this.at);
        this.at += count;
      } else
        for (let k = 0; k < count; k++)
          this.put(definition?.[k] === undefined || definition[k] === present ? values[next++]! : undefined);
      return;
    }
    for (let k = 0; k < count; k++) {
      if (repetition![k] === 0 && ++this.row >= this.lengths.length) throw new RangeError('more rows than there are');
      if (this.row < 0) throw new RangeError('a list that does not begin');
      const level = definition?.[k] ?? present;
      if (level < filled! - 1) this.lengths[this.row] = -1;
      else if (level >= filled!) {
        this.lengths[this.row]!++;
        this.put(level === present ? values[next++]! : undefined);
      }
    }
  }

  build(): ColumnPart {
    const { values, lengths, at } = this;
    if (lengths === undefined) return { values };
    if (this.row !== lengths.length - 1)
      throw new RangeError(`${this.row + 1} rows where there should be ${lengths.length}`);
    return { values: values.slice(0, at), lengths };
  }

  /** A value, or that one is missing. */
  private put(value: number | bigint | string | undefined): void {
    const { values } = this;
    if (value === undefined && values instanceof BigInt64Array) throw this.request.fault(WIDE_AND_MISSING);
    (values as (typeof value)[])[this.at++] = value ?? (Array.isArray(values) ? '' : NaN);
  }
}
