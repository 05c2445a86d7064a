import type { HostBatch } from '@lml/core';
import fc from 'fast-check';

import { arrayOf, changed, faultOf, matrix, table } from '../shared/batches.fixture.js';
import { difference } from './difference.js';
import { lags } from './lags.js';
import { rolling } from './rolling.js';

const windows = (...given: readonly (readonly (readonly number[])[])[]): HostBatch => ({
  input: arrayOf(given.flat(2), [given.length, given[0]?.length ?? 0, given[0]?.[0]?.length ?? 1]),
});
const context = { epoch: 0, random: () => expect.anything() as never };

describe('Transforms along time', () => {
  it('keep windows apart', async () => {
    const batch = windows([[1], [2], [4]], [[10], [30], [60]]);
    expect(await changed(difference(), batch)).toEqual({ shape: [2, 2, 1], values: [1, 2, 20, 30] });
    expect(await changed(lags({ lags: [1], keep: false, pad: 'zero' }), batch)).toEqual({
      shape: [2, 3, 1],
      values: [0, 1, 2, 0, 10, 30],
    });
    expect(await changed(rolling({ window: 2, statistics: ['sum'], keep: false }), batch)).toEqual({
      shape: [2, 2, 1],
      values: [3, 6, 40, 90],
    });
  });

  it('leave the others as they are, and add by lag and statistic', async () => {
    const batch = windows([
      [1, 10, 5],
      [2, 20, 5],
      [4, 40, 5],
    ]);
    expect(await changed(lags({ lags: [2, 1], columns: [0, 1] }), batch)).toEqual({
      shape: [1, 1, 7],
      values: [4, 40, 5, 1, 10, 2, 20],
    });
    expect(await changed(lags({ lags: [2, 1], columns: [1], keep: false }), batch)).toEqual({
      shape: [1, 1, 4],
      values: [4, 10, 20, 5],
    });
  });

  it('see nothing later', async () => {
    const steps = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 9 });
    const transforms = [
      difference({ pad: 'nan', order: 2 }),
      lags({ lags: [1, 3], pad: 'nan' }),
      rolling({ window: 3, minPeriods: 1, statistics: ['mean', 'std', 'median'], pad: 'nan' }),
    ];
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(3), fc.constantFrom(...transforms), async (values, at, transform) => {
        const give = async (given: readonly number[]): Promise<number[]> => {
          const made = (await changed(transform, windows(given.map((value) => [value])))) as {
            shape: number[];
            values: number[];
          };
          return made.values.slice(0, made.shape[2]! * (at + 1));
        };
        const later = values.map((value, step) => (step > at ? value + 100 : value));
        expect(await give(later)).toEqual(await give(values));
      }),
      { numRuns: 60 },
    );
  });

  it('change single samples alike, and batches of none', () => {
    const sample = { input: arrayOf([1, 2, 4], [3, 1]), target: 1 };
    expect(difference().apply!(sample, context)).toEqual({ input: arrayOf([1, 2], [2, 1]), target: 1 });
    const empty = { input: arrayOf([], [0, 3, 1]) };
    expect(lags({ lags: [1] }).applyBatch!(empty, context)).toEqual({ input: arrayOf([], [0, 2, 2]) });
  });

  it('say what is no window, and which are too short', async () => {
    expect(await faultOf(() => changed(difference(), matrix([1, 2])))).toMatch(
      'LML_INVALID_ARGUMENT: The input of difference must be windows, [steps, features] of each sample',
    );
    expect(await faultOf(() => changed(rolling({ window: 2 }), table({ a: [1] })))).toMatch(
      'LML_INVALID_ARGUMENT: The input of rolling must be windows',
    );
    expect(await faultOf(() => changed(lags({ lags: [2] }), windows([[1], [2]])))).toBe(
      'LML_INVALID_ARGUMENT: The windows of lags must be longer than the 2 steps that are left out at their beginning, got 2. ' +
        "Take longer windows, or pad: 'nan'.",
    );
    expect(await faultOf(() => changed(lags({ lags: [1], columns: [3] }), windows([[1], [2]])))).toMatch(
      'LML_INVALID_ARGUMENT: columns must be features of the samples, got 3.',
    );
    expect(await faultOf(() => rolling({ window: 2, minPeriods: 3 }))).toMatch('LML_INVALID_OPTIONS');
  });
});
