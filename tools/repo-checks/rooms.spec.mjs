import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import config from '../../.dependency-cruiser.mjs';

/**
 * The rules that a package breaks which consists of these files.
 *
 * @param {Record<string, string>} files by path below `packages`
 */
async function broken(files) {
  const root = mkdtempSync(join(tmpdir(), 'rooms-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(root, 'packages', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const { forbidden, options } = config;
    const { tsConfig: _, ...rest } = options;
    const result = await cruise(['packages'], { ...rest, ruleSet: { forbidden }, validate: true, baseDir: root });
    const names = /** @type {import('dependency-cruiser').ICruiseResult} */ (result.output).summary.violations.map(
      ({ rule }) => rule.name,
    );
    return [...new Set(names)];
  } finally {
    rmSync(root, { recursive: true });
  }
}

const type = (/** @type {string} */ from) =>
  `import type { A } from '${from}';\nexport type B = A;\nexport type A = 1;\n`;
const value = (/** @type {string} */ from) =>
  `import { a } from '${from}';\nexport const b = () => a;\nexport const a = 1;\n`;

describe('The rules of rooms', () => {
  it('let a room import from another', async () => {
    expect(await broken({ 'x/src/one/a.ts': value('../two/b.js'), 'x/src/two/b.ts': 'export const a = 1;\n' })).toEqual(
      [],
    );
  });

  it('find two rooms that know each other by types alone', async () => {
    const files = {
      'x/src/one/a.ts': type('../two/b.js'),
      'x/src/two/b.ts': type('../one/c.js'),
      'x/src/one/c.ts': type('./d.js'),
      'x/src/one/d.ts': 'export type A = 1;\n',
    };
    expect(await broken(files)).toEqual(['no circle between rooms']);
  });

  it('find two files of a room that import values of each other, and let their types be', async () => {
    expect(await broken({ 'x/src/one/a.ts': value('./b.js'), 'x/src/one/b.ts': value('./a.js') })).toEqual([
      'no circle between files',
    ]);
    expect(await broken({ 'x/src/one/a.ts': value('./b.js'), 'x/src/one/b.ts': type('./a.js') })).toEqual([]);
  });

  it('keep the order of core’s rooms', async () => {
    const above = { 'core/src/data/a.ts': type('../learning/b.js'), 'core/src/learning/b.ts': 'export type A = 1;\n' };
    expect(await broken(above)).toEqual(['core/data imports downwards']);
    const root = { 'core/src/project/a.ts': value('../index.js'), 'core/src/index.ts': 'export const a = 1;\n' };
    expect(await broken(root)).toEqual(['core/project imports downwards']);
    const unknown = { 'core/src/attic/a.ts': value('../data/b.js'), 'core/src/data/b.ts': 'export const a = 1;\n' };
    expect(await broken(unknown)).toEqual(['core: each room has its place in the order']);
  });
});
