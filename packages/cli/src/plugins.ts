import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { LmlError, MissingFeatureError } from '@lml/core';
import { noteModule } from '@lml/core/engine';
import { resolve as resolveModule } from 'import-meta-resolve';

import { checkPluginNames } from './plugin-names.js';

/** LML's own packages; those that are installed are imported. */
export const packageNames: readonly string[] = [
  '@lml/backends',
  '@lml/compiler',
  '@lml/datasets',
  '@lml/learners',
  '@lml/losses',
  '@lml/metrics',
  '@lml/models',
  '@lml/optimizers',
  '@lml/predictors',
  '@lml/redis',
  '@lml/search',
  '@lml/splitters',
  '@lml/transforms',
];

/** Imports LML's packages, as far as they are installed. */
export async function importPackages(folder: string = process.cwd()): Promise<void> {
  for (const name of packageNames) {
    const url = locate(name, folder);
    if (url === undefined) continue;
    await import(url);
    noteModule(name, url);
  }
}

/**
 * Imports LML's packages, as far as they are installed, and the plugins named: packages of the project's folder, or files
 * below it (`./my-plugin.js`).
 *
 * @throws `LML_MISSING_FEATURE` for a plugin that is not installed; `LML_INVALID_OPTIONS` for one that is elsewhere, before
 * anything is imported.
 *
 * @example
 * ```ts
 * import { importPlugins } from '@lml/cli';
 *
 * await importPlugins(['no-such-plugin']); // throws LML_MISSING_FEATURE
 * ```
 */
export async function importPlugins(plugins: readonly string[], folder: string = process.cwd()): Promise<void> {
  checkPluginNames(plugins, folder);
  await importPackages(folder);
  for (const name of plugins) {
    const url = locate(name, folder);
    if (url === undefined) {
      const remedy = name.startsWith('.')
        ? `There is no such file in ${resolve(folder)}.`
        : `Install it: npm install ${name}.`;
      throw new MissingFeatureError(`The plugin '${name}' cannot be found. ${remedy}`);
    }
    noteModule(name, url);
    await import(url).catch((error: unknown) => {
      if (LmlError.isInstance(error)) throw error;
      throw new MissingFeatureError(`The plugin '${name}' cannot be imported: ${String(error)}.`, { cause: error });
    });
  }
}

/** Where a package or file is: as an import in the project's folder finds it, else as one of this command does. */
function locate(name: string, folder: string): string | undefined {
  for (const base of [pathToFileURL(resolve(folder, 'package.json')).href, import.meta.url]) {
    try {
      const url = resolveModule(name, base);
      if (existsSync(fileURLToPath(url))) return url;
    } catch {
      continue;
    }
  }
  return undefined;
}
