import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { componentSources, exportNameOf } from '../../workspace/components.mjs';
import { packages } from '../../workspace/packages.mjs';
import { node } from '../../workspace/run.mjs';
import { packAll, project } from './tarballs.mjs';

const registering = packages().filter(({ path }) => componentSources(path).length > 0);
const plugins = registering.filter(({ layer }) => layer === 'plugin');

/** @type {string} */
let tarballFolder;
/** @type {string} */
let cwd;

beforeAll(async () => {
  tarballFolder = mkdtempSync(join(tmpdir(), 'lml-tarballs-'));
  const tarballs = await packAll(tarballFolder);
  cwd = await project(registering.map(({ name }) => tarballs.get(name)));
});

afterAll(() => {
  for (const path of [tarballFolder, cwd]) rmSync(path, { recursive: true, force: true });
});

/**
 * Bundles a program with all that it imports, minified, and runs it.
 *
 * @param {string} code
 * @param {'node' | 'browser'} platform
 * @returns {Promise<{ result: any, modules: string[] }>} what it hands to `report`, and the modules of Node that it imports
 */
async function runBundled(code, platform) {
  const entry = join(cwd, `entry-${platform}.mjs`);
  const outfile = join(cwd, `bundle-${platform}.mjs`);
  writeFileSync(entry, code);
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform,
    target: 'es2022',
    metafile: true,
    logLevel: 'silent',
    // Binaries cannot be bundled; Node finds them where they are installed.
    external: platform === 'node' ? ['onnxruntime-node'] : [],
    // What a bundler for Node leaves to Node; CommonJS inside asks for it by require.
    ...(platform === 'node' ? { banner: { js: REQUIRE } } : {}),
  });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const modules = imported.filter((path) => path.startsWith('node:') || builtinModules.includes(path));
  const start = join(cwd, `start-${platform}.mjs`);
  writeFileSync(start, `${platform === 'browser' ? BROWSER : NODE}\nawait import('./bundle-${platform}.mjs');\n`);
  const printed = await node([start], { cwd });
  return { result: JSON.parse(printed.trim().split('\n').at(-1) ?? ''), modules };
}

const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
const NODE = 'globalThis.report = (value) => console.log(JSON.stringify(value));';

/** As much of a browser as TensorFlow.js looks at, and nothing of Node. */
const BROWSER = `
const { log } = console;
globalThis.report = (value) => log(JSON.stringify(value));
globalThis.window = globalThis;
globalThis.self = globalThis;
globalThis.document = { createElement: () => ({ getContext: () => null }) };
for (const name of ['process', 'Buffer', 'setImmediate', 'global']) delete globalThis[name];
`;

const LIST = "report(list().map(({ package: from, kind, name }) => from + ' ' + kind + ' ' + name).sort());";

/** @param {typeof registering} sources */
const declared = (sources) =>
  sources.flatMap(({ name, path }) => componentSources(path).map((one) => `${name} ${one.kind} ${one.name}`)).sort();

describe.each(['node', 'browser'])('bundled for the platform %s', (platform) => {
  const core = registering.filter(({ layer }) => layer === 'core');
  // Redis has no client for browsers.
  const bundled = plugins.filter(({ name }) => platform === 'node' || name !== '@lml/redis');

  it('core keeps its components', async () => {
    const { result, modules } = await runBundled(`import { list } from '@lml/core'; ${LIST}`, platform);
    expect(result).toEqual(declared(core));
    if (platform === 'browser') expect(modules).toEqual([]);
  });

  it.each(bundled.map((one) => [one.name, one]))('%s keeps its components', async (name, one) => {
    const bare = `import { list } from '@lml/core'; import '${name}'; ${LIST}`;
    const [first] = componentSources(one.path);
    const named = `import { list } from '@lml/core'; import { ${exportNameOf(first)} as own } from '${name}';
      if (own.componentName !== '${first.name}') throw new Error('renamed'); ${LIST}`;
    for (const code of [bare, named]) {
      const { result, modules } = await runBundled(code, platform);
      expect(result).toEqual(declared([...core, one]));
      if (platform === 'browser') expect(modules).toEqual([]);
    }
  });

  it('one component of each kind can be created', async () => {
    const imports = bundled.map(({ name }) => `import '${name}';`).join('\n');
    const code = `import { build, list } from '@lml/core';
      ${imports}
      const parts = { learner: { model: { name: 'mlp', inputSize: 2, hiddenSizes: [], outputSize: 1 }, loss: 'mse' } };
      const created = {};
      for (const { kind, name, component } of list()) {
        if (created[kind] !== undefined) continue;
        created[kind] = typeof build(kind, { name, ...component.examples[0], ...parts[kind] });
      }
      report(created);`;
    const { result } = await runBundled(code, platform);
    const kinds = new Set(registering.flatMap(({ path }) => componentSources(path).map(({ kind }) => kind)));
    expect(Object.keys(result).sort()).toEqual([...kinds].sort());
    for (const type of Object.values(result)) expect(['function', 'object']).toContain(type);
  });
});
