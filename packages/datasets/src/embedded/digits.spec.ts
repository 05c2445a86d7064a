import { digitsData } from './digits.data.js';
import { digits } from './digits.js';
import { itIsThatOfScikitLearn, opened } from './embedded.fixture.js';

describe('digits', () => {
  itIsThatOfScikitLearn(digits, () => digits({ scale: false }), digitsData);

  it('are images from 0 to 1, or rows, or as in scikit-learn', async () => {
    const image = await opened(digits());
    expect(image.input).toMatchObject({ dtype: 'float32', shape: [1797, 8, 8, 1] });
    expect(image.target).toMatchObject({ dtype: 'int32', shape: [1797] });
    const raw = await opened(digits({ scale: false, flatten: true }));
    expect(raw.input.shape).toEqual([1797, 64]);
    const scaled = Array.from(image.input.data as Float32Array, (value) => value * 16);
    expect(scaled).toEqual(Array.from(raw.input.data as Float32Array));
  });

  it('refuses other options', () => {
    expect(() => digits({ normalize: true } as never)).toThrow(/no such option.*scale, flatten/);
    expect(() => digits({ scale: 'yes' } as never)).toThrow(/scale: /);
  });
});
