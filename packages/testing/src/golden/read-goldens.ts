import { MissingFeatureError } from '@lml/core';

import { Violation } from '../shared/check.js';
import { checkGoldenFile } from './check-golden-file.js';
import type { GoldenFile } from './golden-file.js';

interface NodeFiles {
  readdirSync(folder: URL | string, options: { recursive: true }): string[];
  readFileSync(file: URL | string, encoding: 'utf8'): string;
}

/** A file of a folder that should hold golden cases, read or found wrong. */
export interface ReadFile {
  /** Its name: `mse.json`. */
  readonly name: string;
  /** What is in it. */
  readonly golden?: GoldenFile;
  /** What is wrong with it. */
  readonly error?: Error;
}

/** The golden files of a folder: all that end in `.json`, those of `tfjs/huber-loss` in a folder `tfjs`. */
export function readGoldens(folder: URL | string): ReadFile[] {
  const fs = nodeFiles();
  const names = fs
    .readdirSync(folder, { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.json'))
    .sort();
  return names.map((name) => {
    try {
      const path = folder instanceof URL ? new URL(name, slashed(folder)) : `${folder}/${name}`;
      const golden: unknown = JSON.parse(fs.readFileSync(path, 'utf8'));
      checkGoldenFile(golden);
      if (name !== `${golden.component}.json`)
        throw new Violation(`it is of '${golden.component}'; name it ${golden.component}.json`);
      return { name, golden };
    } catch (error) {
      return { name, error: error as Error };
    }
  });
}

function slashed({ href }: URL): string {
  return href.endsWith('/') ? href : `${href}/`;
}

/** Node's files, without an import that a bundle for browsers would stumble over. */
function nodeFiles(): NodeFiles {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  const fs = process?.getBuiltinModule?.('node:fs');
  if (fs !== undefined) return fs as NodeFiles;
  throw new MissingFeatureError('Golden files are read from a folder, for which Node 20.16 or newer is needed.');
}
