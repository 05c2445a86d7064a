import * as tf from '@tensorflow/tfjs';
import { EagerEngine, RandomStreams, fromLayers } from '../index.js';

describe('fromLayers', () => {
  it('names weights by structure', async () => {
    const model = fromLayers(() =>
      tf.sequential({
        layers: [
          tf.layers.embedding({ inputDim: 10, outputDim: 4, inputLength: 5 }),
          tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 3, recurrentInitializer: 'glorotNormal' }) as never, mergeMode: 'concat' }),
          tf.layers.batchNormalization(),
          tf.layers.dense({ units: 2 }),
          tf.layers.dropout({ rate: 0.5 }),
          tf.layers.dense({ units: 2, name: 'head' }),
        ],
      }),
    );
    await model.build({ random: new RandomStreams(7) });
    expect(model.weights.map((w) => w.name)).toEqual([]);
    const engine = new EagerEngine();
    await engine.setup({ seed: 1 });
    engine.dispose();
  });
});
