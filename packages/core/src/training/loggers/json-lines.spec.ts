import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ndArray } from '../../data/nd-array.js';
import { jsonLines } from './json-lines.js';

const clock = { batch: 3, step: 3, samples: 24, epoch: 1, seconds: 0.5 };

describe('jsonLines', () => {
  it('adds a line for each record, with the whole clock, and numbers that JSON does not have as words', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-json-lines-'));
    const logger = jsonLines();
    await logger.open!({ folder, action: 'fit' });
    await logger.log({ type: 'step', clock, values: { 'train/loss': 0.25 } });
    await logger.log({ type: 'epoch', clock, values: { 'train/loss': NaN, 'validation/loss': -Infinity } });
    await logger.close!({ status: 'completed' });
    const lines = (await readFile(join(folder, 'metrics.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { type: 'step', ...clock, 'train/loss': 0.25 },
      { type: 'epoch', ...clock, 'train/loss': 'NaN', 'validation/loss': '-Infinity' },
    ]);
    await rm(folder, { recursive: true });
  });

  it('writes arrays and figures of metrics under their names', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-json-lines-'));
    const logger = jsonLines();
    await logger.open!({ folder, action: 'test' });
    const values = ndArray(Float32Array.of(1, NaN), { shape: [1, 2] });
    const details = {
      'test/f1': ndArray(Float64Array.of(0.5)),
      'test/matrix': { figure: 'matrix', title: 'M', values } as const,
    };
    await logger.log({ type: 'test', clock, values: { 'test/loss': 1 }, details });
    await logger.close!({ status: 'completed' });
    expect(JSON.parse(await readFile(join(folder, 'metrics.jsonl'), 'utf8'))).toEqual({
      type: 'test',
      ...clock,
      'test/loss': 1,
      details: {
        'test/f1': { dtype: 'float64', shape: [1], data: [0.5] },
        'test/matrix': { figure: 'matrix', title: 'M', values: { dtype: 'float32', shape: [1, 2], data: [1, 'NaN'] } },
      },
    });
    await rm(folder, { recursive: true });
  });

  it('writes while training goes on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-json-lines-'));
    const logger = jsonLines();
    await logger.open!({ folder, action: 'fit' });
    await logger.log({ type: 'step', clock, values: {} });
    const read = () => readFile(join(folder, 'metrics.jsonl'), 'utf8').catch(() => '');
    while ((await read()) === '') await new Promise((resolve) => setTimeout(resolve, 50));
    await logger.log({ type: 'step', clock, values: {} });
    await logger.close!({ status: 'completed' });
    expect((await read()).trim().split('\n')).toHaveLength(2);
    await rm(folder, { recursive: true });
  });

  it('makes the folder of its file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-json-lines-'));
    const path = join(folder, 'a', 'b', 'metrics.jsonl');
    const logger = jsonLines({ path });
    await logger.open!({ folder: undefined, action: 'fit' });
    for (let step = 0; step < 50; step++) await logger.log({ type: 'step', clock: { ...clock, step }, values: {} });
    await logger.close!({ status: 'completed' });
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(50);
    await rm(folder, { recursive: true });
  });

  it('throws what cannot be written, instead of ending the process', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-json-lines-'));
    const logger = jsonLines({ path: folder });
    await logger.open!({ folder: undefined, action: 'fit' });
    await logger.log({ type: 'epoch', clock, values: {} });
    await expect(logger.close!({ status: 'completed' })).rejects.toThrow('EISDIR');
    await rm(folder, { recursive: true });
  });

  it('needs a path for a fit without a folder; a test without one is not written', () => {
    expect(() => jsonLines().open!({ folder: undefined, action: 'test' })).not.toThrow();
    expect(() => jsonLines().open!({ folder: undefined, action: 'fit' })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
  });
});
