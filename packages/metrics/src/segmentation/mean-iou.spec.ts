import { DataModule, defineLearner, fromLayers, MetricState, ndArray, Trainer } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { jaccardIndex } from '../classification/jaccard-index.js';
import { minMax } from '../wrappers/min-max.js';
import { diceScore } from './dice-score.js';
import { generalizedDiceScore } from './generalized-dice-score.js';
import { hausdorffDistance } from './hausdorff-distance.js';
import { meanIou } from './mean-iou.js';

describe('meanIou', () => {
  it('is the Jaccard index of each image, where all have all classes', async () => {
    const labels = { prediction: [[0, 1, 1, 0]], target: [[0, 0, 1, 1]] };
    const state = new MetricState(meanIou({ numClasses: 2, inputFormat: 'index' }));
    const index = new MetricState(jaccardIndex({ numClasses: 2 }));
    for (const one of [state, index])
      await one.update(tf.tensor2d(labels.prediction, [1, 4], 'int32'), tf.tensor2d(labels.target, [1, 4], 'int32'));
    expect(state.compute()).toBeCloseTo(index.compute() as number);
  });

  it('knows the classes of a learner, by itself and of several outputs', async () => {
    const dataset = {
      open: () => undefined,
      length: 3,
      get: (image: number) => ({
        input: ndArray([0.1, 0.2, 0.3, 0.4].map((value) => value + image)),
        target: ndArray(Int32Array.of(image % 3, 1, 0, 2), { shape: [2, 2] }),
      }),
    };
    const learner = defineLearner<{ readonly input: tf.Tensor }>({
      batchForward: ({ input }, { model }) => model.apply(input),
      computeLoss: () => tf.scalar(0),
    })({
      data: new DataModule({ test: dataset, batchSize: 2 }),
      model: fromLayers(() => {
        const layers = [tf.layers.dense({ units: 12, inputShape: [4] }), tf.layers.reshape({ targetShape: [2, 2, 3] })];
        return tf.sequential({ layers });
      }),
      metrics: [meanIou(), diceScore(), generalizedDiceScore(), hausdorffDistance({ includeBackground: true })],
    });
    const values = await new Trainer({ maxEpochs: 1, loggers: [], progressBar: false }).test(learner);
    for (const name of ['mean-iou', 'dice-score', 'generalized-dice-score']) {
      expect(values[`test/${name}`]).toBeGreaterThanOrEqual(0);
      expect(values[`test/${name}`]).toBeLessThanOrEqual(1);
    }
    expect(values['test/hausdorff-distance']).toBeGreaterThanOrEqual(0);
  });

  it('is remembered by a wrapper', async () => {
    const state = new MetricState(minMax({ metric: meanIou({ numClasses: 2, inputFormat: 'index' }) }));
    await state.update([[0, 1]], [[0, 1]]);
    expect(state.compute()).toEqual({ raw: 1, min: 1, max: 1 });
  });

  it('says which shapes it takes', async () => {
    const update = async (options: Parameters<typeof meanIou>[0], prediction: number[], target: number[]) => {
      const state = new MetricState(meanIou(options));
      const tensors = [tf.zeros(prediction), tf.zeros(target)] as const;
      await state.update(...tensors).finally(() => tf.dispose([...tensors]));
    };
    await expect(update({}, [2, 4], [2, 4])).rejects.toThrow('The number of classes of mean-iou must be known');
    await expect(update({ numClasses: 3 }, [2, 4, 4], [2, 4, 4])).rejects.toThrow("inputFormat: 'index'");
    await expect(update({ numClasses: 3 }, [2, 4, 5], [2, 4])).rejects.toThrow('made for 3 classes');
    await expect(update({ numClasses: 3, inputFormat: 'mixed' }, [2, 4], [2, 4])).rejects.toThrow("as 'mixed'");
    await expect(update({ numClasses: 3, inputFormat: 'index' }, [2], [2])).rejects.toThrow(
      'an axis of pixels at least',
    );
    await expect(update({ numClasses: 3 }, [2, 5, 3], [2, 4])).rejects.toThrow('[2, 5, 3] and target [2, 4]');
  });
});
