import * as tf from '@tensorflow/tfjs';

import { eager, fromLayers, type Callback } from '../index.js';
import { tinyData, tinyLearner } from './tiny-learner.fixture.js';
import { Trainer } from './trainer.js';

describe('Layers that are frozen after the model is built', () => {
  const makeLearner = (): [ReturnType<typeof tinyLearner>, tf.layers.Layer[]] => {
    const layers = [
      tf.layers.batchNormalization({ inputShape: [3] }),
      tf.layers.dense({ units: 2 }),
      tf.layers.dense({ units: 1 }),
    ];
    const model = fromLayers(() => tf.sequential({ layers }));
    return [tinyLearner({ model, data: tinyData() }), layers];
  };
  const fit = (learner: ReturnType<typeof tinyLearner>, callbacks: Callback[] = []): Promise<unknown> =>
    new Trainer({ maxEpochs: 2, loggers: [], progressBar: false, engine: eager(), callbacks }).fit(learner);

  it('are not trained by the next fit, and their statistics stay; released again, they are', async () => {
    const [learner, layers] = makeLearner();
    await fit(learner);
    const { model } = learner;
    const read = async (): Promise<Record<string, number[]>> =>
      Object.fromEntries(
        Object.entries(await model.getWeights()).map(([name, { data }]) => [name, Array.from(data as Float32Array)]),
      );
    const before = await read();
    for (const layer of layers.slice(0, 2)) layer.trainable = false;
    expect(model.summary().trainableParameters).toBe(3);
    await fit(learner);
    const frozen = await read();
    const moved = (one: typeof before, other: typeof before): string[] =>
      Object.keys(one).filter((name) => one[name]!.join() !== other[name]!.join());
    expect(moved(before, frozen)).toEqual(['dense_1/kernel', 'dense_1/bias']);
    for (const layer of layers) layer.trainable = true;
    await fit(learner);
    expect(moved(frozen, await read())).toEqual(Object.keys(before));
  });

  it('are refused within a fit', async () => {
    const [learner, layers] = makeLearner();
    const freezes: Callback = { name: 'freezes', trainEpochEnd: () => void (layers[1]!.trainable = false) };
    await expect(fit(learner, [freezes])).rejects.toMatchObject({
      code: 'LML_INVALID_ARGUMENT',
      message: expect.stringMatching(/layer\.trainable must be the same all through a fit.*dense_0\/kernel/) as string,
    });
  });
});
