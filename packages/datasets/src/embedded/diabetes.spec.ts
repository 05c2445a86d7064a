import { diabetesData } from './diabetes.data.js';
import { diabetes } from './diabetes.js';
import { itIsThatOfScikitLearn, opened } from './embedded.fixture.js';

describe('diabetes', () => {
  itIsThatOfScikitLearn(diabetes, () => diabetes(), diabetesData);

  it('has variables and targets in float64, as in scikit-learn', async () => {
    const { input, target } = await opened(diabetes());
    expect([input.dtype, target.dtype]).toEqual(['float64', 'float64']);
    expect(target.shape).toEqual([442]);
  });
});
