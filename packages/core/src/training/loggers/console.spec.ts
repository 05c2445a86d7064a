import { jest } from '@jest/globals';

import { platform } from '#platform';

import type { LogRecord } from '../logger.js';
import { consoleLogger } from './console.js';

const clock = { batch: 40, step: 40, samples: 1280, epoch: 2, seconds: 65.2 };

describe('consoleLogger', () => {
  const lines: string[] = [];

  beforeEach(() => {
    lines.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  });

  afterEach(() => jest.restoreAllMocks());

  const epoch = (number: number, loss: number): LogRecord => ({
    type: 'epoch',
    clock: { ...clock, epoch: number },
    values: { 'train/loss': 0.123456, 'train/lr': 0.1, 'validation/loss': loss, 'validation/accuracy': 1 },
  });

  it('prints a table: a number a column, and a star where an epoch is the best by now', () => {
    const logger = consoleLogger();
    const monitor = { name: 'validation/loss', mode: 'min' } as const;
    void logger.open!({ action: 'fit', folder: undefined, monitor });
    for (const [number, loss] of [1.5, 0.25, 12].entries()) void logger.log(epoch(number + 1, loss));
    void logger.close!({ status: 'completed' });
    expect(lines.join('')).toBe(
      [
        '       train ───  validation ─────────',
        'epoch       loss       loss   accuracy         time',
        '    1     0.1235     1.5000     1.0000    1 min 5 s *',
        '    2     0.1235     0.2500     1.0000    1 min 5 s *',
        '    3     0.1235    12.0000     1.0000    1 min 5 s',
        '* best      epoch 2, validation/loss 0.2500',
        '',
      ].join('\n'),
    );
  });

  it('compares with the epochs before a resume', () => {
    const logger = consoleLogger();
    const monitor = { name: 'validation/accuracy', mode: 'max' } as const;
    void logger.open!({ action: 'fit', folder: undefined, monitor, history: [epoch(1, 0.1)], resumedFrom: 'runs/x/1' });
    void logger.log(epoch(2, 0.05));
    expect(lines[0]).toBe('resumed     runs/x/1\n');
    expect(lines.at(-1)).not.toContain('*');
  });

  it('prints the numbers of a test below each other', async () => {
    await consoleLogger().log({ type: 'test', clock, values: { 'test/loss': 1e-7, 'test/accuracy': NaN } });
    expect(lines).toEqual(['test/loss      1.00e-7\n', 'test/accuracy      NaN\n']);
  });

  it('says at the end why a run stopped, where its checkpoints are and how to go on', () => {
    void consoleLogger().close!({
      status: 'interrupted',
      reason: 'interrupted',
      clock,
      folder: 'runs/x/1',
      bestCheckpoint: 'runs/x/1/checkpoints/a',
      lastCheckpoint: 'runs/x/1/checkpoints/b',
      resume: 'npx lml fit x.yaml --resume runs/x/1',
    });
    expect(lines.join('')).toBe(
      [
        'interrupted 2 epochs, 40 steps, 1 min 5 s',
        'run         runs/x/1',
        'best        runs/x/1/checkpoints/a',
        'latest      runs/x/1/checkpoints/b',
        'resume      npx lml fit x.yaml --resume runs/x/1',
        '',
      ].join('\n'),
    );
  });

  it('prints which checkpoint is judged, each time', () => {
    for (let run = 0; run < 2; run++) void consoleLogger().open!({ action: 'test', folder: undefined, checkpoint: 'runs/x/1/checkpoints/a' }); // prettier-ignore
    expect(lines).toEqual(['checkpoint  runs/x/1/checkpoints/a\n', 'checkpoint  runs/x/1/checkpoints/a\n']);
  });

  it('prints what the engine has to say when a run begins, the same words once', () => {
    for (const notice of ['engine a', undefined, 'engine a', 'engine b']) {
      for (const action of ['fit', 'test'] as const) void consoleLogger().open!({ action, folder: undefined, notice });
    }
    expect(lines).toEqual(['engine a\n', 'engine b\n']);
  });

  it('prints above a drawn progress bar, which goes on below', () => {
    const { stderr } = process;
    const { isTTY } = stderr;
    let shown = '';
    jest.spyOn(stderr, 'write').mockImplementation((text) => (shown += String(text)) !== '');
    Object.assign(stderr, { isTTY: true });
    try {
      platform.terminal!.rewriteLine('bar');
      void consoleLogger().log({ type: 'test', clock, values: { 'test/loss': 1 } });
      platform.terminal!.rewriteLine('');
    } finally {
      Object.assign(stderr, { isTTY });
    }
    // eslint-disable-next-line no-control-regex -- the terminal's own codes
    expect(shown.replaceAll(/\u001b\[2K\u001b\[1G/g, '|')).toBe('|bar|test/loss  1.0000\nbar|');
  });

  it('does not print single steps', async () => {
    await consoleLogger().log({ type: 'step', clock, values: { 'train/loss': 1 } });
    expect(lines).toEqual([]);
  });
});
