import fc from 'fast-check';

/**
 * A change of bytes: what, where as a share of the length, and with which byte.
 *
 * @typedef {{ kind: 'flip' | 'set' | 'insert' | 'remove' | 'repeat' | 'cut', at: number, byte: number }} Edit
 */

/** @type {fc.Arbitrary<Edit>} */
const edit = fc.record({
  kind: fc.constantFrom('flip', 'set', 'insert', 'remove', 'repeat', 'cut'),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  byte: fc.nat(255),
});

/** A few changes. */
export const edits = fc.array(edit, { minLength: 1, maxLength: 6 });

/**
 * Bytes with changes.
 *
 * @param {Uint8Array} bytes
 * @param {readonly Edit[]} changes
 */
export function edited(bytes, changes) {
  let all = [...bytes];
  for (const { kind, at, byte } of changes) {
    const index = Math.floor(at * all.length);
    const old = all[index] ?? 0;
    if (kind === 'flip') all[index] = old ^ (1 << (byte % 8));
    else if (kind === 'set') all[index] = byte;
    else if (kind === 'insert') all.splice(index, 0, byte);
    else if (kind === 'remove') all.splice(index, 1 + (byte % 8));
    else if (kind === 'repeat') all.splice(index, 0, ...all.slice(index, index + byte));
    else all = all.slice(0, index);
  }
  return Uint8Array.from(all);
}
