import type { HostBatch } from '@lml/core';

import { arrayOf, changed, faultOf, table } from '../shared/batches.fixture.js';
import { rolling } from './rolling.js';

const windows = (...given: readonly (readonly (readonly number[])[])[]): HostBatch => ({
  input: arrayOf(given.flat(2), [given.length, given[0]?.length ?? 0, given[0]?.[0]?.length ?? 1]),
});

describe('rolling', () => {
  it('keeps windows apart', async () => {
    const batch = windows([[1], [2], [4]], [[10], [30], [60]]);
    expect(await changed(rolling({ window: 2, statistics: ['sum'], keep: false }), batch)).toEqual({
      shape: [2, 2, 1],
      values: [3, 6, 40, 90],
    });
  });

  it('says what is no window, and how many steps it may need', async () => {
    expect(await faultOf(() => changed(rolling({ window: 2 }), table({ a: [1] })))).toMatch(
      'LML_INVALID_ARGUMENT: The input of rolling must be windows',
    );
    expect(await faultOf(() => rolling({ window: 2, minPeriods: 3 }))).toMatch('LML_INVALID_OPTIONS');
  });
});
