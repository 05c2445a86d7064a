import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../workspace/packages.mjs';

/** A folder for this process, from where packages are found; it is removed when the process ends. */
export function scratchFolder() {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache/fuzz-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * What is below a folder: each path with what stands there.
 *
 * @param {string} folder
 * @param {(path: string) => boolean} [isLeftOut] of a path from the folder
 * @returns {Record<string, string>}
 */
export function contentsOf(folder, isLeftOut = () => false, below = '') {
  /** @type {Record<string, string>} */
  const found = {};
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    if (isLeftOut(path)) continue;
    const state = lstatSync(join(folder, path));
    if (state.isDirectory()) Object.assign(found, { [path]: 'folder' }, contentsOf(folder, isLeftOut, path));
    else if (state.isSymbolicLink()) found[path] = `link to ${readlinkSync(join(folder, path))}`;
    else if (state.isFile())
      found[path] = createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex');
    else found[path] = 'no file';
  }
  return found;
}

/**
 * What of some contents is gone or changed.
 *
 * @param {Record<string, string>} before
 * @param {Record<string, string>} after
 */
export function lossesOf(before, after) {
  return Object.keys(before).filter((path) => after[path] !== before[path]);
}
