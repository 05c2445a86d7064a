import { jest } from '@jest/globals';

import { platform } from '#platform';

import { consoleLogger } from './console.js';

const clock = { batch: 40, step: 40, samples: 1280, epoch: 2, seconds: 65.2 };

describe('consoleLogger', () => {
  const lines: string[] = [];

  beforeEach(() => {
    lines.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  });

  afterEach(() => jest.restoreAllMocks());

  it('prints a line for an epoch, with numbers to four digits and the time', async () => {
    await consoleLogger().log({ type: 'epoch', clock, values: { 'train/loss': 0.123456, 'validation/accuracy': 1 } });
    expect(lines).toEqual(['epoch   2  train/loss 0.1235  validation/accuracy 1  1 min 5 s\n']);
  });

  it('prints a line for a test, without a time', async () => {
    await consoleLogger().log({ type: 'test', clock, values: { 'test/loss': 1e-7, 'test/accuracy': NaN } });
    expect(lines).toEqual(['test  test/loss 1.00e-7  test/accuracy NaN\n']);
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
      void consoleLogger().log({ type: 'epoch', clock, values: {} });
      platform.terminal!.rewriteLine('');
    } finally {
      Object.assign(stderr, { isTTY });
    }
    // eslint-disable-next-line no-control-regex -- the terminal's own codes
    expect(shown.replaceAll(/\u001b\[2K\u001b\[1G/g, '|')).toBe('|bar|epoch   2  1 min 5 s\nbar|');
  });

  it('does not print single steps', async () => {
    await consoleLogger().log({ type: 'step', clock, values: { 'train/loss': 1 } });
    expect(lines).toEqual([]);
  });
});
