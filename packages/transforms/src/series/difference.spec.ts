import type { HostBatch } from '@lml/core';

import { arrayOf, changed, faultOf, matrix } from '../shared/batches.fixture.js';
import { difference } from './difference.js';

const windows = (...given: readonly (readonly (readonly number[])[])[]): HostBatch => ({
  input: arrayOf(given.flat(2), [given.length, given[0]?.length ?? 0, given[0]?.[0]?.length ?? 1]),
});

describe('difference', () => {
  it('keeps windows apart', async () => {
    const batch = windows([[1], [2], [4]], [[10], [30], [60]]);
    expect(await changed(difference(), batch)).toEqual({ shape: [2, 2, 1], values: [1, 2, 20, 30] });
  });

  it('says what is no window', async () => {
    expect(await faultOf(() => changed(difference(), matrix([1, 2])))).toMatch(
      'LML_INVALID_ARGUMENT: The input of difference must be windows, [steps, features] of each sample',
    );
  });
});
