import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../workspace/packages.mjs';
import { good } from './good-project.mjs';
import { lmlInFolder } from './lml-in-process.mjs';

const url = (/** @type {string} */ path) => JSON.stringify(pathToFileURL(join(ROOT, path)).href);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lml-doctor-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command in a process of its own, with a cache of its own; a failure is an answer too. */
function lmlAlone(/** @type {string[]} */ ...args) {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, 'packages/cli/dist/lml.js'), ...args],
      { cwd: folder, env: { ...process.env, NODE_OPTIONS: '', LML_CACHE: join(folder, 'cache') } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe('lml doctor', () => {
  it('says what there is, in lines of 80 columns', async () => {
    const { code, stdout, stderr } = await lmlAlone('doctor');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^machine {5}.*\n/);
    expect(stdout).toContain(`\ncache       ${join(folder, 'cache')}\n`);
    expect(stdout).toMatch(/\nonnx +works +[\d.]+ +[\d.]+\n/);
    expect(stdout).toMatch(/\neager \(wasm\) +works +[\d.]+ +[\d.]+\n/);
    expect(stdout).toMatch(/\nauto takes {2}\w+ \(/);
    expect(stdout).toMatch(/\n {2}kernels on wasm: All, /);
    // A path is not cut into two lines.
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.includes(folder))).toEqual([]);
  });

  it('gives the same as JSON, with checks of what is there', async () => {
    const { code, stdout } = await lmlAlone('doctor', '--json');
    expect(code).toBe(0);
    const { checks, places, repairs, packages } = JSON.parse(stdout);
    expect(checks).toEqual(
      expect.arrayContaining([
        { name: 'probe', engine: 'onnx', passed: true },
        { name: 'probe', engine: 'eager (cpu)', passed: true },
        { name: 'probe', engine: 'eager (wasm)', passed: true },
      ]),
    );
    expect(places.map(({ name }) => name)).toEqual(expect.arrayContaining(['onnx', 'eager (wasm)']));
    expect(packages).toMatchObject({ '@lml/compiler': expect.any(String) });
    expect(repairs.kernels.wasm).toContain('Conv2DBackpropFilter');
    const mended = repairs.faults.filter(({ mended: isMended }) => isMended).map(({ where }) => where);
    expect([...new Set(mended)]).toEqual(expect.arrayContaining(['cpu', 'wasm']));
  });

  it('ends with 1 where something is there and does not work', async () => {
    writeFileSync(
      join(folder, 'broken.mjs'),
      `import { defineComponent, eager, registerPlugin } from ${url('packages/core/dist/index.js')};
import { z } from ${url('node_modules/zod/index.js')};
const setup = () => Promise.reject(new TypeError('no such luck'));
const broken = defineComponent({ kind: 'engine', name: 'broken', summary: 'Fails.', schema: z.strictObject({}), create: () => Object.assign(eager(), { name: 'broken', setup }) });
registerPlugin({ name: 'lml-plugin-broken', version: '1.0.0', apiVersion: 1, components: [broken] });
`,
    );
    const { code, stdout } = await lmlAlone('doctor', '--plugin', './broken.mjs');
    expect(code).toBe(1);
    expect(stdout).toContain('\nbroken      broken: TypeError: no such luck\n');
  });

  describe('refuses', () => {
    const { lml } = lmlInFolder();

    it.each([
      ['a place that there is not', ['--gradients', 'night'], "'night'"],
      ['a plugin that is not installed', ['--plugin', 'lml-plugin-nowhere'], 'npm install lml-plugin-nowhere'],
    ])('%s by one coded error', async (_, args, part) => {
      const { code, stdout, stderr } = await lml('doctor', ...args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(part);
      expect(stderr.match(/LML_\w+/g)).toEqual(['LML_MISSING_FEATURE']);
    });

    it('an option or an argument that there is not', async () => {
      for (const [arg, part] of [
        ['--gradient=cpu', "unknown option '--gradient=cpu'"],
        ['cpu', "too many arguments for 'doctor'"],
      ]) {
        const { code, stderr } = await lml('doctor', arg);
        expect([code, stderr]).toEqual([1, expect.stringContaining(part)]);
      }
    });
  });
});

describe('engine: auto', () => {
  /** An engine like `onnx`, of another name and rank, so that there are two that compile. */
  const twin = `import { onnx } from ${url('packages/compiler/dist/index.js')};
import { defineComponent, registerPlugin } from ${url('packages/core/dist/index.js')};
import { z } from ${url('node_modules/zod/index.js')};
const create = () => Object.defineProperties(onnx(), { name: { value: 'twin' }, notice: { value: 'engine twin (1)' } });
const component = defineComponent({ kind: 'engine', name: 'twin', summary: 'Like onnx.', schema: z.strictObject({}), create, rank: 50 });
registerPlugin({ name: 'lml-plugin-twin', version: '1.0.0', apiVersion: 1, components: [component] });
`;
  const files = () => readdirSync(join(folder, 'cache/engines')).map((name) => join(folder, 'cache/engines', name));

  it('measures once, takes the same engine again in other processes, and goes on with that of a run', async () => {
    writeFileSync(join(folder, 'twin.mjs'), twin);
    writeFileSync(join(folder, 'project.yaml'), `plugins: [./twin.mjs]\n${good}`);
    const fit = (/** @type {string[]} */ ...args) => lmlAlone('fit', 'project.yaml', 'name=measured', ...args);
    const first = await fit();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const [, said, taken] = /^(engine (\w+) \(.*\): in a probe .*)$/m.exec(first.stdout);
    expect(['twin', 'onnx']).toContain(taken);
    expect(files()).toHaveLength(1);
    const [file] = files();
    const choice = JSON.parse(readFileSync(file, 'utf8'));
    expect(choice).toMatchObject({ engine: taken, probes: { twin: { notice: 'engine twin (1)' }, onnx: {} } });
    expect((await fit()).stdout).toContain(`${said}\n`);

    // As if the other one had been faster.
    const other = taken === 'twin' ? 'onnx' : 'twin';
    writeFileSync(file, JSON.stringify({ ...choice, engine: other }));
    expect((await fit()).stdout).toMatch(new RegExp(`^engine ${other} .*: in a probe `, 'm'));
    const resumed = await fit('trainer.maxEpochs=3', '--resume', 'runs/measured/1');
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    expect(resumed.stdout).toMatch(new RegExp(`^engine ${taken} .*: that of the run which is gone on from$`, 'm'));

    writeFileSync(file, '{');
    expect(await fit()).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^engine \w+ .*: in a probe /m),
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ circumstances: choice.circumstances });
  });
});
