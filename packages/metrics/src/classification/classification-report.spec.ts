import { MetricState, type BarsFigure, type MatrixFigure } from '@lml/core';

import { classificationReport } from './classification-report.js';

describe('classificationReport', () => {
  it('tells classes of one score from zero on, though nothing of one was there', async () => {
    const state = new MetricState(classificationReport({ task: 'binary', zeroDivision: 1 }));
    await state.update([1, 1, 1], [1, 1, 1], { weight: [0.1, 0.2, 0.3] });
    const { scores, support } = state.compute() as unknown as { scores: MatrixFigure; support: BarsFigure };
    expect(Array.from((scores.values.data as Float64Array).slice(0, 3))).toEqual([1, 1, 1]);
    expect(support.values.data[0]).toBe(0);
  });

  it('has the mean of all classes where none is a target', () => {
    const state = new MetricState(classificationReport({ numClasses: 3, zeroDivision: 1 }));
    expect(state.compute()).toMatchObject({ accuracy: 1, weightedF1Score: 1 });
  });

  it('refuses names that are not as many as the classes', async () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => classificationReport({ numClasses: 3, labels: ['a', 'b'] })).toThrow(refused);
    const state = new MetricState(classificationReport({ labels: ['a', 'b', 'c'] }), { numClasses: 2 });
    await state.update([0, 1], [0, 1]);
    expect(() => state.compute()).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }) as Error);
  });
});
