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

  /** Pretends that stdout and stderr are these. */
  function pretend(stdout: object, stderr: object, action: () => void): void {
    const before = [process.stdout, process.stderr].map(({ isTTY, columns }) => ({ isTTY, columns }));
    Object.assign(process.stdout, stdout);
    Object.assign(process.stderr, stderr);
    try {
      action();
    } finally {
      Object.assign(process.stdout, before[0]);
      Object.assign(process.stderr, before[1]);
    }
  }

  /** What goes to stderr when a test is logged below a bar; `|` clears the line. */
  function withBar({ stdout }: { stdout: boolean }): string {
    let shown = '';
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => (shown += String(text)) !== '');
    pretend({ isTTY: stdout }, { isTTY: true }, () => {
      platform.terminal!.rewriteLine('bar');
      void consoleLogger().log({ type: 'test', clock, values: { 'test/loss': 1 } });
      platform.terminal!.rewriteLine('');
    });
    // eslint-disable-next-line no-control-regex -- the terminal's own codes
    return shown.replaceAll(/\u001b\[2K\u001b\[1G/g, '|');
  }

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
    for (let run = 0; run < 2; run++)
      void consoleLogger().open!({ action: 'test', folder: undefined, checkpoint: 'runs/x/1/checkpoints/a' });
    expect(lines).toEqual(['checkpoint  runs/x/1/checkpoints/a\n', 'checkpoint  runs/x/1/checkpoints/a\n']);
  });

  it('prints what the engine has to say when a run begins, the same words once', () => {
    for (const notice of ['engine a', undefined, 'engine a', 'engine b']) {
      for (const action of ['fit', 'test'] as const) void consoleLogger().open!({ action, folder: undefined, notice });
    }
    expect(lines).toEqual(['engine a\n', 'engine b\n']);
  });

  it('prints above a drawn progress bar, which goes on below', () => {
    expect(withBar({ stdout: true })).toBe('|bar|test/loss  1.0000\nbar|');
    expect(lines).toEqual([]);
  });

  it('prints to stdout where it goes to a file, and the bar to a terminal', () => {
    expect(withBar({ stdout: false })).toBe('|bar|');
    expect(lines).toEqual(['test/loss  1.0000\n']);
  });

  it('has the width of the terminal that stdout goes to, whatever stderr goes to', () => {
    const values = { 'train/loss': 1, 'train/accuracy': 1, 'train/f1-score': 1, 'validation/loss': 1 };
    const rowsAt = (stdout: object): number => {
      lines.length = 0;
      pretend({ ...stdout }, { isTTY: false }, () => {
        const logger = consoleLogger();
        void logger.open!({ action: 'fit', folder: undefined });
        void logger.log({ type: 'epoch', clock, values });
      });
      return lines.length;
    };
    expect(rowsAt({ isTTY: true, columns: 60 })).toBe(6);
    expect(rowsAt({ isTTY: true, columns: 80 })).toBe(3);
    expect(rowsAt({ isTTY: false, columns: 60 })).toBe(3);
  });

  it('does not print single steps', async () => {
    await consoleLogger().log({ type: 'step', clock, values: { 'train/loss': 1 } });
    expect(lines).toEqual([]);
  });
});
