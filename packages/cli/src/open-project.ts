import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { FileNotFoundError, parseConfig, projectFromConfig, type Project } from '@lml/core';

import { importPlugins } from './plugins.js';

/** Reads a project file, imports its plugins and makes the project. */
export async function openProject(path: string, overrides: readonly string[]): Promise<Project> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new FileNotFoundError(`Cannot read the project file '${path}'; paths are relative to ${process.cwd()}.`, {
      cause: error,
    });
  });
  const parsed = parseConfig(text, { file: path, overrides });
  const { plugins } = parsed.config;
  const named = Array.isArray(plugins) ? plugins.filter((name) => typeof name === 'string') : [];
  await importPlugins(named, dirname(path));
  return parsed.locating(() => projectFromConfig(parsed.config));
}
