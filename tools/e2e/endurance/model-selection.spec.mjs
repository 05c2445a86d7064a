import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../workspace/packages.mjs';
import { node } from '../../workspace/run.mjs';

const example = join(ROOT, 'docs/examples/model-selection');
const cli = join(ROOT, 'packages/cli/dist/lml.js');
let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lml-selection-'));
});

afterAll(() => rmSync(cwd, { recursive: true }));

const result = (/** @type {string} */ run) => JSON.parse(readFileSync(join(cwd, run, 'result.json'), 'utf8'));

/** The table of trials without how long they took. */
const table = (/** @type {string} */ run) =>
  JSON.parse(readFileSync(join(cwd, run, 'trials.json'), 'utf8')).map((trial) => ({ ...trial, seconds: 0 }));

describe('the example of model selection', () => {
  it.each(['iris', 'digits'])('gives the same numbers in code and in YAML: %s', async (name) => {
    const output = await node([join(example, 'model-selection.mjs'), name], { cwd });
    expect(output).toContain(`report runs/${name}/1/report.html`);
    await node([cli, 'search', join(example, `${name}.yaml`)], { cwd });
    const [code, yaml] = [1, 2].map((run) => `runs/${name}/${run}`);
    expect(table(code)).toHaveLength(6);
    expect(table(yaml)).toEqual(table(code));
    expect(result(yaml).test).toEqual(result(code).test);
    expect(result(code).test['test/accuracy']).toBeGreaterThan(0.9);
  });
});
