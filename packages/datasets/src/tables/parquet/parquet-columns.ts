import type { SchemaElement } from 'hyparquet';

import { valuesOf, type ValueReading } from './value-reading.js';

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** Which of the columns that are stored it is, from 0. */
  readonly place: number;
  readonly element: SchemaElement;
  /** How its values are read, or why they are not. */
  readonly reading: ValueReading | string;
  /** From this level of definition on a value is there. */
  readonly present: number;
  /** The level of definition from which on a list has values, where each value of the column is a list. */
  readonly filled: number | undefined;
}

/** Structs are not nested deeper in any file. */
const DEEPEST = 32;

/**
 * The columns of a file by its schema, those too that cannot be read.
 *
 * @throws `RangeError` for a schema that is none.
 */
export function columnsOfSchema(schema: readonly SchemaElement[]): ParquetColumn[] {
  let [next, place] = [1, 0];
  const leaves: SchemaElement[][] = [];
  const walk = (above: readonly SchemaElement[]): void => {
    const element = schema[next++];
    if (element === undefined || above.length > DEEPEST)
      throw new RangeError('its schema is cut off, or nested too deep');
    const path = [...above, element];
    const children = element.num_children ?? 0;
    if (children <= 0) leaves.push(path);
    for (let child = 0; child < children; child++) walk(path);
  };
  const columns: ParquetColumn[] = [];
  const count = schema[0]?.num_children ?? 0;
  for (let child = 0; child < count; child++) {
    leaves.length = 0;
    walk([]);
    columns.push(columnOf(leaves, place));
    place += leaves.length;
  }
  const twice = columns.find(({ name }, at) => columns.findIndex((other) => other.name === name) !== at);
  if (twice !== undefined) throw new RangeError(`two columns are called '${twice.name}'`);
  return columns;
}

function columnOf(leaves: readonly (readonly SchemaElement[])[], place: number): ParquetColumn {
  const path = leaves[0]!;
  const element = path.at(-1)!;
  const repeated = path.findIndex(({ repetition_type: type }) => type === 'REPEATED');
  const levels = (elements: readonly SchemaElement[]): number =>
    elements.filter(({ repetition_type: type }) => type !== 'REQUIRED').length;
  const isDeep = leaves.length > 1 || (repeated < 0 ? path.length > 1 : path.length > 3 || isRepeatedTwice(path));
  const reading = isDeep ? 'it is nested' : valuesOf(element);
  const isOfTexts = repeated >= 0 && typeof reading === 'object' && reading.type === 'text';
  return {
    name: path[0]!.name,
    place,
    element,
    reading: isOfTexts ? 'it is of lists of texts' : reading,
    present: levels(path),
    filled: repeated < 0 ? undefined : levels(path.slice(0, repeated + 1)),
  };
}

function isRepeatedTwice(path: readonly SchemaElement[]): boolean {
  return path.filter(({ repetition_type: type }) => type === 'REPEATED').length > 1;
}
