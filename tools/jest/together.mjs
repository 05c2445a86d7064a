import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import base from './base.mjs';

/** A spec that does something to each test of its file, or to the whole process, runs by itself; others say so by a comment. */
const ALONE =
  /^(before|after)(All|Each)\(|\bjest\.(mock|unstable_mockModule|useFakeTimers|resetModules)\(|^\/\/ Alone: /m;

/**
 * A jest project of a package whose specs run together, one file for each folder of `src`: TensorFlow.js and core are loaded once for
 * all of them, which takes longer than most specs do.
 *
 * @param {string} folder of the package
 * @param {string} displayName
 */
export function togetherProject(folder, displayName) {
  const cache = join(folder, '.cache/together');
  mkdirSync(cache, { recursive: true });
  const specs = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.spec.ts'))
    .toSorted();
  const alone = specs.filter((path) => ALONE.test(readFileSync(join(folder, 'src', path), 'utf8')));
  /** @type {Record<string, string[]>} */
  const rooms = {};
  for (const path of specs) {
    const [room, inside] = path.split(sep);
    if (!alone.includes(path)) (rooms[inside === undefined ? 'index' : room] ??= []).push(path);
  }
  const files = Object.entries(rooms).map(([room, paths]) => {
    const file = join(cache, `${room}.spec.mjs`);
    const imports = paths.map((path) => `import '../../src/${path.replaceAll(sep, '/')}';\n`);
    writeFileSync(file, imports.join(''));
    return file;
  });
  return {
    ...base,
    displayName,
    rootDir: folder,
    testMatch: [...alone.map((path) => join(folder, 'src', path)), ...files],
  };
}
