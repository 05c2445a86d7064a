import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../workspace/packages.mjs';
import { node, run } from '../workspace/run.mjs';

/** Where CI installs tools/e2e/requirements.txt. */
const python = join(ROOT, '.cache/python/bin/python');
const isInstalled = existsSync(python);
if (!isInstalled) process.stdout.write('export.spec: skipped, there is no Python with onnxruntime in .cache/python\n');

(isInstalled ? describe : describe.skip)('exported models', () => {
  let folder = '';
  /** @type {Record<string, any>[]} */
  let results = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lml-export-'));
    await node([join(ROOT, 'tools/e2e/programs/export-models.mjs'), folder]);
    const printed = await run(python, [join(ROOT, 'tools/e2e/programs/run_onnx.py'), folder]);
    results = printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are all five of the benchmark', () => {
    const names = results.map(({ name }) => name);
    expect(names).toEqual(['lenet', 'lstm', 'mlp', 'resnet20', 'transformer']);
    expect(readdirSync(folder).filter((file) => file.endsWith('.onnx'))).toHaveLength(10);
  });

  it('give the same in ONNX Runtime for Python, for a batch of any size', () => {
    for (const { name, shape, distance, labels, batch } of results) {
      expect([name, shape[0], labels, batch]).toEqual([name, 3, true, 'batch']);
      expect(distance).toBeLessThan(1e-4);
    }
  });

  it('use ops of ONNX itself only', () => {
    for (const { name, domains } of results) expect([name, domains]).toEqual([name, ['']]);
  });
});
