import { DataModule } from '@lml/core';

import { itIsThatOfScikitLearn, opened } from './embedded.fixture.js';
import { irisData } from './iris.data.js';
import { iris } from './iris.js';

describe('iris', () => {
  itIsThatOfScikitLearn(iris, () => iris(), irisData);

  it('has measurements in float64 and classes in int32', async () => {
    const { input, target } = await opened(iris());
    expect([input.dtype, target.dtype]).toEqual(['float64', 'int32']);
  });

  it('goes into a data module', async () => {
    const data = new DataModule({ dataset: iris(), split: { test: 0.2 } });
    await data.setup({ seed: 1 });
    expect([data.loader('train')!.samples, data.loader('test')!.samples]).toEqual([120, 30]);
  });

  it('has to be open before it is read', () => {
    expect(() => iris().get(0)).toThrow(/LML_INVALID_ARGUMENT/);
  });
});
