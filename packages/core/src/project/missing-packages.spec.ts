import { projectFromConfig } from '../index.js';

const config = {
  learner: {
    name: 'supervised',
    model: { name: 'mlp', inputSize: 4 },
    loss: 'mse',
    optimizer: { name: 'lml-plugin-fast:adam' },
    metrics: { first: 'accuracy', second: { name: 'f1-score' } },
  },
  data: { dataset: 'iris', split: { test: { name: 'k-fold' } } },
  predictor: 'classification',
  trainer: { maxEpochs: 1, backend: 'wasm', engine: 'eager', callbacks: ['early-stopping'] },
};

describe('a config whose packages are missing', () => {
  it('is answered by one error that names them all', () => {
    const install =
      'npm install @lml/learners @lml/models @lml/losses lml-plugin-fast @lml/metrics @lml/datasets @lml/splitters ' +
      '@lml/predictors @lml/backends.';
    expect(() => projectFromConfig(config)).toThrow(install);
    expect(() => projectFromConfig(config)).toThrow(expect.objectContaining({ code: 'LML_UNKNOWN_COMPONENT' }));
  });

  it('is told of the one alone where only one is missing', () => {
    const one = { learner: 'supervised', trainer: { maxEpochs: 1 } };
    expect(() => projectFromConfig(one)).toThrow("npm install @lml/learners, and in code import '@lml/learners'");
    expect(() => projectFromConfig(one)).not.toThrow('All that the project names');
  });
});
