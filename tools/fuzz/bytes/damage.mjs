import { readCheckpoint } from '@lml/core';
import { writeCheckpoint } from '@lml/core/engine';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { edited, edits } from './edits.mjs';
import { hostileValues } from './hostile.mjs';

/** @typedef {import('./edits.mjs').Edit} Edit */

const FILES = ['manifest.json', 'weights.safetensors', 'state.safetensors'];
const REPLACEMENTS = /** @type {const} */ ([
  ...[
    'missing',
    'empty',
    'folder',
    'pipe',
    'link to nothing',
    'link to itself',
    'link to an endless device',
    'link to a victim',
  ],
  'of another checkpoint',
]);

/**
 * What is done to a checkpoint: its bytes are changed; a file is replaced; or an attacker wrote another one, with hashes that
 * fit it.
 *
 * @typedef {{ kind: 'changed', file: string, changes: Edit[] } | { kind: 'replaced', file: string, by: typeof REPLACEMENTS[number] } |
 *   { kind: 'written by an attacker', values: { at: number, value: unknown }[] }} Damage
 */

/** @type {fc.Arbitrary<Damage>} */
export const damages = fc.oneof(
  fc.record({ kind: fc.constant(/** @type {const} */ ('changed')), file: fc.constantFrom(...FILES), changes: edits }),
  fc.record({
    kind: fc.constant(/** @type {const} */ ('replaced')),
    file: fc.constantFrom(...FILES),
    by: fc.constantFrom(...REPLACEMENTS),
  }),
  fc.record({
    kind: fc.constant(/** @type {const} */ ('written by an attacker')),
    values: fc.array(fc.record({ at: fc.nat(10_000), value: hostileValues }), { minLength: 1, maxLength: 3 }),
  }),
);

/**
 * Does it. Returns what was done in words.
 *
 * @param {string} checkpoint
 * @param {Damage} damage
 * @param {string} victim a folder with a file
 */
export async function inflict(checkpoint, damage, victim) {
  if (damage.kind === 'written by an attacker') return writeAsAttacker(checkpoint, damage.values);
  const path = join(checkpoint, damage.file);
  if (damage.kind === 'changed') {
    writeFileSync(path, edited(readFileSync(path), damage.changes));
    return `${damage.file} changed by ${JSON.stringify(damage.changes)}`;
  }
  rmSync(path);
  const { by } = damage;
  if (by === 'empty') writeFileSync(path, '');
  if (by === 'folder') mkdirSync(path);
  if (by === 'pipe') execFileSync('mkfifo', [path]);
  if (by === 'link to nothing') symlinkSync('no-such-file', path);
  if (by === 'link to itself') symlinkSync(damage.file, path);
  if (by === 'link to an endless device') symlinkSync('/dev/zero', path);
  if (by === 'link to a victim') symlinkSync(join(victim, 'file'), path);
  if (by === 'of another checkpoint') {
    const other = readdirSync(dirname(checkpoint)).find((name) => !checkpoint.endsWith(name) && !name.startsWith('.'));
    if (other !== undefined) copyFileSync(join(dirname(checkpoint), other, damage.file), path);
  }
  return `${damage.file}: ${by}`;
}

/**
 * @param {string} checkpoint
 * @param {readonly { at: number, value: unknown }[]} values
 */
async function writeAsAttacker(checkpoint, values) {
  const content = await readCheckpoint(checkpoint);
  const { files: _, schemaVersion: __, ...manifest } = JSON.parse(JSON.stringify(content.manifest));
  const done = values.map(({ at, value }) => {
    const places = placesOf(manifest, []);
    const path = places[at % places.length] ?? [];
    const owner = path.slice(0, -1).reduce((/** @type {any} */ all, key) => all[key], manifest);
    const key = String(path.at(-1));
    if (Array.isArray(owner) || Object.hasOwn(owner, key)) owner[key] = structuredClone(value);
    return `${path.join('.')} = ${JSON.stringify(value)}`;
  });
  await writeCheckpoint(dirname(checkpoint), {
    ...content,
    manifest: { ...manifest, id: checkpoint.split('/').at(-1) },
  });
  return `manifest with ${done.join(', ')}`;
}

/**
 * The paths of all values in plain data.
 *
 * @param {unknown} value
 * @param {string[]} path
 * @returns {string[][]}
 */
function placesOf(value, path) {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, each]) => placesOf(each, [...path, key]));
  return path.length === 0 ? inside : [path, ...inside];
}
