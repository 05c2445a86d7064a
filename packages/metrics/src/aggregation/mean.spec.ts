import { MetricState, build, list, optionsJsonSchema } from '@lml/core';

import '../register.js';
import { mean } from './mean.js';

describe('mean', () => {
  it('weighs samples, or what belongs to them', async () => {
    const state = new MetricState(mean());
    await state.update(
      [
        [1, 2],
        [3, 5],
      ],
      undefined,
      { weight: [1, 3] },
    );
    expect(state.compute()).toBe((1 + 2 + 9 + 15) / 8);
    state.reset();
    await state.update(
      [
        [1, 2],
        [3, 5],
      ],
      undefined,
      { weight: [[1, 3]] },
    );
    expect(state.compute()).toBe((1 + 6 + 3 + 15) / 8);
  });

  it('says once that values are left out', async () => {
    const warnings: unknown[] = [];
    const { emitWarning } = process;
    process.emitWarning = (_message: unknown, options?: unknown) => void warnings.push(options);
    const state = new MetricState(mean());
    await state.update([1, NaN]);
    expect(state.compute()).toBe(1);
    expect(state.compute()).toBe(1);
    process.emitWarning = emitWarning;
    expect(warnings).toEqual([{ type: 'LmlWarning', code: 'LML_NAN_LEFT_OUT' }]);
  });

  it('has no value of nothing', async () => {
    const state = new MetricState(mean());
    expect(state.compute()).toBeNaN();
    await state.update([1, 2], undefined, { weight: [0, 0] });
    expect(state.compute()).toBeNaN();
  });

  it('refuses weights that do not fit', async () => {
    const state = new MetricState(mean());
    for (const weight of [[1, 2, 3], [[1, 2, 3]], [[[1]]]]) {
      const update = state.update(
        [
          [1, 2],
          [3, 4],
        ],
        undefined,
        { weight },
      );
      await expect(update).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    }
  });

  it('is built from data and described as JSON Schema', () => {
    expect(build('metric', { name: 'mean', nanStrategy: 0 })).toMatchObject({
      name: 'mean',
      higherIsBetter: undefined,
    });
    expect(() => mean({ nanStrategy: 'drop' as never })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }),
    );
    expect(optionsJsonSchema(list('metric').find(({ name }) => name === 'mean')!)).toMatchObject({
      properties: {
        nanStrategy: { default: 'warn', anyOf: [{ enum: ['warn', 'error', 'ignore', 'disable'] }, { type: 'number' }] },
      },
    });
  });
});
