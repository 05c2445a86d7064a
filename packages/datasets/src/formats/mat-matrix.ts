import { damagedMat, readMatElement, type MatSource } from './mat-element.js';
import { readRaw } from '../shared/raw-values.js';

/** A variable of a MAT-file, as far as its values. */
export interface MatMatrix {
  /** Its name in MATLAB. */
  readonly name: string;
  /** The number of its class: 6 for double, …. */
  readonly classNumber: number;
  /** Whether its values are complex. */
  readonly complex: boolean;
  /** Whether its values are truth values. */
  readonly logical: boolean;
  /** The sizes; empty for objects, which have none here. */
  readonly shape: readonly number[];
  /** Where its values begin, in bytes from the begin of what was read. */
  readonly values: number;
}

/** NumPy's own limit of axes. */
const MAX_RANK = 64;
/** The class of objects that are not of MATLAB's old kind: strings, tables, dates. Their names come before their sizes. */
export const OPAQUE = 17;

const [INT8, INT32, UINT32, UTF8] = [1, 5, 6, 16];

/** What the first elements of a matrix say: flags, sizes, name. */
export function readMatMatrix(source: MatSource): MatMatrix {
  const { what, littleEndian } = source;
  const flags = readMatElement(source, 0);
  if (flags.type !== UINT32 || flags.data.length !== 8) throw damagedMat(what, 'a variable has no flags');
  const word = new DataView(flags.data.buffer, flags.data.byteOffset, 8).getUint32(0, littleEndian);
  const classNumber = word & 0xff;
  const sizes = classNumber === OPAQUE ? undefined : readMatElement(source, flags.next);
  const name = readMatElement(source, sizes?.next ?? flags.next);
  if (name.type !== INT8 && name.type !== UTF8) throw damagedMat(what, 'a variable has no name');
  return {
    name: new TextDecoder().decode(name.data),
    classNumber,
    complex: (word & 0x800) !== 0,
    logical: (word & 0x200) !== 0,
    shape: sizes === undefined ? [] : shapeOf(sizes, source),
    values: name.next,
  };
}

function shapeOf({ type, data }: { type: number; data: Uint8Array }, { littleEndian, what }: MatSource): number[] {
  const rank = data.length / 4;
  if (type !== INT32 || !Number.isInteger(rank) || rank < 2 || rank > MAX_RANK)
    throw damagedMat(what, `a variable must have 2 to ${MAX_RANK} sizes`);
  const sizes = Array.from(readRaw(data, { type: 'i4', littleEndian, what }).data as Int32Array);
  if (sizes.some((size) => size < 0)) throw damagedMat(what, `a variable has the shape (${sizes.join(', ')})`);
  return sizes;
}
