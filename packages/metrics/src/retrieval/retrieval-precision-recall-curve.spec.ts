import { MetricState, type CurveFigure } from '@lml/core';

import {
  retrievalPrecisionRecallCurve,
  type RetrievalPrecisionRecallCurveOptions,
} from './retrieval-precision-recall-curve.js';

async function compute(
  options: RetrievalPrecisionRecallCurveOptions,
  prediction: number[],
  target: number[],
): Promise<unknown> {
  const state = new MetricState(retrievalPrecisionRecallCurve(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-precision-recall-curve', () => {
  it('has a point for each number of rows', async () => {
    const { lines } = (await compute({}, [5, 4, 3, 2, 1], [1, 0, 1, 0, 0])) as CurveFigure;
    expect(lines[0]!.x.data).toEqual(Float64Array.of(0.5, 0.5, 1, 1, 1));
    expect(lines[0]!.y.data).toEqual(Float64Array.of(1, 1 / 2, 2 / 3, 2 / 4, 2 / 5));
  });
  it('goes on after the last row, where maxK says so', async () => {
    const of = async (adaptiveK: boolean): Promise<unknown> =>
      ((await compute({ maxK: 6, adaptiveK }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 0])) as CurveFigure).lines[0]!.y.data[5];
    expect([await of(false), await of(true)]).toEqual([2 / 6, 2 / 5]);
  });
  it('hands each column of values to a function', async () => {
    const options = { maxK: 2, aggregation: (values: Float64Array): number => values[0]! + 10 };
    const { lines } = (await compute(options, [5, 4, 3, 2, 1], [1, 0, 1, 0, 0])) as CurveFigure;
    expect(lines[0]!.y.data).toEqual(Float64Array.of(11, 10.5));
  });
  it('has zeros where all queries are skipped, and no points where there is none', async () => {
    const skipped = (await compute({ emptyTargetAction: 'skip' }, [5, 4, 3, 2, 1], [0, 0, 0, 0, 0])) as CurveFigure;
    expect(skipped.lines[0]!.y.data).toEqual(new Float64Array(5));
    const nothing = (await compute({ maxK: 3 }, [], [])) as CurveFigure;
    expect(nothing.lines[0]!.x.shape).toEqual([0]);
  });
});
