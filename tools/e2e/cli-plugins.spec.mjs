import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../workspace/packages.mjs';
import { lmlInFolder } from './lml-in-process.mjs';

const cli = join(ROOT, 'packages/cli/dist/lml.js');
const core = pathToFileURL(join(ROOT, 'packages/core/dist/index.js')).href;
const { folder: current, lml } = lmlInFolder();
let folder = '';

beforeEach(() => (folder = current()));

/** Runs the command in a process of its own, so that what it imports is imported once; a failure is an answer too. */
function lmlAlone(...args) {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, ...args],
      { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

const imported = () => existsSync(join(folder, 'imported'));

/** A module that leaves a trace, and has a loss. */
function plugin(place) {
  mkdirSync(join(place, '..'), { recursive: true });
  const text = `import { writeFileSync } from 'node:fs';
import { defineComponent, registerPlugin } from '${core}';
import { mse } from '${pathToFileURL(join(ROOT, 'packages/losses/dist/index.js')).href}';
import { z } from '${pathToFileURL(join(ROOT, 'node_modules/zod/index.js')).href}';
writeFileSync('imported', '');
const mine = defineComponent({ kind: 'loss', name: 'mine', summary: 'A loss.', schema: z.strictObject({}), create: () => mse() });
registerPlugin({ name: 'lml-plugin-mine', version: '1.0.0', apiVersion: 1, components: [mine] });
`;
  writeFileSync(place, text);
}

const config = (name, more = '') => {
  const text = `plugins: [${JSON.stringify(name)}]
learner:
  name: supervised
  model: { name: mlp, inputSize: 1, hiddenSizes: [], outputSize: 1 }
  loss: mine
  optimizer: sgd
data: { dataset: { name: labelled, inputs: [[1], [2]], targets: [[1], [2]] } }
trainer: { maxEpochs: 1 }
folder: false
${more}`;
  writeFileSync(join(folder, 'project.yaml'), text);
};

describe('Plugins of a config', () => {
  it.each(['./mine.mjs', './inner/mine.mjs', 'lml-plugin-mine', 'lml-plugin-mine/mine.mjs', '@lab/mine'])(
    'may be packages and files below it: %s',
    async (name) => {
      plugin(join(folder, name.startsWith('.') ? name : 'node_modules/lml-plugin-mine/mine.mjs'));
      plugin(join(folder, 'node_modules/lml-plugin-mine/index.js'));
      plugin(join(folder, 'node_modules/@lab/mine/index.js'));
      for (const one of ['lml-plugin-mine', '@lab/mine'])
        writeFileSync(join(folder, `node_modules/${one}/package.json`), '{ "type": "module", "main": "index.js" }');
      config(name);
      expect(await lmlAlone('fit', 'project.yaml')).toMatchObject({ code: 0, stderr: '' });
      expect(imported()).toBe(true);
    },
  );

  it.each([
    ['a file above', () => '../mine.mjs'],
    ['a file further above', () => '../../mine.mjs'],
    ['a file above by a way around', () => './inner/../../mine.mjs'],
    ['a file above through a package', () => 'lml-plugin-mine/../../../mine.mjs'],
    ['a path from the root', () => join(folder, '../mine.mjs')],
    ['a URL', () => pathToFileURL(join(folder, '../mine.mjs')).href],
    ['code as a URL', () => "data:text/javascript,import('node:fs').then((fs) => fs.writeFileSync('imported', ''))"],
    ['a way with escapes', () => './%2e%2e/mine.mjs'],
    ['a way with back-slashes', () => '.\\..\\mine.mjs'],
    ['a link to a file above', () => './link.mjs'],
    ['a file through a link to a folder above', () => './linked/mine.mjs'],
    ["a package's private import", () => '#mine'],
    ['nothing', () => ''],
  ])('may not be %s', async (_, name) => {
    plugin(join(folder, '../mine.mjs'));
    plugin(join(folder, '../../mine.mjs'));
    mkdirSync(join(folder, 'inner'));
    mkdirSync(join(folder, 'node_modules/lml-plugin-mine'), { recursive: true });
    symlinkSync(join(folder, '../mine.mjs'), join(folder, 'link.mjs'));
    symlinkSync(join(folder, '..'), join(folder, 'linked'));
    config(name());
    const { code, stderr } = await lml('fit', 'project.yaml');
    expect([code, imported()]).toEqual([1, false]);
    expect(stderr).toContain('project.yaml:1:11: plugins.0: must be a package, or a file below');
    expect(stderr).toContain('LML_INVALID_OPTIONS');
  });

  it('are not imported for a config that is wrong whatever they hold', async () => {
    plugin(join(folder, 'mine.mjs'));
    config('./mine.mjs', 'seed: -1\n');
    const { code, stderr } = await lml('fit', 'project.yaml');
    expect([code, imported()]).toEqual([1, false]);
    expect(stderr).toContain('seed: must be at least 0, got -1');
  });

  it('are told where they are not there', async () => {
    config('./none.mjs');
    expect((await lml('fit', 'project.yaml')).stderr).toContain('There is no such file');
  });
});
