import { MetricState } from '@lml/core';

import { accuracy } from '../classification/accuracy.js';
import { meanSquaredError } from '../regression/mean-squared-error.js';
import { multiTask } from './multi-task.js';

describe('multiTask', () => {
  it('judges each task by its metric, knowing its classes', async () => {
    const metrics = { kind: accuracy({ average: 'none' }), size: meanSquaredError() };
    const state = new MetricState(multiTask({ metrics, prefix: 'the ', postfix: '!' }));
    await state.update({ kind: [[0, 1, 0]], size: [2] }, { kind: [1], size: [4] });
    expect(state.compute()).toEqual({
      'the kind!': { dtype: 'float64', shape: [3], data: Float64Array.of(0, 1, 0) },
      'the size!': 4,
    });
  });

  it('looks at another output where a metric says so', async () => {
    const metrics = { first: meanSquaredError({ head: 'a' }), second: meanSquaredError({ head: 'b', squared: false }) };
    const state = new MetricState(multiTask({ metrics }));
    await state.update({ a: [1], b: [2] }, { a: [0], b: [0] });
    expect(state.compute()).toEqual({ first: 1, second: 2 });
  });

  it('refuses no tasks, and outputs that are missing', async () => {
    expect(() => multiTask({ metrics: {} })).toThrow('must name at least one task and its metric');
    const state = new MetricState(multiTask({ metrics: { size: meanSquaredError() } }));
    await expect(state.update({ sice: [1] }, { size: [1] })).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });
});
