import { MetricState, type MatrixFigure } from '@lml/core';

import { cohenKappa } from './cohen-kappa.js';
import { confusionMatrix } from './confusion-matrix.js';
import { jaccardIndex } from './jaccard-index.js';
import { matthewsCorrCoef } from './matthews-corr-coef.js';

describe('confusionMatrix', () => {
  it('has its counts in common with the metrics of its family', () => {
    const { group } = confusionMatrix({ numClasses: 3, normalize: 'all', labels: ['a', 'b', 'c'] });
    for (const metric of [
      jaccardIndex({ numClasses: 3, average: 'micro' }),
      cohenKappa({ numClasses: 3, weights: 'linear' }),
      matthewsCorrCoef({ numClasses: 3 }),
    ])
      expect(metric.group).toBe(group);
    expect(confusionMatrix({ numClasses: 3, ignoreIndex: 0 }).group).not.toBe(group);
  });

  it('tells two classes with scores each from one score', async () => {
    const two = new MetricState(confusionMatrix());
    await two.update(
      [
        [2, 1],
        [0, 3],
      ],
      [0, 0],
    );
    const one = new MetricState(confusionMatrix({ numClasses: 1 }));
    await one.update([0.2, 0.9], [0, 0]);
    for (const state of [one, two])
      expect((state.compute() as MatrixFigure).values).toMatchObject({
        shape: [2, 2],
        data: Float64Array.of(1, 1, 0, 0),
      });
  });

  it('loses no count over many batches', async () => {
    const state = new MetricState(confusionMatrix({ task: 'binary' }));
    const right = new Array<number>(1000).fill(1);
    for (let batch = 0; batch < 20; batch++) await state.update(right, right);
    state.merge({
      ...state.values,
      counts: { dtype: 'float64', shape: [1, 2, 2], data: Float64Array.of(0, 0, 0, 2 ** 40) },
    });
    expect((state.compute() as MatrixFigure).values.data[3]).toBe(2 ** 40 + 20_000);
  });

  it.each([
    { labels: ['a', 'a'] },
    { labels: ['a', 'b', 'c'], task: 'binary' as const },
    { labels: ['a', 'b'], numClasses: 3 },
    { labels: ['a'] },
    { normalize: 'rows' as never },
    { numClasses: 2, task: 'binary' as const },
  ])('refuses options %p', (options) => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => confusionMatrix(options)).toThrow(refused);
  });

  it('refuses names that are not as many as the classes turn out to be', async () => {
    const state = new MetricState(confusionMatrix({ labels: ['a', 'b'] }), { numClasses: 3 });
    await state.update([0, 1], [0, 2]);
    const refused = expect.objectContaining({ code: 'LML_INVALID_ARGUMENT', argument: 'labels' }) as Error;
    expect(() => state.compute()).toThrow(refused);
  });

  it('asks for the number of classes', async () => {
    const state = new MetricState(confusionMatrix({ task: 'multiclass' }));
    await expect(state.update([0, 1], [0, 2])).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });

  it.each([
    ['target', [0, 1], [0, 3]],
    ['prediction', [0, -1], [0, 1]],
  ] as const)('does not count a %s that is no class', async (argument, prediction, target) => {
    const state = new MetricState(confusionMatrix({ numClasses: 3 }));
    await expect(state.update(prediction, target)).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT', argument });
  });
});
