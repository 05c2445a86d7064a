import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateComponent, KINDS, unfinished } from '../../generators/component.mjs';
import { writeBarrels } from '../../generators/barrels.mjs';
import { packages, ROOT } from '../../workspace/packages.mjs';
import { node } from '../../workspace/run.mjs';
import { copyWorkspace } from './workspace-copy.mjs';

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');
const ESLINT = join(ROOT, 'node_modules/eslint/bin/eslint.js');
const PRETTIER = join(ROOT, 'node_modules/prettier/bin/prettier.cjs');

describe('npm run new', () => {
  /** @type {string} */
  let root;
  /** @type {string[]} */
  const files = [];

  beforeAll(async () => {
    root = copyWorkspace();
    const folders = new Set(packages().map(({ folder }) => folder));
    for (const [kind, { folder }] of Object.entries(KINDS)) {
      // A package that does not exist yet: its kind is tried in another one.
      const target = folders.has(folder) ? {} : { package: '@lml/datasets' };
      files.push(...(await generateComponent({ kind, name: `generated-${kind}`, root, ...target })));
    }
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('writes a component, a spec and the list of components for every kind', () => {
    for (const kind of Object.keys(KINDS)) {
      expect(files.filter((file) => file.endsWith(`/generated-${kind}.ts`))).toHaveLength(1);
      expect(files.filter((file) => file.endsWith(`/generated-${kind}.spec.ts`))).toHaveLength(1);
    }
    expect(readFileSync(join(root, 'packages/losses/src/components.ts'), 'utf8')).toContain('/generated-loss.js');
    expect(writeBarrels({ root, check: true })).toEqual([]);
  });

  it('leaves what is to be filled in where it can be found', () => {
    expect(unfinished(root).sort()).toEqual(
      files.filter((file) => readFileSync(join(root, file), 'utf8').includes('REPLACE:')).sort(),
    );
  });

  it('leaves of a loss two files to write by hand, and one golden function', () => {
    const loss = files.filter((file) => /losses/.test(file));
    const byHand = loss.filter((file) => !readFileSync(join(root, file), 'utf8').startsWith('// Generated'));
    const folder = 'packages/losses/src/regression';
    const module = 'tools/goldens/losses/regression.py';
    expect(byHand.sort()).toEqual([`${folder}/generated-loss.spec.ts`, `${folder}/generated-loss.ts`, module]);
    expect(loss.filter((file) => !byHand.includes(file))).toEqual([
      'packages/losses/src/components.ts',
      'packages/losses/src/families.ts',
    ]);
    const added = readFileSync(join(root, module), 'utf8').slice(readFileSync(join(ROOT, module), 'utf8').length);
    expect(added.match(/^def .*/gm)).toEqual(['def generated_loss(cases: LossCases) -> None:']);
    // Beside the family's maker there is nothing in it but the options, the documentation and the formula.
    expect(readFileSync(join(root, `${folder}/generated-loss.ts`), 'utf8').split('\n').length).toBeLessThan(50);
  });

  it('refuses a name that is taken, and an unknown kind', async () => {
    await expect(generateComponent({ kind: 'loss', name: 'generated-loss', root })).rejects.toThrow(/already/);
    await expect(generateComponent({ kind: 'lossy', name: 'focal', root })).rejects.toThrow(/--kind/);
    await expect(generateComponent({ kind: 'loss', name: 'focalLoss', root })).rejects.toThrow(/kebab-case/);
  });

  it('writes what compiles, type tests and specs included', async () => {
    const touched = [...new Set(files.flatMap((file) => /^packages\/[^/]+/.exec(file) ?? []))];
    await node([TSC, '-b', ...touched.map((folder) => join(root, folder))], { cwd: root });
  });

  it('writes specs that pass', async () => {
    const specs = files.filter((file) => file.endsWith('.spec.ts')).map((file) => join(root, file));
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    await node([...flags, JEST, '--runInBand', '--ignoreProjects', 'e2e', '--runTestsByPath', ...specs], { cwd: root });
  });

  it('writes what is formatted and free of lint', async () => {
    const written = files.filter((file) => file.endsWith('.ts')).map((file) => join(root, file));
    await node([PRETTIER, '--check', ...written], { cwd: root });
    await node([ESLINT, '--rule', '{"@nx/enforce-module-boundaries":"off"}', ...written], { cwd: root });
  });

  it('registers what it wrote', async () => {
    const names = packages(root)
      .filter(({ layer }) => layer === 'plugin')
      .map(({ name }) => `await import('${name}');`);
    const script = `${names.join(' ')}
      const { list } = await import('@lml/core');
      console.log(list().map(({ kind, name }) => kind + ' ' + name).filter((entry) => entry.includes(' generated-')).sort().join());`;
    const printed = await node(['--input-type=module', '-e', script], { cwd: root });
    const expected = Object.keys(KINDS).map((kind) => `${kind} generated-${kind}`);
    expect(printed.trim().split('\n').at(-1)).toBe(expected.sort().join());
  });

  it('leaves the catalogue of a package to be written by a command', async () => {
    await node([join(root, 'tools/generators/readmes.mjs')], { cwd: root });
    const readme = readFileSync(join(root, 'packages/losses/README.md'), 'utf8');
    expect(readme).toMatch(/generated-loss/);
  });
});
