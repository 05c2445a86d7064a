import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../workspace/packages.mjs';
import { node } from '../workspace/run.mjs';

const examples = join(ROOT, 'docs/examples');
const cli = join(ROOT, 'packages/cli/dist/lml.js');
let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lml-quickstart-'));
});

afterAll(() => rmSync(cwd, { recursive: true }));

const lines = (path) => readFileSync(join(cwd, path), 'utf8').trim().split('\n').map(JSON.parse);
const epochs = (path) =>
  lines(path)
    .filter(({ type }) => type === 'epoch')
    .map(({ seconds, ...rest }) => rest);

describe('the quickstart', () => {
  let output = '';

  beforeAll(async () => {
    output = await node([join(examples, 'quickstart/quickstart.mjs')], { cwd });
  });

  it('ends with a test accuracy of at least 0.97', () => {
    const last = /^test accuracy (0\.9\d{3})$/.exec(output.trim().split('\n').at(-1));
    expect(Number(last[1])).toBeGreaterThanOrEqual(0.97);
  });

  it('says in one line what it runs on', () => {
    // TensorFlow is taken where it is installed and faster.
    const engine = /^engine (onnx \(onnxruntime-node [\d.]+\)|tensorflow \(TensorFlow [\d.]+, tfjs-node [\d.]+\))/;
    expect(output.match(/^engine .*$/gm)).toEqual([expect.stringMatching(engine)]);
  });

  it('runs without ONNX Runtime too, and says what is missing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lml-quickstart-'));
    const hook = pathToFileURL(join(ROOT, 'tools/e2e/programs/no-onnxruntime.mjs')).href;
    // Without the TensorFlow that this machine may have, too.
    const env = { LML_CACHE: folder };
    const plain = await node(['--import', hook, join(examples, 'quickstart/quickstart.mjs')], { cwd: folder, env });
    rmSync(folder, { recursive: true });
    expect(plain.match(/^engine .*$/gm)).toEqual([
      expect.stringMatching(/^engine eager \(wasm\): .*npm install @lml\/onnxruntime-/),
    ]);
    expect(Number(/^test accuracy (.*)$/m.exec(plain)[1])).toBeGreaterThanOrEqual(0.97);
  });

  it('leaves a self-contained report and a checkpoint', () => {
    const report = readFileSync(join(cwd, 'runs/quickstart/1/report.html'), 'utf8');
    expect(report).toContain('uPlot');
    expect(report).not.toMatch(/(src|href)=/);
    const checkpoint = /^checkpoint +(.*)$/m.exec(output)[1];
    expect(existsSync(join(cwd, checkpoint, 'manifest.json'))).toBe(true);
  });

  it('can be loaded from its checkpoint in a new process, and the command predicts the same', async () => {
    const checkpoint = /^checkpoint +(.*)$/m.exec(output)[1];
    const reloaded = JSON.parse(await node([join(ROOT, 'tools/e2e/programs/reload.mjs'), checkpoint], { cwd }));
    const shown = /^images .* show (.*)$/m.exec(output)[1].split(', ').map(Number);
    expect(reloaded).toHaveLength(359);
    expect(reloaded.slice(0, 5)).toEqual(shown);
    const file = join(examples, 'quickstart/quickstart.yaml');
    const printed = await node([cli, 'predict', file, '--checkpoint', checkpoint], { cwd });
    expect(printed.trim().split('\n').map(Number)).toEqual(reloaded);
  });

  it('gives the same numbers from YAML', async () => {
    await node([cli, 'fit', join(examples, 'quickstart/quickstart.yaml')], { cwd });
    expect(epochs('runs/quickstart/2/metrics.jsonl')).toEqual(epochs('runs/quickstart/1/metrics.jsonl'));
    const test = await node([cli, 'test', join(examples, 'quickstart/quickstart.yaml')], { cwd });
    expect(test).toContain('test/accuracy');
  });
});
