import { jest } from '@jest/globals';

import { tinyLearner } from '../tiny-learner.fixture.js';
import { Trainer } from '../trainer.js';
import type { RequiredLimit, TrainerOptions } from '../trainer-options.js';
import { progressBar } from './progress-bar.js';

/** What is written to stderr while a terminal of `columns` is pretended; `undefined` for none. */
async function drawn(
  columns: number | undefined,
  limits: TrainerOptions & RequiredLimit = { maxEpochs: 2 },
): Promise<string> {
  const { stderr } = process;
  const before = { isTTY: stderr.isTTY, columns: stderr.columns };
  let text = '';
  const write = jest.spyOn(stderr, 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  Object.assign(stderr, { isTTY: columns !== undefined, columns });
  try {
    const callbacks = [progressBar({ refreshEvery: 0 })];
    await new Trainer({ ...limits, loggers: [], callbacks }).fit(tinyLearner());
  } finally {
    write.mockRestore();
    Object.assign(stderr, before);
  }
  return text;
}

describe('progressBar', () => {
  it('draws epoch, bar, batches and loss on a terminal, and clears the line at the end', async () => {
    const text = await drawn(120);
    expect(text).toMatch(/epoch 1\/2 {2}█+░+ {2}1\/4 {2}loss \d/);
    expect(text).toContain(`epoch 2/2  ${'█'.repeat(24)}  4/4`);
    expect(text).toMatch(/validation {2}█+░* {2}1\/2/);
    // eslint-disable-next-line no-control-regex -- the terminal's own codes
    expect(text).toMatch(/\u001b\[2K\u001b\[1G$/);
  });

  it('counts the batches that maxSteps leaves, not those that it never comes to', async () => {
    const text = await drawn(120, { maxSteps: 6 });
    expect(text).toContain(`epoch 1  ${'█'.repeat(24)}  4/4`);
    expect(text).toContain(`epoch 2  ${'█'.repeat(24)}  2/2`);
    expect(text).not.toMatch(/epoch 2 .*\/4/);
  });

  it('never draws more than the terminal is wide', async () => {
    // eslint-disable-next-line no-control-regex -- the terminal's own codes
    const parts = (await drawn(20)).split(/\u001b\[[0-9]*[KG]/);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(20);
  });

  it('writes nothing where there is no terminal', async () => {
    expect(await drawn(undefined)).toBe('');
  });
});
