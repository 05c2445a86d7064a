import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { cacheFolder } from '../cache-folder.js';
import { machine } from '../machine.js';
import { NATIVE_LAYOUT, nativeFolderIn } from './native-folder.js';
import type { NativeInstallation } from './native-tensorflow.js';

/** Looks for a tfjs-node with its addon: in the project, beside LML, in the cache. */
export function findNative(): NativeInstallation | undefined {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    const folder = packageFolder(from);
    const addon = folder === undefined ? undefined : installedAddon(folder);
    if (folder !== undefined && addon !== undefined) return installation('installed', folder, addon);
  }
  const caches = cacheFolder();
  if (caches === undefined) return undefined;
  const cache = nativeFolderIn(caches, machine());
  const addon = join(cache, NATIVE_LAYOUT.addon);
  // The installer gives the folder its name when all of it is there.
  return existsSync(addon) ? installation('cache', join(cache, NATIVE_LAYOUT.package), addon) : undefined;
}

function installation(origin: NativeInstallation['origin'], folder: string, addon: string): NativeInstallation {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { origin, folder, addon, tfjsNodeVersion: version };
}

function packageFolder(from: string): string | undefined {
  try {
    return dirname(createRequire(from).resolve('@tensorflow/tfjs-node/package.json'));
  } catch {
    return undefined;
  }
}

/** The addon for the highest version of Node-API that this Node has, as tfjs-node itself takes it. */
function installedAddon(folder: string): string | undefined {
  const highest = Number(process.versions['napi']);
  const library = join(folder, 'lib');
  if (!existsSync(library)) return undefined;
  return readdirSync(library)
    .map((name) => ({ name, version: Number(/^napi-v(\d+)$/.exec(name)?.[1] ?? NaN) }))
    .filter(({ version }) => version <= highest)
    .sort((a, b) => b.version - a.version)
    .map(({ name }) => join(library, name, 'tfjs_binding.node'))
    .find((file) => existsSync(file));
}
