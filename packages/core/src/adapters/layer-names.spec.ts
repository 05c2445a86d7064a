import * as tf from '@tensorflow/tfjs';

import { built, zoo } from './layers-zoo.fixture.js';

const { layers } = tf;

describe('names of weights', () => {
  it.each(Object.keys(zoo))('are equal for models with %s that are built twice in a process', async (name) => {
    const first = await built(zoo[name]!.make);
    // TensorFlow.js counts layers and weights of the whole process.
    for (let count = 0; count < 3; count++) zoo[name]!.make().dispose();
    const second = await built(zoo[name]!.make);
    expect(second.weights).toEqual(first.weights);
    expect(new Set(first.weights.map((weight) => weight.name)).size).toBe(first.weights.length);
    expect(second.summary()).toEqual(first.summary());
    for (const { name: weight } of first.weights) expect(weight).not.toMatch(/\d{2}|_[A-Z]/);
    first.dispose();
    second.dispose();
  });

  it.each([
    ['dense', ['dense_0/kernel', 'dense_0/bias', 'dense_1/kernel']],
    [
      'separable convolution',
      ['depthwise_kernel', 'pointwise_kernel', 'bias'].map((own) => `separable_conv2d_0/${own}`),
    ],
    ['depthwise convolution', ['depthwise_conv2d_0/depthwise_kernel', 'depthwise_conv2d_0/bias']],
    ['transposed convolution', ['conv2d_transpose_0/kernel', 'conv2d_transpose_0/bias']],
    [
      'stacked cells',
      [
        'rnn_0/stacked_rnn_cells_0/lstm_cell_0/kernel',
        'rnn_0/stacked_rnn_cells_0/lstm_cell_0/recurrent_kernel',
        'rnn_0/stacked_rnn_cells_0/lstm_cell_0/bias',
        'rnn_0/stacked_rnn_cells_0/gru_cell_0/kernel',
        'rnn_0/stacked_rnn_cells_0/gru_cell_0/recurrent_kernel',
        'rnn_0/stacked_rnn_cells_0/gru_cell_0/bias',
      ],
    ],
    [
      'bidirectional',
      [
        ...['forward_lstm_0', 'backward_lstm_0'].flatMap((direction) =>
          ['kernel', 'recurrent_kernel', 'bias'].map((own) => `bidirectional_0/${direction}/lstm_cell_0/${own}`),
        ),
        ...['forward_gru_0', 'backward_gru_0'].flatMap((direction) =>
          ['kernel', 'recurrent_kernel', 'bias'].map((own) => `bidirectional_1/${direction}/gru_cell_0/${own}`),
        ),
      ],
    ],
    [
      'time-distributed',
      [
        'time_distributed_0/dense_0/kernel',
        'time_distributed_0/dense_0/bias',
        'time_distributed_1/dense_0/kernel',
        'time_distributed_1/dense_0/bias',
      ],
    ],
    ['embedding', ['embedding_0/embeddings', 'dense_0/kernel', 'dense_0/bias']],
    [
      'nested',
      [
        'encoder/dense_0/kernel',
        'encoder/dense_0/bias',
        'encoder/batch_normalization_0/gamma',
        'encoder/batch_normalization_0/beta',
        'encoder/batch_normalization_0/moving_mean',
        'encoder/batch_normalization_0/moving_variance',
        'sequential_0/sequential_0/dense_0/kernel',
        'sequential_0/sequential_0/dense_0/bias',
        'sequential_0/dense_0/kernel',
        'sequential_0/dense_0/bias',
      ],
    ],
    ['two inputs, a shared layer', ['dense_0/kernel', 'dense_0/bias', 'dense_1/kernel', 'dense_1/bias']],
  ])('follow the structure: %s', async (name, expected) => {
    const model = await built(zoo[name]!.make);
    expect(model.weights.map((weight) => weight.name)).toEqual(expected);
    model.dispose();
  });

  it('keep names that somebody gave', async () => {
    const model = await built(() =>
      tf.sequential({
        layers: [
          layers.dense({ units: 2, inputShape: [3], name: 'body' }),
          layers.dense({ units: 2 }),
          layers.dense({ units: 2, name: 'head_2' }),
        ],
      }),
    );
    expect(model.weights.map(({ name }) => name.split('/')[0])).toEqual([
      'body',
      'body',
      'dense_0',
      'dense_0',
      'head_2',
      'head_2',
    ]);
    model.dispose();
  });

  it('count by position where a name is one that Keras gives by itself', async () => {
    const named = (...names: string[]) =>
      tf.sequential({ layers: names.map((name) => layers.dense({ units: 1, inputShape: [1], name })) });
    const [a, b] = [await built(() => named('dense_4', 'dense_5')), await built(() => named('dense', 'dense_1'))];
    expect(a.weights.map(({ name }) => name.split('/')[0])).toEqual(['dense_0', 'dense_0', 'dense_1', 'dense_1']);
    expect(b.weights.map(({ name }) => name.split('/')[0])).toEqual(['dense', 'dense', 'dense_0', 'dense_0']);
  });

  it('are different where given names and classes meet', async () => {
    const model = await built(() =>
      tf.sequential({
        layers: [
          layers.dense({ units: 1, inputShape: [1], useBias: false }),
          layers.prelu({ name: 'dense_0' }),
          layers.dense({ units: 1, useBias: false }),
        ],
      }),
    );
    expect(model.weights.map(({ name }) => name)).toEqual(['dense_1/kernel', 'dense_0/alpha', 'dense_2/kernel']);
    model.dispose();
  });

  it('are different where a layer of the user gives one name twice', async () => {
    class Twins extends tf.layers.Layer {
      static readonly className = '_Twins';
      readonly parts = [1, 2].map(() => layers.dense({ units: 1, name: 'twin' }));
      override build(shape: tf.Shape): void {
        this.addWeight('left/scale', [1], 'float32', tf.initializers.ones());
        this.addWeight('right/scale', [1], 'float32', tf.initializers.zeros());
        for (const part of this.parts) part.build(shape);
        super.build(shape);
      }
      override get trainableWeights(): tf.layers.Layer['trainableWeights'] {
        return [...super.trainableWeights, ...(this.parts ?? []).flatMap((part) => part.trainableWeights)];
      }
      override set trainableWeights(weights: tf.layers.Layer['trainableWeights']) {
        super.trainableWeights = weights;
      }
    }
    const make = () =>
      tf.sequential({ layers: [layers.inputLayer({ inputShape: [3] }), new Twins({}), new Twins({})] });
    const model = await built(make);
    const own = ['scale', 'scale_1', 'twin/kernel', 'twin/bias', 'twin_1/kernel', 'twin_1/bias'];
    expect(model.weights.map(({ name }) => name)).toEqual([
      ...own.map((name) => `private__twins_0/${name}`),
      ...own.map((name) => `private__twins_1/${name}`),
    ]);
  });

  it('are those of the original when a model is saved and loaded by TensorFlow.js', async () => {
    for (const name of ['bidirectional', 'nested', 'stacked cells', 'time-distributed', 'LSTM']) {
      const original = await built(zoo[name]!.make);
      let artifacts: tf.io.ModelArtifacts | undefined;
      await original.layersModel.save(
        tf.io.withSaveHandler((saved) => {
          artifacts = saved;
          return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
        }),
      );
      const loaded = await built(await tf.loadLayersModel(tf.io.fromMemory(artifacts!)));
      expect(loaded.weights).toEqual(original.weights);
      expect(await loaded.getWeights()).toEqual(await original.getWeights());
      original.dispose();
      loaded.dispose();
    }
  });
});
