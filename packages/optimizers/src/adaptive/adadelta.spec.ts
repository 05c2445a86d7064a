import { refusalOf, updates } from '../shared/updates.fixture.js';
import { adadelta } from './adadelta.js';

describe('adadelta', () => {
  it('makes first steps of the root of eps, whatever the gradient', () => {
    for (const gradient of [1, 1e3, 1e18])
      expect(1 - updates(adadelta({ rho: 0, eps: 1 / 16 }), [gradient])[0]!.weight).toBeCloseTo(0.25, 1);
  });

  it('refuses a rho outside of 0 to 1', () => {
    expect(refusalOf(adadelta, { rho: 1.5 })).toContain('rho: rho must be from 0 to 1, got 1.5');
  });
});
