import { linnerud } from './linnerud.js';
import { itIsThatOfScikitLearn, opened } from './embedded.fixture.js';
import { linnerudData } from './linnerud.data.js';

describe('linnerud', () => {
  itIsThatOfScikitLearn(linnerud, () => linnerud(), linnerudData);

  it('has inputs and three targets in float64', async () => {
    const { dataset, input, target } = await opened(linnerud());
    expect([input.dtype, target.dtype]).toEqual(['float64', 'float64']);
    expect([target.shape, dataset.classNames]).toEqual([[20, 3], undefined]);
  });
});
