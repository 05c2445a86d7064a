import { friedman2 } from './friedman2.js';
import { itDrawsAsScikitLearn } from './generators.fixture.js';

describe('friedman2', () => {
  itDrawsAsScikitLearn(friedman2, friedman2);
});
