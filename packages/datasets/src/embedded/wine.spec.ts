import { wine } from './wine.js';
import { itIsThatOfScikitLearn, opened } from './embedded.fixture.js';
import { wineData } from './wine.data.js';

describe('wine', () => {
  itIsThatOfScikitLearn(wine, () => wine(), wineData);

  it('has results in float64 and classes in int32', async () => {
    const { dataset, input, target } = await opened(wine());
    expect([input.dtype, target.dtype]).toEqual(['float64', 'int32']);
    expect(dataset.classNames).toEqual(['class_0', 'class_1', 'class_2']);
  });
});
