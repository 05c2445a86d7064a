import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../workspace/packages.mjs';
import { good } from './good-project.mjs';

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
      { cwd, env: { ...process.env, NODE_OPTIONS: '' }, maxBuffer: 64 * 2 ** 20 },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

function projectFile(text) {
  writeFileSync(join(cwd, 'project.yaml'), text);
  return 'project.yaml';
}

describe('lml', () => {
  it('trains, tests and predicts, and sets values from the command line', async () => {
    const fit = await lml('fit', projectFile(good), 'trainer.maxEpochs=1', 'name=irises');
    expect(fit).toMatchObject({ code: 0, stderr: '' });
    expect(fit.stdout).toContain('completed   1 epoch, ');
    expect(fit.stdout).toContain(': maxEpochs is reached\n');
    expect(fit.stdout.match(/^report .*$/gm)).toEqual(['report      runs/irises/1/report.html']);
    const again = 'npx lml fit project.yaml trainer.maxEpochs=1 name=irises --resume runs/irises/1';
    expect(fit.stdout).toContain(`resume      ${again}   (with a higher maxEpochs)\n`);
    expect((await lml('test', 'project.yaml', 'name=irises')).stdout).toContain('test/loss');
    const predict = await lml('predict', 'project.yaml', 'name=irises');
    expect(predict.stdout.trim().split('\n')).toHaveLength(30);
    expect(predict.stdout).toMatch(/^([012]\n)+$/);
    const said = /checkpoint {2}runs\/irises\/1\/\S+\npredicted {3}30 samples of the test data, to stdout\n$/;
    expect(predict.stderr).toMatch(said);
    const report = readFileSync(join(cwd, 'runs/irises/1/report.html'), 'utf8');
    expect(report).toContain('The test is of the weights of epoch 1');
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
    expect(fit.stdout.match(/^report .*$/gm)).toEqual(['report      runs/longer/2/report.html']);
    const report = readFileSync(join(cwd, 'runs/longer/2/report.html'), 'utf8');
    expect(JSON.parse(/const charts = (.*);/.exec(report)[1])[0].epochs).toEqual([1, 2, 3, 4]);
  });

  it('calls runs as their file, so that two files in a folder do not share them', async () => {
    writeFileSync(join(cwd, 'narrow.yaml'), good.replace('[8]', '[4]'));
    const fit = await lml('fit', 'narrow.yaml', 'trainer.maxEpochs=1');
    expect(fit.stdout).toContain('run         runs/narrow/1\n');
    writeFileSync(join(cwd, 'never trained.yaml'), good);
    const { code, stderr } = await lml('test', 'never trained.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain("no checkpoint under 'runs/never-trained'");
    const other = await lml('test', 'never trained.yaml', '--checkpoint', 'runs/narrow/1');
    expect(other.stderr).toMatch(/'runs\/narrow\/1\/checkpoints\/\S+' is of another model/);
    expect(other.stderr).toContain('(runs/narrow/1/config.yaml tells)');
    const whole = await lml('test', 'narrow.yaml', '--checkpoint', 'runs/narrow/1');
    expect(whole.stdout).toMatch(/checkpoint {2}runs\/narrow\/1\/checkpoints\/epoch-0001-/);
  });

  it('says nothing of how to go on after a refusal, which leaves no folder', async () => {
    await lml('fit', projectFile(good), 'trainer.maxEpochs=1', 'name=refused');
    const set = ['name=refused', 'trainer.maxEpochs=2'];
    for (const args of [
      ['seed=9', '--resume', 'runs/refused/1'],
      ['learner.model.hiddenSizes=[4]', '--resume', 'runs/refused/1'],
      ['--resume', 'runs/refused'],
      ['learner.model.inputSize=5'],
    ]) {
      const { code, stdout, stderr } = await lml('fit', 'project.yaml', ...set, ...args);
      expect([code, stderr.match(/LML_\w+/g)?.length]).toEqual([1, 1]);
      expect(stdout).not.toMatch(/^(failed|run|latest|resume) /m);
      expect(readdirSync(join(cwd, 'runs/refused'))).toEqual(['1']);
    }
  });

  it('predicts new tables as the training table was read', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `${at},${at % 7},n${at},${at < 20 ? 'low' : 'high'}`);
    writeFileSync(join(cwd, 'train.csv'), `size,rest,name,kind\n${rows.join('\n')}\n`);
    const dataset = '{ name: csv, path: train.csv, target: kind, metadata: [name] }';
    const table = good.replace('iris', dataset).replace('inputSize: 4', 'inputSize: 2').replace('outputSize: 3', 'outputSize: 2'); // prettier-ignore
    writeFileSync(join(cwd, 'table.yaml'), table);
    expect(await lml('fit', 'table.yaml')).toMatchObject({ code: 0, stderr: '' });
    const predict = (text, file = 'new.csv') => {
      writeFileSync(join(cwd, file), text);
      return lml('predict', 'table.yaml', '--data', file, '--records');
    };
    const answers = [
      await predict('rest,size,name\n1,3,a\n2,39,b\n'),
      await predict('note,name,size,more,rest\nx,a,3,7,1\n"y,\nz",b,39,8,2\n'),
      await predict('{"name": "a", "rest": 1, "size": 3}\n{"size": 39, "name": "b", "rest": 2}\n', 'new.jsonl'),
    ];
    for (const { code, stdout, stderr } of answers) {
      expect([code, stderr]).toEqual([0, expect.stringMatching(/predicted {3}2 samples of new\.(csv|jsonl)/)]);
      const records = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      for (const record of records) expect(['low', 'high']).toContain(record.label);
      expect(stdout).toBe(answers[0].stdout);
    }
    const missing = await predict('size,name\n1,a\n');
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(/there is no column 'rest', which inputs names.*LML_FILE_FORMAT/);
    const unknown = await predict('', 'new.docx');
    expect(unknown.stderr).toMatch(/file must be one whose name ends in .*\.csv, .*LML_INVALID_ARGUMENT/);
  });

  it('tests and predicts after a search with its best parameters, unless others are set', async () => {
    const space =
      'search: { space: { model.hiddenSizes: [[5], [6]] }, strategy: grid, splitter: { name: k-fold, nSplits: 2 } }';
    writeFileSync(join(cwd, 'searched.yaml'), `plugins: ['@lml/search', '@lml/splitters']\n${good}${space}\n`);
    expect(await lml('search', 'searched.yaml')).toMatchObject({ code: 0 });
    const said = /^with the parameters of trial [01] of runs\/searched\/1$/m;
    for (const given of [[], ['--checkpoint', 'runs/searched/1/best/1']]) {
      const test = await lml('test', 'searched.yaml', ...given);
      expect([test.code, test.stdout]).toEqual([0, expect.stringContaining('test/loss')]);
      expect(test.stderr).toMatch(said);
    }
    const predict = await lml('predict', 'searched.yaml');
    expect(predict.stdout.trim().split('\n')).toHaveLength(30);
    expect(predict.stderr).toMatch(said);
    const other = await lml('test', 'searched.yaml', 'learner.model.hiddenSizes=[7]');
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('LML_CHECKPOINT')]);
  });

  it('tests the best weights, and says of which checkpoint they are', async () => {
    const watched = 'trainer.callbacks=[{ name: model-checkpoint, monitor: train/loss, mode: max }]';
    await lml('fit', projectFile(good), 'name=best', watched);
    const { stdout } = await lml('test', 'project.yaml', 'name=best', watched);
    expect(stdout).toMatch(/checkpoint {2}runs\/best\/1\/checkpoints\/epoch-0001-\S+\ntest\/loss/);
  });

  it('judges the checkpoint before one that is damaged, and is not led astray by what else lies there', async () => {
    const set = ['name=damaged', 'trainer.callbacks=[{ name: model-checkpoint, saveTopK: -1 }]', 'trainer.maxEpochs=3'];
    await lml('fit', projectFile(good), ...set);
    const folder = join(cwd, 'runs/damaged/1/checkpoints');
    for (const name of ['notes.txt', 'zzz']) writeFileSync(join(folder, name), 'beside them');
    mkdirSync(join(cwd, 'runs/damaged/9007199254740992'));
    const ids = readdirSync(folder).filter((name) => name.startsWith('epoch-'));
    writeFileSync(join(folder, ids.at(-1), 'manifest.json'), '{');
    const { code, stdout, stderr } = await lml('test', 'project.yaml', ...set);
    expect(code).toBe(0);
    expect(stdout).toContain('test/loss');
    expect(stderr).toContain(`damaged/1/checkpoints/${ids.at(-1)}' is damaged`);
    expect(stderr).toContain('LML_CHECKPOINT_PASSED_OVER');
    expect(stderr).not.toMatch(/^\s+at /m);
    await lml('fit', 'project.yaml', ...set);
    expect(readdirSync(join(cwd, 'runs/damaged')).sort()).toEqual(['1', '2', '9007199254740992']);
  });

  it('writes predictions whole, or says why it cannot and leaves what was there', async () => {
    await lml('fit', projectFile(good), 'trainer.maxEpochs=1', 'name=written');
    const predict = (output) => lml('predict', 'project.yaml', 'name=written', '--output', output);
    mkdirSync(join(cwd, 'written'));
    for (const output of ['no/such/x', '.', '/', 'project.yaml/x', 'a\u{2028}/x']) {
      const { code, stderr } = await predict(output);
      expect([code, stderr.includes(`Cannot write '${output}'`)]).toEqual([1, true]);
      expect(stderr).toContain('LML_FILE_WRITE');
      expect(stderr).not.toMatch(/^\s+at /m);
    }
    writeFileSync(join(cwd, 'written/x'), 'before');
    const written = await predict('written/x');
    expect(written.code).toBe(0);
    expect(written.stderr).toContain('predicted   30 samples of the test data, to written/x\n');
    expect(readFileSync(join(cwd, 'written/x'), 'utf8')).toMatch(/^([012]\n){30}$/);
    expect(readdirSync(join(cwd, 'written'))).toEqual(['x']);
    const pipe = `"$0" "$1" predict project.yaml name=written --output /dev/stdout | cat`;
    expect(
      execFileSync('sh', ['-c', pipe, process.execPath, cli], {
        cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ).toMatch(/^([012]\n){30}$/);
  });

  it('lists what is installed', async () => {
    const { stdout } = await lml('list', 'loss');
    expect(stdout).toMatch(/^loss\n {2}classification\n(?: {4}.*\n)* {4}bce /);
    expect(stdout).toMatch(/\n {2}regression\n(?: {4}.*\n)* {4}mse /);
    const metrics = (await lml('list', 'metric')).stdout;
    expect(metrics).toMatch(/\nof torchmetrics 1\.9: \d+ of \d+\n/);
    expect(metrics).toMatch(/\n {4}MulticlassAccuracy +accuracy, task: 'multiclass'\n/);
    expect(metrics).toMatch(/\n {4}FeatureShare +– a function /);
    const entries = JSON.parse((await lml('list', '--json')).stdout);
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'scheduler', family: 'decays', name: 'step', package: '@lml/optimizers' }),
    );
  });

  it('prints the JSON Schema of project files', async () => {
    expect(JSON.parse((await lml('schema')).stdout)).toMatchObject({
      properties: { learner: { $ref: '#/definitions/learner' } },
    });
  });

  it('trains where it is told to train, too', async () => {
    const { code, stdout } = await lml('train', projectFile(good), 'trainer.maxEpochs=1', 'name=alias');
    expect([code, stdout.includes('run         runs/alias/1\n')]).toEqual([0, true]);
  });

  it('answers data in place of a project file by one line', async () => {
    const header = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00v\x00', 'latin1'), Buffer.from("{'descr': '<f4'}\n")]);
    const values = Buffer.from(Float32Array.of(1, 2).buffer);
    for (const bytes of [Buffer.concat([header, values]), Buffer.from('plain\0text')]) {
      writeFileSync(join(cwd, 'x.npy'), bytes);
      const { code, stderr } = await lml('fit', 'x.npy');
      expect(code).toBe(1);
      expect(stderr).toMatch(/^'x\.npy' is no project file: .*\(LML_FILE_FORMAT\)\n$/);
    }
  });

  it('ends with the code and the message of an error', async () => {
    const { code, stdout, stderr } = await lml('fit', 'nowhere.yaml');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Cannot read the project file 'nowhere\.yaml'.*\(LML_FILE_NOT_FOUND\)\n$/);
  });
});

describe('lml data profile', () => {
  const table = 'age,kind,species\n3,a,cat\n4,.,dog\n,b,dog\n';

  it('says what is in a file, and writes a page', async () => {
    writeFileSync(join(cwd, 'animals.csv'), table);
    const { code, stdout, stderr } = await lml(
      'data',
      'profile',
      'animals.csv',
      'target=species',
      '--page',
      'animals.html',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'page  animals.html\n' });
    expect(stdout).toMatch(/^3 samples\n/);
    expect(stdout).toMatch(/\nage +number +1 +2 +3 +3\.5 +3\.5 +4 /);
    expect(stdout).toMatch(/\ndog +2\n/);
    expect(stdout).toContain("'kind': '.' has no letter or digit: if it stands for missing, name it in naValues\n");
    expect(readFileSync(join(cwd, 'animals.html'), 'utf8')).toContain('<title>animals.csv</title>');
  });

  it('gives JSON, takes options of the reader, and refuses what it cannot read', async () => {
    writeFileSync(join(cwd, 'animals.csv'), table);
    const { stdout } = await lml('data', 'profile', 'animals.csv', 'naValues=["."]', '--json');
    expect(JSON.parse(stdout).columns).toMatchObject([
      { name: 'age' },
      { name: 'kind', missing: 1 },
      { name: 'species' },
    ]);
    expect((await lml('data', 'profile', 'animals.docx')).stderr).toMatch(/LML_INVALID_ARGUMENT/);
    expect((await lml('data', 'profile', 'none.csv')).stderr).toMatch(/LML_FILE_NOT_FOUND/);
  });
});
