import { jest } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '@lml/cli';

/**
 * A folder of its own for each test, and the `lml` command there, run in this process: starting one takes a second, many times
 * what refusing an argument does. What needs a process of its own is in `cli.spec.mjs`.
 */
export function lmlInFolder() {
  const before = process.cwd();
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lml-command-'));
    mkdirSync(join(root, 'a/b'), { recursive: true });
    process.chdir(join(root, 'a/b'));
  });

  afterEach(() => {
    process.chdir(before);
    rmSync(root, { recursive: true });
  });

  return {
    folder: () => process.cwd(),
    async lml(/** @type {string[]} */ ...args) {
      const said = { stdout: '', stderr: '' };
      for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
        jest.spyOn(process[name], 'write').mockImplementation((text) => {
          said[name] += String(text);
          return true;
        });
      }
      try {
        return { code: await main(args), ...said };
      } finally {
        jest.restoreAllMocks();
      }
    },
  };
}
