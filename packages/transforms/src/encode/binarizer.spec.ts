import '../register.js';
import { changed, faultOf, table } from '../shared/batches.fixture.js';
import { binarizer } from './binarizer.js';

describe('binarizer', () => {
  it('refuses texts', async () => {
    expect(await faultOf(() => changed(binarizer(), table({ town: ['x'] })))).toMatch(
      /^LML_INVALID_ARGUMENT: The feature 'town' must be numbers, as binarizer takes them/,
    );
  });
});
