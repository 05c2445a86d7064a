import { float32FromHalf } from '@lml/core/engine';

import type { ColumnValues } from '../join-parts.js';
import { asNumbers } from '../whole-numbers.js';
import type { ArrowType } from './arrow-fields.js';

/** What a part of a column is stored in: how many values, and its buffers. */
export interface ArrowNode {
  readonly length: number;
  readonly buffers: readonly Uint8Array[];
  readonly children: readonly ArrowNode[];
}

/** Values without lists and dictionaries. */
export function readPlain(type: ArrowType, node: ArrowNode): ColumnValues {
  const { length } = node;
  if (type.kind === 'null') return new Float64Array(length).fill(NaN);
  if (type.kind === 'text') return readTexts(node, type.isLarge);
  if (type.kind === 'text-view') return readViews(node);
  const present = validity(node);
  const numbers = (value: (row: number) => number): Float64Array => {
    const values = new Float64Array(length);
    for (let row = 0; row < length; row++) values[row] = present(row) ? value(row) : NaN;
    return values;
  };
  if (type.kind === 'bool') {
    const bits = sized(node.buffers[1], Math.ceil(length / 8));
    return numbers((row) => (bits[row >> 3]! >> (row & 7)) & 1);
  }
  if (!('bits' in type)) throw new RangeError(`values of type ${type.kind}`);
  const bytes = sized(node.buffers[1], (length * type.bits) / 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type.kind) {
    case 'float':
      if (type.bits === 64) return numbers((row) => view.getFloat64(8 * row, true));
      if (type.bits === 32) return numbers((row) => view.getFloat32(4 * row, true));
      return halves(bytes, numbers);
    case 'decimal':
      return numbers((row) => decimal(view, row, type.bits) / 10 ** type.scale);
    case 'date':
    case 'time':
    case 'timestamp':
    case 'duration': {
      const whole = integer(view, type.bits, true);
      return numbers((row) => Number(whole(row)) / type.perMillisecond);
    }
    case 'int':
      return type.bits === 64
        ? readWide(view, node, type.isSigned)
        : numbers(integer(view, type.bits, type.isSigned) as (row: number) => number);
  }
}

function halves(bytes: Uint8Array, numbers: (value: (row: number) => number) => Float64Array): Float64Array {
  // A copy, since two bytes may stand anywhere in the file.
  const values = float32FromHalf(new Uint16Array(bytes.slice().buffer));
  return numbers((row) => values[row]!);
}

/** Whole numbers of 64 bits: float64, if that has all of them. */
function readWide(view: DataView, node: ArrowNode, isSigned: boolean): Float64Array | BigInt64Array {
  const present = validity(node);
  const whole = integer(view, 64, isSigned) as (row: number) => bigint;
  const wide = isSigned ? new BigInt64Array(node.length) : new BigUint64Array(node.length);
  let missing = 0;
  for (let row = 0; row < node.length; row++) {
    if (present(row)) wide[row] = whole(row);
    else missing++;
  }
  const numbers = asNumbers(wide);
  if (numbers === undefined) {
    if (missing > 0) throw new UnfitValues('has whole numbers beyond 2^53, and some are missing: no type holds both');
    if (wide instanceof BigInt64Array) return wide;
    if (wide.some((value) => value >= 2n ** 63n)) throw new UnfitValues('has whole numbers beyond those of int64');
    return new BigInt64Array(wide.buffer);
  }
  if (missing > 0) for (let row = 0; row < node.length; row++) if (!present(row)) numbers[row] = NaN;
  return numbers;
}

/** Values that are well formed, but that a table has no type for. */
export class UnfitValues extends RangeError {}

function integer(view: DataView, bits: number, isSigned: boolean): (row: number) => number | bigint {
  switch (bits) {
    case 8:
      return isSigned ? (row) => view.getInt8(row) : (row) => view.getUint8(row);
    case 16:
      return isSigned ? (row) => view.getInt16(2 * row, true) : (row) => view.getUint16(2 * row, true);
    case 32:
      return isSigned ? (row) => view.getInt32(4 * row, true) : (row) => view.getUint32(4 * row, true);
    case 64:
      return isSigned ? (row) => view.getBigInt64(8 * row, true) : (row) => view.getBigUint64(8 * row, true);
  }
  throw new RangeError(`whole numbers of ${bits} bits`);
}

function readTexts(node: ArrowNode, isLarge: boolean): string[] {
  const bytes = node.buffers[2] ?? new Uint8Array();
  const offsets = readOffsets(node, isLarge, bytes.length);
  const present = validity(node);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return Array.from({ length: node.length }, (_, row) =>
    present(row) ? decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])) : '',
  );
}

/** Texts that stand in sixteen bytes each, or where those say. */
function readViews({ length, buffers, ...node }: ArrowNode): string[] {
  const views = sized(buffers[1], 16 * length);
  const view = new DataView(views.buffer, views.byteOffset, views.byteLength);
  const present = validity({ length, buffers, ...node });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return Array.from({ length }, (_, row) => {
    if (!present(row)) return '';
    const size = view.getInt32(16 * row, true);
    if (size <= 12) return decoder.decode(views.subarray(16 * row + 4, 16 * row + 4 + size));
    const bytes = buffers[2 + view.getInt32(16 * row + 8, true)];
    const start = view.getInt32(16 * row + 12, true);
    if (bytes === undefined || start < 0 || size > bytes.length - start) throw new RangeError('a text is cut off');
    return decoder.decode(bytes.subarray(start, start + size));
  });
}

/** Where values of several lengths begin and end; none is beyond `end`, and none ends before it begins. */
export function readOffsets({ length, buffers }: ArrowNode, isLarge: boolean, end: number): Float64Array {
  const offsets = new Float64Array(length + 1);
  // A part without values may have no offsets at all.
  if (length === 0) return offsets;
  const bytes = sized(buffers[1], (isLarge ? 8 : 4) * (length + 1));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at <= length; at++) {
    offsets[at] = isLarge ? Number(view.getBigInt64(8 * at, true)) : view.getInt32(4 * at, true);
    if (offsets[at]! < (at === 0 ? 0 : offsets[at - 1]!) || offsets[at]! > end)
      throw new RangeError('places are out of order');
  }
  return offsets;
}

/** Whether there is a value in a row. */
export function validity({ length, buffers }: ArrowNode): (row: number) => boolean {
  const [bits] = buffers;
  if (bits === undefined || bits.length === 0) return () => true;
  sized(bits, Math.ceil(length / 8));
  return (row) => ((bits[row >> 3]! >> (row & 7)) & 1) === 1;
}

function sized(bytes: Uint8Array | undefined, size: number): Uint8Array {
  if (bytes === undefined || bytes.length < size)
    throw new RangeError(`${bytes?.length ?? 0} bytes where there should be ${size}`);
  return bytes;
}

/** A whole number of 32 to 256 bits, the lowest first. */
function decimal(view: DataView, row: number, bits: number): number {
  if (bits === 32) return view.getInt32(4 * row, true);
  if (![64, 128, 256].includes(bits)) throw new RangeError(`decimals of ${bits} bits`);
  const words = bits / 64;
  let value = view.getBigInt64(8 * (row * words + words - 1), true);
  for (let word = words - 2; word >= 0; word--)
    value = value * 2n ** 64n + view.getBigUint64(8 * (row * words + word), true);
  return Number(value);
}
