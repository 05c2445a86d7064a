import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { protoSources } from '../generators/protobuf.mjs';
import { HEADINGS } from '../generators/readmes.mjs';
import { filesBelow, isSource, packages, ROOT } from '../workspace/packages.mjs';
import { configFiles, EXPORTS, followsTemplate, LAYERS, MANIFEST, PEERS, sideEffects } from './package-template.mjs';

const all = packages();
const uniform = all.filter(followsTemplate);

/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

describe.each(uniform.map((one) => [one.name, one]))('the package %s', (_, one) => {
  const { folder, path, name, manifest, layer } = one;

  it('has a package.json like all others', () => {
    // A command starts from a file that is not built.
    const files = manifest.files.filter((/** @type {string} */ entry) => manifest.bin === undefined || entry !== 'bin');
    expect({ ...manifest, files }).toMatchObject(MANIFEST);
    expect(name).toBe(`@lml/${folder}`);
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(manifest.description).toMatch(/^\S.*\.$/);
    expect(manifest.keywords).toEqual(expect.arrayContaining(['lml', 'machine-learning', 'tensorflow', 'typescript']));
    expect(LAYERS).toContain(layer);
  });

  it('has entry points like all others', () => {
    expect(manifest.exports).toMatchObject(EXPORTS);
    expect(manifest.sideEffects).toEqual(sideEffects(manifest.exports));
    const conditions = Object.keys(manifest.exports['.']);
    expect(conditions[0]).toBe('@lml/source');
    expect(conditions.at(-1)).toBe('default');
    for (const key of Object.keys(manifest.exports)) expect(key).not.toContain('*');
  });

  it('has one core and one TensorFlow.js, as peers, in the versions that others have too', () => {
    const imported = importedPackages(path);
    const peers = Object.entries(PEERS).filter(([peer]) => imported.includes(peer));
    expect(manifest.peerDependencies).toMatchObject(Object.fromEntries(peers));
    for (const peer of Object.keys(manifest.peerDependencies)) {
      expect(manifest.dependencies ?? {}).not.toHaveProperty([peer]);
      if (manifest.peerDependenciesMeta?.[peer]?.optional !== true)
        expect(manifest.devDependencies).toHaveProperty([peer]);
    }
    for (const dependency of Object.keys(manifest.dependencies ?? {})) expect(dependency).not.toMatch(/^@lml\//);
  });

  it('declares what its sources import, and nothing else', () => {
    const imported = importedPackages(path);
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    expect(imported.filter((other) => declared[other] === undefined)).toEqual([]);
    // Some are read as files rather than imported.
    const unused = Object.keys(declared).filter((other) => !mentions(path, other));
    expect(unused).toEqual([]);
  });

  it('has configuration files of two to five lines, from the template', () => {
    for (const [file, text] of Object.entries(configFiles(one))) {
      expect(readFileSync(join(path, file), 'utf8')).toBe(text);
    }
    expect(json(join(path, 'tsconfig.json'))).toEqual({
      files: [],
      references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }],
    });
    expect(json(join(path, 'tsconfig.lib.json')).extends).toBe('../../tools/typescript/lib.json');
    expect(json(join(path, 'tsconfig.spec.json')).extends).toBe('../../tools/typescript/spec.json');
  });

  it('comes with the licence', () => {
    expect(readFileSync(join(path, 'LICENSE'), 'utf8')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  });

  it('has a README with the headings of all others, which gives a reason for each dependency', () => {
    const text = readFileSync(join(path, 'README.md'), 'utf8');
    expect(text.match(/^# .*/gm)).toEqual([`# ${name}`]);
    expect([...text.matchAll(/^## (.*)/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
    const install = text.split('## Install')[1]?.split('\n## ')[0];
    for (const dependency of Object.keys(manifest.dependencies ?? {})) expect(install).toContain(`\`${dependency}\``);
  });

  it('has an index that registers and lists', () => {
    if (!existsSync(join(path, 'src/components.ts'))) return;
    const index = readFileSync(join(path, 'src/index.ts'), 'utf8');
    expect(index).toContain("import './register.js';");
    if (layer !== 'core') {
      expect(index).toContain("export * from './components.js';");
      expect(index).toContain("export { plugin } from './register.js';");
    }
  });
});

describe('the workspace', () => {
  it.each(['tsconfig.json', 'tsconfig.build.json'])('builds every package by %s', (file) => {
    const references = json(join(ROOT, file)).references.map((/** @type {{ path: string }} */ { path }) => path);
    const folders = references.map((/** @type {string} */ path) => /packages\/([^/]+)/.exec(path)?.[1]);
    const built = all.filter(({ path }) => existsSync(join(path, 'tsconfig.json'))).map(({ folder }) => folder);
    expect(folders.filter(Boolean).sort()).toEqual(built);
  });
});

/**
 * Whether a package's sources name another package in quotes.
 *
 * @param {string} path
 * @param {string} name
 */
function mentions(path, name) {
  const sources = filesBelow(join(path, 'src')).filter(isSource);
  return sources.some((file) => new RegExp(`['"\`]${name}['"\`/]`).test(readFileSync(file, 'utf8')));
}

/**
 * The packages that a package's sources import, its own name and Node's modules left out.
 *
 * @param {string} path
 */
function importedPackages(path) {
  const specifiers = filesBelow(join(path, 'src'))
    .filter(isSource)
    .flatMap((file) => ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles)
    .map(({ fileName }) => fileName)
    .filter((name) => !/^[.#]/.test(name) && !name.startsWith('node:') && !builtinModules.includes(name));
  return [...new Set(specifiers.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')))].sort();
}

it('has the functions that write ONNX models and SavedModels up to date (npm run protobuf)', async () => {
  for (const [file, source] of Object.entries(await protoSources())) expect(readFileSync(file, 'utf8')).toBe(source);
});
