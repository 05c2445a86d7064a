import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { jsonLines } from './json-lines.js';

const clock = { batch: 3, step: 3, samples: 24, epoch: 1, seconds: 0.5 };

describe('jsonLines', () => {
  it('adds a line for each record, with the whole clock, and numbers that JSON does not have as words', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-json-lines-'));
    const logger = jsonLines();
    await logger.open!({ folder, action: 'fit' });
    await logger.log({ type: 'step', clock, values: { 'train/loss': 0.25 } });
    await logger.log({ type: 'epoch', clock, values: { 'train/loss': NaN, 'validation/loss': -Infinity } });
    await logger.close!('completed');
    const lines = (await readFile(join(folder, 'metrics.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { type: 'step', ...clock, 'train/loss': 0.25 },
      { type: 'epoch', ...clock, 'train/loss': 'NaN', 'validation/loss': '-Infinity' },
    ]);
    await rm(folder, { recursive: true });
  });

  it('needs a path for a fit without a folder; a test without one is not written', () => {
    expect(() => jsonLines().open!({ folder: undefined, action: 'test' })).not.toThrow();
    expect(() => jsonLines().open!({ folder: undefined, action: 'fit' })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
  });
});
