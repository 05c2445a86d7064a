import { MetricState, type CurveFigure } from '@lml/core';

import { calibrationCurve } from './calibration-curve.js';

describe('calibrationCurve', () => {
  it('puts confidences on a border above it, and 1 by itself', async () => {
    const state = new MetricState(calibrationCurve({ nBins: 2 }));
    await state.update([0.5, 0.75, 1, 1], [1, 0, 1, 0]);
    const [line] = (state.compute() as CurveFigure).lines;
    expect(line).toMatchObject({ x: { data: Float64Array.of(0.625, 1) }, y: { data: Float64Array.of(0.5, 0.5) } });
  });

  it('has no points of nothing, but the diagonal', () => {
    const { lines, reference } = new MetricState(calibrationCurve()).compute() as CurveFigure;
    expect(lines[0]).toMatchObject({ x: { shape: [0] }, y: { shape: [0] } });
    expect(reference).toBe('diagonal');
  });
});
