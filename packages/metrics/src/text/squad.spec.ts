import { squad } from './squad.js';
import { scoreOf } from './text.fixture.js';

describe('squad', () => {
  it('leaves articles out only as whole words, of any script', async () => {
    expect(await scoreOf(squad(), ['ça va', 'the_end'], ['ç va', 'end'])).toEqual({ exactMatch: 0, f1: 25 });
    expect(await scoreOf(squad(), 'The end', 'end!')).toEqual({ exactMatch: 100, f1: 100 });
  });

  it('takes no right answer at all for that there is none', async () => {
    expect(await scoreOf(squad(), ['', 'x'], [[], []])).toEqual({ exactMatch: 50, f1: 50 });
  });
});
