import { dirname } from 'node:path';

import {
  FileFormatError,
  FileNotFoundError,
  LmlError,
  parseConfig,
  projectFromConfig,
  readBytes,
  type ParsedConfig,
  type Project,
} from '@lml/core';

import { checkPluginNames } from './plugin-names.js';
import { importPackages, importPlugins } from './plugins.js';
import { runName } from './run-name.js';

/** What a project file has at most: larger data belong in files of their own. */
const CONFIG_BYTES = 2 ** 26;

/**
 * Reads a project file, imports its plugins and makes the project, whose runs are called as the file where it gives no name.
 * Nothing is imported for a config that is wrong anyway.
 */
export async function openProject(path: string, overrides: readonly string[]): Promise<Project> {
  const bytes = await readBytes(path, CONFIG_BYTES).catch((cause: unknown) => {
    if (!LmlError.isInstance(cause, 'LML_FILE_NOT_FOUND')) throw cause;
    const message = `Cannot read the project file '${path}'; paths are relative to ${process.cwd()}.`;
    throw new FileNotFoundError(message, { cause });
  });
  const parsed = parseConfig(textOf(path, bytes), { file: path, overrides });
  const { plugins } = parsed.config;
  const named = Array.isArray(plugins) ? plugins.filter((name) => typeof name === 'string') : [];
  const folder = dirname(path);
  parsed.locating(() => checkPluginNames(named, folder));
  await importPackages(folder);
  if (named.length > 0) {
    checkWithoutPlugins(parsed);
    await importPlugins(named, folder);
  }
  return parsed.locating(() => projectFromConfig({ name: runName(path), ...parsed.config }));
}

/** The text of a project file; what is no text, an array say, is refused before YAML finds fault with it. */
function textOf(path: string, bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new FileFormatError(`'${path}' is no project file: it is not text in UTF-8. Give a file of YAML or JSON.`);
}

/** Refuses a config for anything but components that nobody knows yet. */
function checkWithoutPlugins({ config, locating }: ParsedConfig): void {
  try {
    locating(() => projectFromConfig(config));
  } catch (error) {
    if (!LmlError.isInstance(error, 'LML_UNKNOWN_COMPONENT')) throw error;
  }
}
