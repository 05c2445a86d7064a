import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { componentSources } from '../../workspace/components.mjs';
import { packages, ROOT } from '../../workspace/packages.mjs';
import { node } from '../../workspace/run.mjs';
import { install, packAll, project } from './tarballs.mjs';

const ATTW = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

const published = packages().filter(({ manifest }) => manifest.private !== true);
const libraries = published.filter(({ manifest }) => manifest.exports !== undefined);
const registering = published.filter(({ path }) => componentSources(path).length > 0);

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof packAll>>} */
let tarballs;
/** @type {string[]} */
const projects = [];

/** @param {readonly string[]} names */
async function projectOf(names) {
  const made = await project(names.map((name) => tarballs.get(name)));
  projects.push(made);
  return made;
}

/**
 * Runs a module in a project and returns what it prints, parsed.
 *
 * @param {string} cwd
 * @param {string} code
 */
async function evaluate(cwd, code) {
  writeFileSync(join(cwd, 'program.mjs'), code);
  return JSON.parse(await node(['program.mjs'], { cwd }));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lml-tarballs-'));
  tarballs = await packAll(folder);
});

afterAll(() => {
  for (const path of [folder, ...projects]) rmSync(path, { recursive: true, force: true });
});

describe.each(published.map(({ name }) => [name]))('the tarball of %s', (name) => {
  it('holds what is built, its sources, a README and the licence, and no tests', () => {
    const { files } = tarballs.get(name);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    const unexpected = files.filter(
      (path) => !/^(bin|dist|src)\/|^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/.test(path),
    );
    expect(unexpected.filter((path) => !path.startsWith('templates/'))).toEqual([]);
    expect(files.filter((path) => /\.(spec|test-d|fixture)\.|\/goldens\/|tsbuildinfo/.test(path))).toEqual([]);
  });

  it('holds the sources that its maps point to', () => {
    const { files } = tarballs.get(name);
    const maps = files.filter((path) => path.endsWith('.js.map'));
    const sources = maps.map((path) => path.replace(/^dist/, 'src').replace(/\.js\.map$/, '.ts'));
    expect(sources.filter((path) => !files.includes(path))).toEqual([]);
  });

  it('passes publint', async () => {
    const { path } = tarballs.get(name);
    const { buffer, byteOffset, byteLength } = readFileSync(path);
    const tarball = buffer.slice(byteOffset, byteOffset + byteLength);
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });
});

describe.each(libraries.map(({ name }) => [name]))('the types of %s', (name) => {
  it('resolve in ESM, under every resolution', async () => {
    const { path } = tarballs.get(name);
    await node([ATTW, path, '--profile', 'esm-only', '--no-color', '--format', 'ascii'], { cwd: folder });
  });
});

describe.each(registering.map((one) => [one.name, one]))(
  '%s, installed from its tarball beside core alone',
  (name, one) => {
    it('registers its components, which pass the conformance checks', async () => {
      const cwd = await projectOf([...new Set(['@lml/core', '@lml/testing', name])]);
      const results = await evaluate(
        cwd,
        `import { list } from '@lml/core';
       import { checkComponent } from '@lml/testing';
       import * as own from '${name}';
       const results = {};
       for (const { kind, name, component } of list().filter((entry) => entry.package === '${name}')) {
         // Where this machine has no TensorFlow, what needs it says so.
         const isMissing = ({ message }) => message.includes('tfjs-node is not installed');
         const failed = (await checkComponent(component)).filter(({ error }) => error !== undefined && !isMissing(error));
         results[kind + ' ' + name] = failed.map(({ error }) => error.message);
       }
       console.log(JSON.stringify(results));
       void own;`,
      );
      const declared = componentSources(one.path).map((component) => `${component.kind} ${component.name}`);
      expect(results).toEqual(Object.fromEntries(declared.map((component) => [component, []])));
    });
  },
);

describe('all packages together', () => {
  it('can be imported in plain Node, and required', async () => {
    const cwd = await projectOf(libraries.map(({ name }) => name));
    const names = JSON.stringify(libraries.map(({ name }) => name));
    const imported = await evaluate(
      cwd,
      `for (const name of ${names}) await import(name);
       const { list } = await import('@lml/core');
       console.log(JSON.stringify([...new Set(list().map((entry) => entry.package))]));`,
    );
    const required = await evaluate(
      cwd,
      `import { createRequire } from 'node:module';
       const require = createRequire(import.meta.url);
       for (const name of ${names}) require(name);
       console.log(JSON.stringify([...new Set(require('@lml/core').list().map((entry) => entry.package))]));`,
    );
    const expected = registering.map(({ name }) => name).sort();
    expect([imported.sort(), required.sort()]).toEqual([expected, expected]);
  });

  it.each(['nodenext', 'bundler'])('are typed in a program, under the resolution %s', async (resolution) => {
    const cwd = await projectOf(libraries.map(({ name }) => name));
    const imports = libraries.map(({ name }, index) => `import * as package${index} from '${name}';`).join('\n');
    const used = libraries.map((_, index) => `package${index}`).join(', ');
    writeFileSync(join(cwd, 'program.ts'), `${imports}\n${USE}\nexport { ${used} };\n`);
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
    const args = ['--strict', '--noEmit', '--skipLibCheck', '--target', 'es2022', '--lib', 'es2023,dom,dom.iterable'];
    await node([TSC, ...args, '--module', module, '--moduleResolution', resolution, 'program.ts'], { cwd });
  });

  it('share one registry when a plugin brings a core of its own', async () => {
    const cwd = await projectOf(['@lml/core', '@lml/losses']);
    const nested = join(cwd, 'node_modules/@lml/losses');
    mkdirSync(nested, { recursive: true });
    await install(tarballs.get('@lml/core'), nested);
    const result = await evaluate(
      cwd,
      `import { create, list, LmlError } from '@lml/core';
       import '@lml/losses';
       import { createRequire } from 'node:module';
       const paths = [import.meta.url, import.meta.resolve('@lml/losses')].map((url) => createRequire(url).resolve('@lml/core'));
       let code;
       try { create('loss', 'mse', { reduction: 'none at all' }); } catch (error) {
         code = LmlError.isInstance(error) ? error.code : undefined;
       }
       console.log(JSON.stringify({
         copies: new Set(paths).size,
         registered: list('loss').some(({ name }) => name === 'mse'),
         created: typeof create('loss', 'mse'),
         engines: list('engine').filter(({ name }) => name === 'eager').length,
         code,
       }));`,
    );
    expect(result).toEqual({
      copies: 2,
      registered: true,
      created: 'function',
      engines: 1,
      code: 'LML_INVALID_OPTIONS',
    });
  });
});

/** What a program's author sees: names are completed and checked, and so are options. */
const USE = `
import { create } from '@lml/core';
create('loss', 'mse');
// @ts-expect-error -- there is no such loss
create('loss', 'no-such-loss');
// @ts-expect-error -- there is no such option
create('loss', 'mse', { reductions: 'mean' });
`;
