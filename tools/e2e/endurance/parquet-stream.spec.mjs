import { DataModule, Project } from '@lml/core';
import { parquetStream } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { huber } from '@lml/losses';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { node } from '../../workspace/run.mjs';

// Three million flights in eleven groups of rows, compressed by Zstandard.
const path = join(dirname(createRequire(import.meta.url).resolve('vega-datasets')), '../data/flights-3m.parquet');
const program = new URL('../programs/flights-memory.mjs', import.meta.url).pathname;

describe('a stream of a large Parquet file', () => {
  it('reads all rows in the memory of some groups', async () => {
    const { rows, sum, first, whole } = JSON.parse(await node(['--expose-gc', program, path]));
    expect([rows, sum]).toEqual([3_000_000, 20_003_603]);
    process.stdout.write(
      `memory: ${Math.round(first / 2 ** 20)} MB over three groups, ${Math.round(whole / 2 ** 20)} MB over all\n`,
    );
    expect(whole).toBeLessThan(1.5 * first);
  }, 300_000);

  it('trains a model', async () => {
    const dataset = parquetStream({ path, inputs: ['distance'], target: 'delay', shuffleRowGroups: true });
    const data = new DataModule({ train: dataset, batchSize: 128, shuffleBuffer: 2048 });
    const model = mlp({ inputSize: 1, hiddenSizes: [8], outputSize: 1 });
    const learner = supervised({ data, model, loss: huber(), optimizer: adam({ lr: 1e-4 }) });
    const project = new Project({ learner, trainer: { maxSteps: 300, loggers: [] }, seed: 1, folder: false });
    const { stopReason, clock } = await project.train();
    expect([stopReason, clock.step]).toEqual(['max-steps', 300]);
  }, 120_000);
});
