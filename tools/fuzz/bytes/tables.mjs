import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { edited, edits } from './edits.mjs';

/** The files of a kind that tests compare, small and written by other programs. @type {(format: 'parquet' | 'arrow') => Uint8Array[]} */
function filesOf(format) {
  const goldens = new URL(`../../../packages/datasets/src/goldens/${format}.json`, import.meta.url);
  const { cases } = JSON.parse(readFileSync(goldens, 'utf8'));
  return cases.map((/** @type {{ file: string }} */ { file }) => new Uint8Array(Buffer.from(file, 'base64')));
}

/** A file of a kind with some changes: here and there, or the one byte that an attacker would change. @type {(format: 'parquet' | 'arrow') => fc.Arbitrary<Uint8Array>} */
function changed(format) {
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 127, 128, 254, 255));
  const bytes = fc.array(fc.tuple(place, byte), { minLength: 1, maxLength: 4 });
  return fc.oneof(
    fc.tuple(fc.constantFrom(...filesOf(format)), edits).map(([file, changes]) => edited(file, changes)),
    fc.tuple(fc.constantFrom(...filesOf(format)), bytes).map(([file, changes]) => {
      const copy = file.slice();
      for (const [at, value] of changes) copy[Math.floor(at * copy.length)] = value;
      return copy;
    }),
  );
}

/** Parquet files that were changed. */
export const parquetBytes = changed('parquet');

/** Arrow files that were changed. */
export const arrowBytes = changed('arrow');
