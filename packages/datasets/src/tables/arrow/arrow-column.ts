import type { ColumnPart, ColumnValues } from '../join-parts.js';
import type { ColumnType } from '../table.js';
import type { ArrowField, ArrowType } from './arrow-fields.js';
import { readOffsets, readPlain, UnfitValues, validity, type ArrowNode } from './arrow-values.js';

/** Finds the values of a dictionary. */
export type Dictionaries = (id: number) => ColumnValues;

/** Why a column is not read, or what it is in a table. */
export function columnTypeOf({ type, typeName, children }: ArrowField): ColumnType | { readonly refusal: string } {
  switch (type.kind) {
    case 'text':
    case 'text-view':
      return 'text';
    case 'bool':
      return 'boolean';
    case 'date':
    case 'timestamp':
      return 'date';
    case 'null':
    case 'int':
    case 'float':
    case 'decimal':
    case 'time':
    case 'duration':
      return 'number';
    case 'list':
    case 'fixed-list': {
      const inner = children[0] && columnTypeOf(children[0]);
      const isPlain = typeof inner === 'string' && inner !== 'text' && !children[0]!.type.kind.endsWith('list');
      return isPlain && children[0]!.dictionary === undefined
        ? inner
        : { refusal: 'it is nested, or of lists of texts' };
    }
    default:
      return { refusal: `its values are of type ${typeName}` };
  }
}

/**
 * The values of a column in a batch. Whole numbers beyond those of float64 are BigInt64Array, if none is missing.
 *
 * @throws `RangeError` where buffers are too small.
 */
export function readColumn(field: ArrowField, node: ArrowNode, dictionaries: Dictionaries): ColumnPart {
  const { type, dictionary } = field;
  if (dictionary !== undefined)
    return { values: gather(readPlain(dictionary.type, node), dictionaries(dictionary.id)) };
  if (type.kind === 'list') return readLists(field, node, type.isLarge);
  if (type.kind === 'fixed-list') {
    const inner = node.children[0]!;
    if (type.size < 0 || inner.length !== type.size * node.length) throw new RangeError('lists of another length');
    const values = numbersOf(field.children[0]!.type, inner);
    const present = validity(node);
    for (let row = 0; row < node.length; row++)
      if (!present(row)) values.fill(NaN, row * type.size, (row + 1) * type.size);
    return { values, lengths: new Int32Array(node.length).fill(type.size) };
  }
  return { values: readPlain(type, node) };
}

function readLists(field: ArrowField, node: ArrowNode, isLarge: boolean): ColumnPart {
  const inner = numbersOf(field.children[0]!.type, node.children[0]!);
  const offsets = readOffsets(node, isLarge, inner.length);
  const present = validity(node);
  const lengths = new Int32Array(node.length);
  const values = new Float64Array(inner.length);
  let at = 0;
  for (let row = 0; row < node.length; row++) {
    const [start, end] = [offsets[row]!, offsets[row + 1]!];
    lengths[row] = present(row) ? end - start : -1;
    if (lengths[row]! < 0) continue;
    values.set(inner.subarray(start, end), at);
    at += end - start;
  }
  return { values: values.subarray(0, at), lengths };
}

/** The values in lists. */
function numbersOf(type: ArrowType, node: ArrowNode): Float64Array {
  const values = readPlain(type, node);
  if (values instanceof Float64Array) return values;
  throw new UnfitValues('is of lists of whole numbers beyond 2^53');
}

function gather(codes: ColumnValues, values: ColumnValues): ColumnValues {
  const isText = Array.isArray(values);
  const numbers = new Float64Array(isText ? 0 : codes.length);
  const texts: string[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = Number(codes[row]);
    const value = Number.isNaN(code) ? (isText ? '' : NaN) : values[code];
    if (value === undefined) throw new RangeError('a number is beyond its dictionary');
    if (isText) texts.push(value as string);
    else numbers[row] = Number(value);
  }
  return isText ? texts : numbers;
}
