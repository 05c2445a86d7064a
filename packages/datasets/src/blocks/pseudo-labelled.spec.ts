import { build, DataModule, ndArray, stack, toConfig, type Dataset } from '@lml/core';

import '../index.js';
import { randomDataset, readAll, samplesAt } from '../shared/read.fixture.js';
import { labelled } from './labelled.js';
import { pseudoLabelled, type PseudoLabelledOptions } from './pseudo-labelled.js';
import { unlabelled } from './unlabelled.js';

const known = (): Dataset => labelled({ inputs: [1, 2], targets: [0, 1], classNames: ['no', 'yes'] });
const unknown = (): Dataset => unlabelled({ inputs: [3, 4, 5] });
const make = (options: Partial<PseudoLabelledOptions> = {}): Dataset =>
  pseudoLabelled({ labelled: known(), unlabelled: unknown(), targets: [1, 0, 1], ...options });

describe('pseudo-labelled', () => {
  it('has labelled samples, and then those that are predicted surely enough', async () => {
    const dataset = make({ confidences: Float32Array.of(0.5, 0.75, 1), threshold: 0.75, weight: 0.25 });
    expect(await readAll(dataset)).toEqual([
      { input: 1, target: 0, weight: 1 },
      { input: 2, target: 1, weight: 1 },
      { input: 4, target: 0, weight: 0.25 },
      { input: 5, target: 1, weight: 0.25 },
    ]);
    expect(dataset.length).toBe(4);
    expect(dataset.classNames).toEqual(['no', 'yes']);
  });

  it('gives batches as it gives samples, with the weights that samples have', async () => {
    const weighted = labelled({ inputs: [1, 2], targets: [0, 1], weights: [2, 3] });
    const dataset = make({ labelled: weighted });
    await dataset.open();
    const indices = [4, 1, 0, 2];
    expect(await dataset.getBatch!(indices)).toEqual(stack()(await samplesAt(dataset, indices)));
    expect((await dataset.getBatch!(indices))['weight']).toEqual(ndArray([1, 3, 2, 1]));
  });

  it.each<[Dataset, unknown, unknown]>([
    [labelled({ inputs: [1], targets: Int32Array.of(1) }), [1, 0, 2], ndArray(Int32Array.of(2), { shape: [] })],
    [labelled({ inputs: [1], targets: [[0.5, 0.5]] }), [[1, 0], [1, 0], [0, 1]], ndArray([0, 1])], // prettier-ignore
    [labelled({ inputs: [1], targets: ['no'] }), ['no', 'no', 'yes'], 'yes'],
    [labelled({ inputs: [1], targets: [3n] }), Int32Array.of(1, 2, 3), ndArray([3n], { shape: [] })],
  ])('takes the data type of the targets, %#', async (own, targets, last) => {
    const samples = await readAll(make({ labelled: own, targets: targets as never }));
    expect(samples.at(-1)!['target']).toEqual(last);
  });

  it('takes datasets that are read one by one, and is learnt from', async () => {
    const dataset = make({ unlabelled: randomDataset(3) });
    expect(dataset.getBatch).toBeUndefined();
    expect((await readAll(dataset)).slice(2)).toEqual(
      [1, 0, 1].map((target) => ({ input: expect.any(Number), target, weight: 1 })),
    );
    const data = new DataModule({ train: make(), batchSize: 5 });
    await data.setup();
    for await (const { batch } of data.loader('train')!.iterate(0))
      expect(Object.keys(batch)).toEqual(['weight', 'input', 'target']);
  });

  it('goes from a config to a dataset and back', () => {
    const config = {
      name: '@lml/datasets:pseudo-labelled',
      labelled: { name: '@lml/datasets:iris' },
      unlabelled: { name: '@lml/datasets:unlabelled', inputs: [[1, 2, 3, 4]] },
      targets: [2],
      threshold: 0.95,
      weight: 1,
    };
    expect(toConfig(build('dataset', config))).toEqual({ config, missing: [] });
  });

  it.each<[Partial<PseudoLabelledOptions>, RegExp]>([
    [{ targets: [1, 0] }, /There are 2 targets, but 3 unlabelled samples. Each needs one. \(LML_SHAPE_MISMATCH\)/],
    [{ confidences: [1, 1] }, /There are 3 targets, but 2 confidences. Each needs one. \(LML_SHAPE_MISMATCH\)/],
    [{ confidences: [[1], [1], [1]] }, /confidences: must be one number a sample, got float32 \[3, 1\]/],
    [{ targets: [[1], [0], [1]] }, /Predicted targets have the shape \[1\], those of the labelled samples \[\]/],
    [{ targets: ['a', 'b', 'c'] }, /targets: must be float32, as those of the labelled samples are/],
    [
      { labelled: labelled({ inputs: [1], targets: Int32Array.of(1) }), targets: [0.5, 0, 1] },
      /targets: must be int32/,
    ],
    [{ labelled: { name: 'chain', datasets: ['iris'] } }, /labelled: .* got a stream/],
    [{ weight: 0 }, /weight/],
  ])('refuses what does not fit, %#', async (options, message) => {
    await expect(async () => make(options).open()).rejects.toThrow(message);
  });
});
