import { MetricState, build, list, optionsJsonSchema } from '@lml/core';

import '../register.js';
import { accuracy } from './accuracy.js';
import { f1Score } from './f1-score.js';

describe('f1Score', () => {
  it('is the score of label 1 in the binary task', async () => {
    const state = new MetricState(f1Score({ task: 'binary', average: 'macro' }));
    await state.update([0.9, 0.2, 0.7, 0.4], [1, 0, 0, 1]);
    expect(state.compute()).toBe(0.5);
  });

  it('is the accuracy where classes are counted together', async () => {
    const [f1, plain] = [new MetricState(f1Score()), new MetricState(accuracy())];
    const scores = [
      [2, 1, 0],
      [0, 3, 1],
      [1, 0, 0],
    ];
    for (const state of [f1, plain]) await state.update(scores, [0, 1, 1]);
    expect(f1.compute()).toBe(plain.compute());
  });

  it('scores a class that is nowhere as zeroDivision says', async () => {
    for (const zeroDivision of [0, 1] as const) {
      const state = new MetricState(f1Score({ numClasses: 3, average: 'none', zeroDivision }));
      await state.update([0, 1, 1, 0], [0, 1, 0, 0]);
      expect(state.compute()).toMatchObject({ data: Float64Array.of(0.8, 2 / 3, zeroDivision) });
    }
  });

  it('is built from data and described as JSON Schema', () => {
    expect(build('metric', 'f1-score')).toMatchObject({ name: 'f1-score', on: 'output', higherIsBetter: true });
    expect(() => f1Score({ zeroDivision: 0.5 as never })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }),
    );
    expect(optionsJsonSchema(list('metric').find(({ name }) => name === 'f1-score')!)).toMatchObject({
      properties: { zeroDivision: { default: 0 }, topK: { default: 1 } },
    });
  });
});
