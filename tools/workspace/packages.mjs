import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the workspace that these tools stand in. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * @typedef {object} WorkspacePackage
 * @property {string} folder its name under packages/
 * @property {string} path its absolute path
 * @property {string} name its name on npm
 * @property {Record<string, any>} manifest its package.json
 * @property {string | undefined} layer what it may depend on: core, plugin, testing, cli or meta
 */

/**
 * The packages of a workspace, by folder name.
 *
 * @param {string} [root]
 * @returns {WorkspacePackage[]}
 */
export function packages(root = ROOT) {
  return readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'packages', entry.name, 'package.json')))
    .map((entry) => {
      const path = join(root, 'packages', entry.name);
      const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      const tag = manifest.nx?.tags?.find((/** @type {string} */ name) => name.startsWith('layer:'));
      return { folder: entry.name, path, name: manifest.name, manifest, layer: tag?.slice('layer:'.length) };
    })
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/**
 * All files below a folder, as sorted absolute paths; empty where the folder does not exist.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Whether a path is a source that is published: TypeScript, but no spec, no type test and no fixture.
 *
 * @param {string} path
 */
export function isSource(path) {
  return (
    path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.endsWith('.test-d.ts') && !path.endsWith('.fixture.ts')
  );
}
