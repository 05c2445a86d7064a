import { adam } from '../adaptive/adam.js';
import { sgd } from '../momentum/sgd.js';
import { descend } from '../shared/quadratic.fixture.js';
import { lookahead } from './lookahead.js';
import { sam } from './sam.js';

describe('sam', () => {
  it('evaluates once more, and follows the gradients that it finds there', () => {
    // g = [3, 4·2], so that the neighbour is [3, 4] + 0.5 · [3, 8]/√73.
    const { parameters, evaluations } = descend(sam({ optimizer: sgd({ lr: 0.5 }), rho: 0.5 }), { a: [3, 4] }, 1);
    const length = Math.sqrt(73);
    expect(evaluations).toEqual([1]);
    expect(parameters['a']).toEqual([
      expect.closeTo(3 - 0.5 * (3 + 1.5 / length), 5),
      expect.closeTo(4 - 0.5 * 2 * (4 + 4 / length), 5),
    ]);
  });

  it('is its optimizer at a distance of 0, and where there is no gradient', () => {
    const plain = descend(adam({ lr: 0.1 }), { a: [3, 4], b: [0] }, 3);
    expect(descend(sam({ optimizer: adam({ lr: 0.1 }), rho: 0 }), { a: [3, 4], b: [0] }, 3).parameters).toEqual(
      plain.parameters,
    );
    expect(descend(sam({ optimizer: sgd({ lr: 1 }), adaptive: true }), { a: [0, 0] }, 2).parameters).toEqual({
      a: [0, 0],
    });
  });

  it('may stand in itself and around others, with numbers and slots of its own for each', () => {
    const nested = sam({ optimizer: sam({ optimizer: adam({ lr: 0.1 }), rho: 0.2 }), rho: 0.3 });
    expect(nested.base).toMatchObject({ lr: 0.1, rho: 0.3, 'inner/rho': 0.2 });
    expect(nested.hyper(0, nested.base)).toMatchObject({ rho: 0.3, 'inner/rho': 0.2 });
    const { slots, evaluations, used } = descend(sam({ optimizer: lookahead({ optimizer: nested }) }), { a: [3] }, 2);
    expect(evaluations).toEqual([3, 3]);
    expect(Object.keys(slots).filter((name) => name.endsWith('expAvg/a'))).toEqual([
      'inner/inner/inner/inner/expAvg/a',
    ]);
    expect(used).toEqual({ a: [3] });
  });
});
