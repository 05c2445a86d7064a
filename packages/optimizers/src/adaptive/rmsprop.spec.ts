import { refusalOf, updates } from '../shared/updates.fixture.js';
import { rmsprop, type RmspropOptions } from './rmsprop.js';

describe('rmsprop', () => {
  it.each<[RmspropOptions, string[]]>([
    [{}, ['squareAvg']],
    [{ centered: true }, ['squareAvg', 'gradAvg']],
    [{ momentum: 0.5 }, ['squareAvg', 'momentumBuffer']],
    [{ momentum: 0.5, centered: true }, ['squareAvg', 'gradAvg', 'momentumBuffer']],
  ])('has the slots that it needs: %j', (options, slots) => {
    expect(Object.keys(updates(rmsprop(options), [1])[0]!.slots)).toEqual(slots);
  });

  it('is finite where a gradient that stays the same has no variance', () => {
    // s − a² of float32 is below 0 for some of them.
    for (const gradient of [0.1, 0.3, 0.7, 1.1, 1.3])
      for (const { weight } of updates(rmsprop({ alpha: 0.5, eps: 1e-3, centered: true }), Array(40).fill(gradient)))
        expect(weight).not.toBeNaN();
  });

  it('refuses an alpha outside of 0 to 1', () => {
    expect(refusalOf(rmsprop, { alpha: 1.5 })).toContain('alpha: alpha must be from 0 to 1, got 1.5');
  });
});
