import { RandomState } from '@lml/core';

import { shuffleSplit } from './shuffle-split.js';

describe('shuffleSplit', () => {
  it('gives the same splits as often as they are read for a seed, and others for a generator', () => {
    const seeded = shuffleSplit({ randomState: 1 }).split({ length: 20 });
    expect([...seeded]).toEqual([...seeded]);
    const going = shuffleSplit({ randomState: new RandomState(1) }).split({ length: 20 });
    expect([...going]).toEqual([...seeded]);
    expect([...going]).not.toEqual([...seeded]);
  });

  it('refuses sizes that do not fit before a split is read', () => {
    expect(() => shuffleSplit({ testSize: 0.6, trainSize: 0.6 })).toThrow('must be at most 1; reduce one of them');
    expect(() => shuffleSplit({ testSize: 30 }).split({ length: 20 })).toThrow(
      'smaller than the number of samples, 20',
    );
  });
});
