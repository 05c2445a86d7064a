/**
 * What a benchmark trains on: shapes, sizes, and how many steps show whether memory stays flat.
 *
 * @typedef {object} BenchModel
 * @property {string} title for tables
 * @property {readonly number[]} shape of one input
 * @property {'float32' | 'int32'} dtype of inputs; whole numbers are words
 * @property {number} vocabulary how many different words there are; 0 for numbers
 * @property {number} classes
 * @property {number} samples about as many as the usual dataset for such a model has, where memory allows
 */

/** @typedef {'mlp' | 'lenet' | 'resnet20' | 'lstm' | 'transformer'} ModelName */

/** @type {Readonly<Record<ModelName, BenchModel>>} */
export const MODELS = {
  mlp: { title: 'MLP 784-128-10', shape: [784], dtype: 'float32', vocabulary: 0, classes: 10, samples: 60_000 },
  lenet: { title: 'LeNet', shape: [28, 28, 1], dtype: 'float32', vocabulary: 0, classes: 10, samples: 60_000 },
  resnet20: { title: 'ResNet-20', shape: [32, 32, 3], dtype: 'float32', vocabulary: 0, classes: 10, samples: 4096 },
  lstm: {
    title: 'LSTM, 50 steps, 64 units',
    shape: [50],
    dtype: 'int32',
    vocabulary: 5000,
    classes: 2,
    samples: 25_000,
  },
  transformer: {
    title: 'Transformer, 2 layers, d 64, 64 tokens',
    shape: [64],
    dtype: 'int32',
    vocabulary: 5000,
    classes: 10,
    samples: 25_000,
  },
};

/**
 * Runs that show whether memory stays flat.
 *
 * @type {readonly { model: ModelName, batch: number, steps: number }[]}
 */
export const MEMORY_RUNS = [
  { model: 'mlp', batch: 32, steps: 10_000 },
  { model: 'lenet', batch: 32, steps: 10_000 },
  { model: 'lstm', batch: 32, steps: 1000 },
  { model: 'resnet20', batch: 32, steps: 200 },
  { model: 'resnet20', batch: 128, steps: 20 },
];
