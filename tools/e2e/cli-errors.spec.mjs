import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lmlInFolder } from './lml-in-process.mjs';
import { good } from './good-project.mjs';

const { folder: cwd, lml } = lmlInFolder();

function projectFile(text) {
  writeFileSync(join(cwd(), 'project.yaml'), text);
  return 'project.yaml';
}

describe('lml', () => {
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
    ['no YAML', 'learner: [', ['LML_INVALID_OPTIONS', 'project.yaml:', '[ is not closed: ] is missing']],
    ['a tab', good.replace('  loss', '\tloss'), ['LML_INVALID_OPTIONS', 'project.yaml:4:1: it is indented by a tab']],
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

  it.each([
    ['no values', ['trainer.maxEpochs'], ["argument 'trainer.maxEpochs'", 'path=value', 'LML_INVALID_OPTIONS']],
    ['no options', ['trainer.epochs=5'], ["'trainer.epochs=5'", 'did you mean maxEpochs?', 'LML_INVALID_OPTIONS']],
    [
      'values of a wrong type',
      ['seed=a=b=c'],
      ["'seed=a=b=c'", "must be a number, got 'a=b=c'", 'LML_INVALID_OPTIONS'],
    ],
    ['no checkpoints', ['--resume', 'nowhere'], ["no checkpoint 'nowhere'", 'runs/project/1', 'LML_FILE_NOT_FOUND']],
    ['files, not checkpoints', ['--resume', 'project.yaml'], ["'project.yaml' is no checkpoint", 'LML_CHECKPOINT']],
    ['no flags', ['--epochs=5'], ["unknown option '--epochs=5'", 'without dashes, as trainer.maxEpochs=5']],
  ])('answers arguments that are %s by one error', async (_what, args, parts) => {
    const { code, stderr } = await lml('fit', projectFile(good), 'folder=false', ...args);
    expect(code).toBe(1);
    for (const part of parts) expect(stderr).toContain(part);
    expect(stderr.match(/LML_\w+/g) ?? []).toHaveLength(parts.some((part) => part.startsWith('LML_')) ? 1 : 0);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('names the commands where one is missing or unknown', async () => {
    for (const args of [['evaluate', 'project.yaml'], ['fit']]) {
      const { code, stderr } = await lml(...args);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^error: .*\nCommands: fit, test, predict, cv, search, trials, worker, data, describe, list, schema, native, doctor; /,
      );
    }
  });

  it.each([
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
    ['an endless device', (path) => symlinkSync('/dev/zero', path)],
    ['a folder', (path) => mkdirSync(path)],
    ['larger than any project', (path) => (writeFileSync(path, ''), truncateSync(path, 2 ** 40))],
  ])('answers a project file that is %s by one coded error', async (_what, make) => {
    const path = join(mkdtempSync(join(cwd(), 'other-')), 'project.yaml');
    make(path);
    const { code, stderr } = await lml('fit', path);
    expect(code).toBe(1);
    expect(stderr).toContain('LML_FILE_FORMAT');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
