import { MetricState, type CurveFigure } from '@lml/core';

import { roc } from './roc.js';

const SCORES = [0.1, 0.4, 0.35, 0.8];

describe('roc', () => {
  it('is a figure with the thresholds of its points', async () => {
    const state = new MetricState(roc({ task: 'binary' }));
    await state.update(SCORES, [0, 0, 1, 1]);
    const { lines, ...figure } = state.compute() as CurveFigure;
    expect(figure).toEqual({
      figure: 'curve',
      title: 'Receiver operating characteristic',
      xTitle: 'false positive rate',
      yTitle: 'true positive rate',
      reference: 'diagonal',
    });
    expect(lines).toHaveLength(1);
    expect(Array.from(lines[0]!.thresholds!.data as Float64Array, (value) => Number(value.toFixed(6)))).toEqual([
      1, 0.8, 0.4, 0.35, 0.1,
    ]);
  });

  it('names its lines by class, and a mean has no thresholds', async () => {
    const figures = ['none', 'macro', 'micro'].map(async (average) => {
      const state = new MetricState(roc({ average: average as 'none', thresholds: 3 }));
      await state.update([[0.75, 0.25], [0.5, 0.5], [0.25, 0.75]], [0, 1, 1]); // prettier-ignore
      return (state.compute() as CurveFigure).lines;
    });
    const [none, macro, micro] = await Promise.all(figures);
    expect(none!.map(({ name }) => name)).toEqual(['class 0', 'class 1']);
    expect(macro).toEqual([{ x: expect.anything(), y: expect.anything() }]);
    expect(Object.keys(micro![0]!)).toEqual(['x', 'y', 'thresholds']);
  });

  it('warns once of a class without negatives or without positives', async () => {
    const warnings: unknown[] = [];
    const { emitWarning } = process;
    process.emitWarning = (_message: unknown, options?: unknown) => void warnings.push(options);
    const state = new MetricState(roc({ task: 'binary' }));
    await state.update(SCORES, [1, 1, 1, 1]);
    state.compute();
    const other = new MetricState(roc({ task: 'binary', thresholds: 2 }));
    await other.update(SCORES, [0, 0, 0, 0]);
    other.compute();
    process.emitWarning = emitWarning;
    expect(warnings).toEqual([{ type: 'LmlWarning', code: 'LML_CLASS_MISSING' }]);
  });
});
