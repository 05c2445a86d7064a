import type { HostBatch } from '@lml/core';
import fc from 'fast-check';

import { arrayOf, changed } from '../shared/batches.fixture.js';
import { difference } from './difference.js';
import { lags } from './lags.js';
import { rolling } from './rolling.js';

const windows = (...given: readonly (readonly (readonly number[])[])[]): HostBatch => ({
  input: arrayOf(given.flat(2), [given.length, given[0]?.length ?? 0, given[0]?.[0]?.length ?? 1]),
});
const context = { epoch: 0, random: () => expect.anything() as never };

describe('Transforms along time', () => {
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
});
