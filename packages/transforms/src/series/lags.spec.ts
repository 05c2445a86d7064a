import type { HostBatch } from '@lml/core';

import { arrayOf, changed, faultOf } from '../shared/batches.fixture.js';
import { lags } from './lags.js';

const windows = (...given: readonly (readonly (readonly number[])[])[]): HostBatch => ({
  input: arrayOf(given.flat(2), [given.length, given[0]?.length ?? 0, given[0]?.[0]?.length ?? 1]),
});

describe('lags', () => {
  it('keeps windows apart', async () => {
    const batch = windows([[1], [2], [4]], [[10], [30], [60]]);
    expect(await changed(lags({ lags: [1], keep: false, pad: 'zero' }), batch)).toEqual({
      shape: [2, 3, 1],
      values: [0, 1, 2, 0, 10, 30],
    });
  });

  it('leaves other features as they are, and adds by lag', async () => {
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

  it('says which windows are too short, and which features there are', async () => {
    expect(await faultOf(() => changed(lags({ lags: [2] }), windows([[1], [2]])))).toBe(
      'LML_INVALID_ARGUMENT: The windows of lags must be longer than the 2 steps that are left out at their beginning, got 2. ' +
        "Take longer windows, or pad: 'nan'.",
    );
    expect(await faultOf(() => changed(lags({ lags: [1], columns: [3] }), windows([[1], [2]])))).toMatch(
      'LML_INVALID_ARGUMENT: columns must be features of the samples, got 3.',
    );
  });
});
