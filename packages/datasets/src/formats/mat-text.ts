import { FileFormatError, type NdArray } from '@lml/core';

import { damagedMat, type MatElement, type MatSource } from './mat-element.js';
import type { MatMatrix } from './mat-matrix.js';

/** How characters lie in a file, by the number of the type. */
const ENCODINGS: Readonly<Record<number, 'utf-8' | 'utf-16' | 'latin1'>> = {
  1: 'latin1',
  2: 'latin1',
  4: 'utf-16',
  16: 'utf-8',
  17: 'utf-16',
};

/** The rows of an array of characters as texts, without the blanks to which MATLAB fills them up. */
export function readMatText({ shape }: MatMatrix, { type, data }: MatElement, source: MatSource): NdArray<'string'> {
  const { what } = source;
  const [rows, columns] = shape as [number, number];
  if (shape.length > 2) {
    const message = `${what} is an array of characters of shape (${shape.join(', ')}). Save one with a row for each text: c = char(texts).`;
    throw new FileFormatError(message);
  }
  const text = decode(type, data, source);
  if (text.length !== rows * columns)
    throw damagedMat(
      what,
      `its shape (${shape.join(', ')}) takes ${rows * columns} characters, but it has ${text.length}`,
    );
  // Rows without a character are not in the bytes, so that their number is bounded by nothing.
  if (columns === 0) return { dtype: 'string', shape: [0], data: [] };
  const texts = Array.from({ length: rows }, (_, row) => {
    let last = columns - 1;
    while (last >= 0 && ' \0'.includes(text[row + rows * last]!)) last--;
    let line = '';
    for (let column = 0; column <= last; column++) line += text[row + rows * column]!;
    return line;
  });
  return { dtype: 'string', shape: [rows], data: texts };
}

function decode(type: number, data: Uint8Array, { littleEndian, what }: MatSource): string {
  const encoding = ENCODINGS[type];
  if (encoding === undefined || (encoding === 'utf-16' && data.length % 2 === 1))
    throw damagedMat(what, `its characters have the unknown type ${type}`);
  const label = encoding === 'utf-16' ? (littleEndian ? 'utf-16le' : 'utf-16be') : encoding;
  return new TextDecoder(label, { ignoreBOM: true }).decode(data);
}
