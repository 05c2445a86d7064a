import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../workspace/packages.mjs';

const cli = join(ROOT, 'packages/cli/dist/lml.js');
let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lml-cli-'));
});

afterAll(() => rmSync(cwd, { recursive: true }));

/** Runs the command; a failure is an answer too. */
function lml(...args) {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, ...args],
      { cwd, env: { ...process.env, NODE_OPTIONS: '' } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

function projectFile(text) {
  writeFileSync(join(cwd, 'project.yaml'), text);
  return 'project.yaml';
}

const good = `learner:
  name: supervised
  model: { name: mlp, inputSize: 4, hiddenSizes: [8], outputSize: 3 }
  loss: cross-entropy
  optimizer: adam
data: { dataset: iris, split: { validation: 0.2, test: 0.2 } }
predictor: classification
trainer: { maxEpochs: 2 }
`;

describe('lml', () => {
  it('trains, tests and predicts, and sets values from the command line', async () => {
    const fit = await lml('fit', projectFile(good), 'trainer.maxEpochs=1', 'name=irises');
    expect(fit).toMatchObject({ code: 0, stderr: '' });
    expect(fit.stdout).toContain('completed   1 epoch, ');
    expect(fit.stdout).toContain(': maxEpochs is reached\n');
    expect(fit.stdout).toContain('report      runs/irises/1/report.html\n');
    const again = 'npx lml fit project.yaml trainer.maxEpochs=1 name=irises --resume runs/irises/1';
    expect(fit.stdout).toContain(`resume      ${again}   (with a higher maxEpochs)\n`);
    expect((await lml('test', 'project.yaml', 'name=irises')).stdout).toContain('test/loss');
    const predict = await lml('predict', 'project.yaml', 'name=irises');
    expect(predict.stdout.trim().split('\n')).toHaveLength(30);
    expect(predict.stdout).toMatch(/^([012]\n)+$/);
  });

  it("goes on from a run's latest checkpoint, whatever the loggers are, and its report begins with the first epoch", async () => {
    const set = ['name=longer', "trainer.loggers=[{ name: json-lines, path: it's.jsonl }]"];
    await lml('fit', projectFile(good), 'trainer.maxEpochs=2', ...set);
    const fit = await lml('fit', 'project.yaml', 'trainer.maxEpochs=4', ...set, '--resume', 'runs/longer/1');
    expect(fit).toMatchObject({ code: 0, stderr: '' });
    expect(fit.stdout).toContain('completed   4 epochs, ');
    expect(fit.stdout).toContain(
      "'trainer.loggers=[{ name: json-lines, path: it'\\''s.jsonl }]' --resume runs/longer/2",
    );
    const report = readFileSync(join(cwd, 'runs/longer/2/report.html'), 'utf8');
    expect(JSON.parse(/const charts = (.*);/.exec(report)[1])[0].epochs).toEqual([1, 2, 3, 4]);
  });

  it('tests the best weights, and says of which checkpoint they are', async () => {
    const watched = 'trainer.callbacks=[{ name: model-checkpoint, monitor: train/loss, mode: max }]';
    await lml('fit', projectFile(good), 'name=best', watched);
    const { stdout } = await lml('test', 'project.yaml', 'name=best', watched);
    expect(stdout).toMatch(/checkpoint {2}runs\/best\/1\/checkpoints\/epoch-0001-\S+\ntest\/loss/);
  });

  it('lists what is installed', async () => {
    const { stdout } = await lml('list', 'loss');
    expect(stdout).toMatch(/^loss\n {2}cross-entropy /);
    expect(JSON.parse((await lml('list', '--json')).stdout).length).toBeGreaterThan(20);
  });

  it('prints the JSON Schema of project files', async () => {
    expect(JSON.parse((await lml('schema')).stdout)).toMatchObject({
      properties: { learner: { $ref: '#/definitions/learner' } },
    });
  });

  it.each([
    [
      'an unknown component',
      good.replace('cross-entropy', 'cross-entropi'),
      ['LML_UNKNOWN_COMPONENT', "'cross-entropy'"],
    ],
    [
      'a wrong option type',
      good.replace('[8]', 'eight'),
      ['LML_INVALID_OPTIONS', 'learner.model.hiddenSizes', 'project.yaml:3:'],
    ],
    ['an unknown option', good.replace('maxEpochs', 'maxEpoch'), ['LML_INVALID_OPTIONS', 'trainer', 'maxEpoch']],
    ['no YAML', 'learner: [', ['LML_INVALID_OPTIONS', 'project.yaml:']],
    ['a missing limit', good.replace('maxEpochs: 2', 'progressBar: false'), ['LML_INVALID_ARGUMENT', 'maxEpochs']],
    [
      'a plugin that is not installed',
      `${good}plugins: [lml-plugin-nowhere]\n`,
      ['LML_MISSING_FEATURE', 'npm install lml-plugin-nowhere'],
    ],
  ])('answers %s by one coded error', async (_what, text, parts) => {
    const { code, stderr } = await lml('fit', projectFile(text), 'folder=false');
    expect(code).toBe(1);
    for (const part of parts) expect(stderr).toContain(part);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('answers a missing file by one coded error', async () => {
    const { code, stderr } = await lml('fit', 'nowhere.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain('LML_FILE_NOT_FOUND');
  });
});
