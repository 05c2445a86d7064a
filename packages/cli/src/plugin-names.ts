import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

import { InvalidOptionsError, type OptionIssue } from '@lml/core';

/** A package, or a module of one: `lml-plugin-audio`, `@lab/plugins/audio.js`. No part begins with a dot. */
const PACKAGE = /^(@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*(\/[\w~-][\w.~-]*)*$/;
/** A file below the folder: `./my-plugin.js`. */
const FILE = /^\.(\/[\w~@ -][\w.~@ -]*)+$/;

/**
 * Refuses plugins that are neither packages nor files below a folder: code elsewhere is nobody's plugin.
 *
 * @throws `LML_INVALID_OPTIONS` with the place of each.
 */
export function checkPluginNames(plugins: readonly string[], folder: string): void {
  const issues = plugins.flatMap((name, index): OptionIssue[] => {
    const path = ['plugins', index];
    if (PACKAGE.test(name)) return [];
    const rule = `must be a package, or a file below ${resolve(folder)} as ./my-plugin.js`;
    if (!FILE.test(name)) return [{ path, message: `${rule}, got '${name}'` }];
    const place = realPath(resolve(folder, name));
    // What there is not is told when it is looked for.
    if (place === undefined || isInside(place, realPath(folder) ?? resolve(folder))) return [];
    return [{ path, message: `${rule}, but '${name}' is a link to ${place}` }];
  });
  if (issues.length > 0) throw new InvalidOptionsError('the project', issues);
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
