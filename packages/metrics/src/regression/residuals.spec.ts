import { MetricState, type PointsFigure } from '@lml/core';

import { residuals } from './residuals.js';

describe('residuals', () => {
  it('shows the residuals of each output over its predictions, beside 0', async () => {
    const state = new MetricState(residuals({ numOutputs: 2 }));
    await state.update([[1, 2]], [[1.5, 0]]);
    await state.update([[3, 4]], [[3, 5]]);
    expect(state.compute()).toMatchObject({
      figure: 'points',
      reference: 0,
      groups: [
        { name: 'output 0', x: { data: Float64Array.of(1, 3) }, y: { data: Float64Array.of(0.5, 0) } },
        { name: 'output 1', x: { data: Float64Array.of(2, 4) }, y: { data: Float64Array.of(-2, 1) } },
      ],
    });
  });

  it('takes no more points than told, evenly from all samples', async () => {
    const state = new MetricState(residuals({ maxPoints: 4 }));
    const numbers = Array.from({ length: 10 }, (_, index) => index);
    await state.update(numbers.slice(0, 3), numbers.slice(0, 3));
    expect((state.compute() as PointsFigure).groups[0]!.x.data).toHaveLength(3);
    await state.update(numbers.slice(3), numbers.slice(3));
    expect((state.compute() as PointsFigure).groups[0]!.x.data).toEqual(Float64Array.of(0, 2, 5, 7));
  });

  it('is empty where nothing was counted', () => {
    expect((new MetricState(residuals()).compute() as PointsFigure).groups[0]!.y.shape).toEqual([0]);
  });
});
