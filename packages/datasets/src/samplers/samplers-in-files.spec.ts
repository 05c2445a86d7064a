import { build, DataModule, parseConfig, projectJsonSchema } from '@lml/core';

import '../index.js';

/** Of iris, 50 flowers of each of three kinds. */
const files = [
  'sampler: sequential-sampler',
  'sampler: { name: random-sampler, replacement: true, numSamples: 40 }',
  `sampler: { name: weighted-random-sampler, weights: [${new Array(150).fill(1).join()}] }`,
  'sampler: { name: class-balanced-sampler, numSamples: 40 }',
  'sampler: { name: subset-random-sampler, indices: [1, 2, 3, 60, 61, 149] }',
  'sampler: { name: length-bucketed-sampler, column: target, boundaries: [1, 2] }',
  'sampler: { name: distributed-sampler, numReplicas: 2, rank: 1 }',
];

describe('samplers in project files', () => {
  it.each(files)('%.50s', async (text) => {
    const { config } = parseConfig(text);
    const data = new DataModule({ train: build('dataset', 'iris'), sampler: build('sampler', config['sampler']) });
    await data.setup({ seed: 3 });
    const loader = data.loader('train')!;
    await loader.open();
    let samples = 0;
    for await (const { size } of loader.iterate(0)) samples += size;
    expect(samples).toBe(loader.samples);
  });

  it('stand in the schema of project files', () => {
    const schema = JSON.stringify(projectJsonSchema());
    for (const text of files) expect(schema).toContain(/[a-z]+(-[a-z]+)*-sampler/.exec(text)![0]);
  });
});
