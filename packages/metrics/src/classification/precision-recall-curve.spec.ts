import { MetricState, type CurveFigure } from '@lml/core';

import { precisionRecallCurve } from './precision-recall-curve.js';

describe('precision-recall-curve', () => {
  it('begins at recall 0 with a point that has no threshold', async () => {
    const state = new MetricState(precisionRecallCurve({ task: 'multilabel', thresholds: 2, numClasses: 2 }));
    await state.update([[0.5, 1], [0.5, 0]], [[1, 0], [0, 1]]); // prettier-ignore
    const { lines } = state.compute() as CurveFigure;
    expect(lines.map(({ name }) => name)).toEqual(['label 0', 'label 1']);
    expect(lines[1]).toMatchObject({ x: { data: Float64Array.of(0, 0, 1) }, y: { data: Float64Array.of(1, 0, 0.5) } });
    expect(lines[1]!.thresholds!.data).toEqual(Float64Array.of(NaN, 1, 0));
  });
});
