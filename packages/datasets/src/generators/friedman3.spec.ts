import { friedman3 } from './friedman3.js';
import { itDrawsAsScikitLearn } from './generators.fixture.js';

describe('friedman3', () => {
  itDrawsAsScikitLearn(friedman3, friedman3);
});
