import { ndArray } from '../data/nd-array.js';
import { packTexts, unpackTexts } from './pack-texts.js';

it('Arrays of texts are written as bytes, and come back', () => {
  const arrays = { numbers: ndArray([1, 2]), words: ndArray([['ä', ''], ['\n', '"']]), none: ndArray<'string'>([], { dtype: 'string' }) }; // prettier-ignore
  const packed = packTexts(arrays);
  expect(Object.values(packed).map(({ dtype }) => dtype)).toEqual(['float32', 'uint8', 'uint8']);
  expect(unpackTexts(packed)).toEqual(arrays);
});
