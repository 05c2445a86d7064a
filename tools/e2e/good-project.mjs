/** A project file that works, for tests that change one thing in it. */
export const good = `learner:
  name: supervised
  model: { name: mlp, inputSize: 4, hiddenSizes: [8], outputSize: 3 }
  loss: cross-entropy
  optimizer: adam
data: { dataset: iris, split: { validation: 0.2, test: 0.2 } }
predictor: classification
trainer: { maxEpochs: 2 }
`;
