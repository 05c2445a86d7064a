import { parseConfig, projectFromConfig, RandomStreams } from '@lml/core';
import '@lml/datasets';
import '@lml/learners';
import '@lml/losses';
import '@lml/models';
import '@lml/optimizers';

import { engines, withoutFallback } from './engines.mjs';

const text = `learner:
  name: supervised
  model: { name: mlp, inputSize: 1, hiddenSizes: [2, 2], outputSize: 1, activation: tanh }
  freeze: ['dense_0/*', '*/bias']
  loss: mse
  optimizer: sgd
data: { dataset: { name: labelled, inputs: [[1], [2]], targets: [[3], [5]] } }
trainer: { maxEpochs: 2, loggers: [], progressBar: false }
folder: false
`;
const projectOf = (engine, ...overrides) => {
  const { config } = parseConfig(text, { file: 'project.yaml', overrides });
  return projectFromConfig({ ...config, trainer: { ...config.trainer, engine: engines[engine]() } });
};

it.each(['eager', 'onnx'])('Weights that a project file freezes are not trained, on %s', async (engine) => {
  const project = projectOf(engine);
  const { model } = project.learner;
  await model.build({ random: new RandomStreams(1) });
  const before = await model.getWeights();
  await withoutFallback(() => project.train());
  const after = await model.getWeights();
  const changed = Object.keys(after).filter((name) =>
    after[name].data.some((value, at) => value !== before[name].data[at]),
  );
  expect(changed).toEqual(['dense_1/kernel', 'dense_2/kernel']);
});

it('A pattern that means no weight is refused when the run begins', async () => {
  await expect(projectOf('eager', 'learner.freeze=encoder/*').train()).rejects.toMatchObject({
    code: 'LML_INVALID_ARGUMENT',
    message: expect.stringContaining(
      'pattern must be one that means a weight of the model: dense_0/kernel, dense_0/bias',
    ),
  });
});
