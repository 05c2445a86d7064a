import { editDistance } from './edit-distance.js';
import { scoreOf } from './text.fixture.js';

describe('editDistance', () => {
  it('finds what was moved far', async () => {
    const [first, second] = ['a'.repeat(80), 'b'.repeat(80)];
    expect(await scoreOf(editDistance(), first + second, second + first)).toBe(160);
    expect(await scoreOf(editDistance(), `${first}${second}`, second)).toBe(80);
  });

  it('weights samples', async () => {
    expect(await scoreOf(editDistance({ reduction: 'sum' }), ['a', 'b'], ['b', 'b'], [3, 1])).toBe(3);
    expect(await scoreOf(editDistance(), ['a', 'b'], ['b', 'b'], [3, 1])).toBe(0.75);
  });

  it('is a number for each sample where none is asked for all', async () => {
    const each = editDistance({ reduction: 'none' });
    expect(await scoreOf(each, ['ab', 'c', ''], ['ab', 'd', 'xy'])).toMatchObject({
      shape: [3],
      data: Float64Array.of(0, 1, 2),
    });
  });
});
