import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import {
  FileNotFoundError,
  LmlError,
  parseConfig,
  projectFromConfig,
  type ParsedConfig,
  type Project,
} from '@lml/core';

import { checkPluginNames } from './plugin-names.js';
import { importPackages, importPlugins } from './plugins.js';

/** Reads a project file, imports its plugins and makes the project. Nothing is imported for a config that is wrong anyway. */
export async function openProject(path: string, overrides: readonly string[]): Promise<Project> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new FileNotFoundError(`Cannot read the project file '${path}'; paths are relative to ${process.cwd()}.`, {
      cause: error,
    });
  });
  const parsed = parseConfig(text, { file: path, overrides });
  const { plugins } = parsed.config;
  const named = Array.isArray(plugins) ? plugins.filter((name) => typeof name === 'string') : [];
  const folder = dirname(path);
  parsed.locating(() => checkPluginNames(named, folder));
  await importPackages(folder);
  if (named.length > 0) {
    checkWithoutPlugins(parsed);
    await importPlugins(named, folder);
  }
  return parsed.locating(() => projectFromConfig(parsed.config));
}

/** Refuses a config for anything but components that nobody knows yet. */
function checkWithoutPlugins({ config, locating }: ParsedConfig): void {
  try {
    locating(() => projectFromConfig(config));
  } catch (error) {
    if (!LmlError.isInstance(error, 'LML_UNKNOWN_COMPONENT')) throw error;
  }
}
