import { sgd } from '../momentum/sgd.js';
import { descend } from '../shared/quadratic.fixture.js';
import { lookahead } from './lookahead.js';

describe('lookahead', () => {
  it('moves fast weights, and goes back a part of the way in every k-th update', () => {
    const at = (steps: number) => descend(lookahead({ optimizer: sgd({ lr: 0.5 }), k: 2 }), { a: [8] }, steps);
    expect([at(1).parameters['a'], at(1).used!['a']]).toEqual([[4], [8]]);
    expect([at(2).parameters['a'], at(2).used!['a']]).toEqual([[5], [5]]);
    expect([at(3).parameters['a'], at(3).used!['a']]).toEqual([[2.5], [5]]);
  });

  it('may stand in itself', () => {
    const optimizer = lookahead({ optimizer: lookahead({ optimizer: sgd({ lr: 0.5 }), k: 1 }), k: 2 });
    expect(optimizer.hyper(1, optimizer.base)).toEqual({ 'inner/inner/lr': 0.5, 'inner/pull': 0.5, pull: 0.5 });
    const { slots, used } = descend(optimizer, { a: [8] }, 2);
    // Inside 8, 6, 4.5 are the slow weights of each update, outside half of the way to them.
    expect(slots).toEqual({ 'inner/slow/a': [4.5], 'slow/a': [6.25] });
    expect(used).toEqual({ a: [6.25] });
  });

  it('follows a schedule of the optimizer within', () => {
    const optimizer = lookahead({ optimizer: sgd({ momentum: 0.5, groups: [{ match: 'b', lr: 2 }] }) });
    expect(optimizer.base).toEqual({ lr: 0.001, momentum: 0.5, 'lr@b': 2, 'momentum@b': 0.5 });
    expect(optimizer.hyper(0, { ...optimizer.base, lr: 3, 'lr@b': 4 })).toMatchObject({
      'inner/lr': 3,
      'inner/lr@b': 4,
    });
  });
});
