import { breastCancerData } from './breast-cancer.data.js';
import { breastCancer } from './breast-cancer.js';
import { itIsThatOfScikitLearn, opened } from './embedded.fixture.js';

describe('breast-cancer', () => {
  itIsThatOfScikitLearn(breastCancer, () => breastCancer(), breastCancerData);

  it('has measures in float64 and classes in int32', async () => {
    const { dataset, input, target } = await opened(breastCancer());
    expect([input.dtype, target.dtype]).toEqual(['float64', 'int32']);
    expect(dataset.classNames).toEqual(['malignant', 'benign']);
  });
});
