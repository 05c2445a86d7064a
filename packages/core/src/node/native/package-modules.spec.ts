import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packageModules } from './package-modules.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-modules-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(folder, 'parts'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

describe('packageModules', () => {
  it('loads each module once, with others in the place of some', async () => {
    const peer = { name: 'ours' };
    await write({
      'main.js':
        "exports.peer = require('peer'); exports.part = require('./parts/part'); exports.path = require('path');",
      'parts/part.js': "exports.loads = (globalThis.loads ?? 0) + 1; exports.peer = require('peer');",
    });
    const module = packageModules(folder, { peer });
    const main = module('main') as { peer: unknown; part: { peer: unknown }; path: { join: unknown } };
    expect(main.peer).toBe(peer);
    expect(main.part.peer).toBe(peer);
    expect(module('parts/part')).toBe(main.part);
    expect(typeof main.path.join).toBe('function');
  });

  it('lets modules need each other, and export one thing alone', async () => {
    await write({
      'main.js': "exports.early = 1; exports.part = require('./parts/part'); exports.late = 2;",
      'parts/part.js': "const main = require('../main'); module.exports = () => [main.early, main.late];",
    });
    const { part } = packageModules(folder, {})('main') as { part: () => unknown[] };
    expect([...part()]).toEqual([1, 2]);
  });
});
