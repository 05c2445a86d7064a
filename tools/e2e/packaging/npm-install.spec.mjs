import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../../runtimes/assemble.mjs';
import { ROOT } from '../../workspace/packages.mjs';
import { node, run } from '../../workspace/run.mjs';
import { serveRegistry } from './registry.mjs';
import { packAll } from './tarballs.mjs';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const [, LINE] = /```sh\n(npm install @tensorflow[^`]*)```/.exec(README) ?? [];
const NAMES = LINE.replaceAll('\\', '').trim().split(/\s+/).slice(2);
const TARGET = `${process.platform}-${process.arch}`;

let folder = '';
/** @type {Awaited<ReturnType<typeof serveRegistry>>} */
let registry;

/** Packs the packages of ONNX Runtime; those for other platforms, which are only looked up, without their binaries. */
async function packRuntimes() {
  const paths = [];
  for (const { name } of readdirSync(join(ROOT, 'tools/runtimes'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )) {
    const cwd = join(folder, 'runtimes', name);
    mkdirSync(cwd, { recursive: true });
    for (const file of ['package.json', 'README.md']) cpSync(join(ROOT, 'tools/runtimes', name, file), join(cwd, file));
    if (name === TARGET) assemble(cwd);
    const printed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd });
    paths.push(join(folder, JSON.parse(printed)[0].filename));
  }
  return paths;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lml-install-'));
  const tarballs = [...(await packAll(folder)).values()].map(({ path }) => path);
  registry = await serveRegistry([...tarballs, ...(await packRuntimes())]);
});

afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Runs npm of a major version, with no settings but the registry's address.
 *
 * @param {number} major
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function npm(major, args, cwd) {
  const env = { ONNXRUNTIME_NODE_INSTALL: undefined, npm_config_onnxruntime_node_install: undefined };
  return run(
    'npx',
    ['--yes', `npm@${major}`, ...args, `--registry=${registry.address}`, '--replace-registry-host=never'],
    { cwd, env },
  );
}

describe.each([10, 11])("the README's line in an empty project, by npm %i", (major) => {
  let cwd = '';

  beforeAll(async () => {
    cwd = join(folder, `project-${major}`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }));
    await npm(major, ['install', ...NAMES], cwd);
  });

  it('brings ONNX Runtime for this platform alone, and nothing that downloads', () => {
    const { packages } = JSON.parse(readFileSync(join(cwd, 'package-lock.json'), 'utf8'));
    const names = Object.keys(packages).map((path) => path.replace(/^node_modules\//, ''));
    expect(names).toEqual(expect.arrayContaining([...NAMES, `@lml/onnxruntime-${TARGET}`]));
    expect(names).not.toContain('onnxruntime-node');
    const withScripts = names.filter((_, index) => Object.values(packages)[index].hasInstallScript === true);
    // It thanks and asks for donations.
    expect(withScripts).toEqual(['core-js']);
  });

  it.each(['install', 'ci'])('trains on ONNX Runtime after npm %s', async (command) => {
    rmSync(join(cwd, 'node_modules'), { recursive: true, force: true });
    await npm(major, [command], cwd);
    writeFileSync(join(cwd, 'program.mjs'), PROGRAM);
    // As on a machine without TensorFlow.
    const said = await node(['program.mjs'], { cwd, env: { LML_CACHE: cwd } });
    expect(said).toMatch(/^engine onnx \(onnxruntime-node [\d.]+\): not tensorflow: tfjs-node is not installed/m);
  });

  it('says what is missing where optional packages are left out', async () => {
    rmSync(join(cwd, 'node_modules'), { recursive: true, force: true });
    await npm(major, ['ci', '--omit=optional'], cwd);
    const said = `npm install @lml/onnxruntime-${TARGET}`;
    expect(await node(['program.mjs'], { cwd, env: { LML_CACHE: cwd } })).toMatch(
      new RegExp(`^engine eager .*${said}$`, 'm'),
    );
  });
});

const PROGRAM = `
import '@lml/compiler';
import { DataModule, Trainer } from '@lml/core';
import { labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';

const data = new DataModule({ dataset: labelled({ inputs: [[0], [1], [2], [3]], targets: [[1], [3], [5], [7]] }), batchSize: 4 });
const model = mlp({ inputSize: 1, hiddenSizes: [], outputSize: 1 });
await new Trainer({ maxEpochs: 2 }).fit(supervised({ data, model, loss: mse(), optimizer: sgd({ lr: 0.1 }) }));
`;
