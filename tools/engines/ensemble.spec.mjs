import { exportOnnx } from '@lml/compiler';
import { RandomStreams } from '@lml/core';
import { ensemble, mlp } from '@lml/models';
import { classification } from '@lml/predictors';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

describe('an ensemble', () => {
  it.each([3, 1])('is exported as any model is, with its predictor (%s outputs)', async (outputSize) => {
    const members = [[8], []].map((hiddenSizes) => mlp({ inputSize: 4, hiddenSizes, outputSize }));
    const model = ensemble({ members, average: 'probabilities', weights: [1, 3] });
    await model.build({ random: new RandomStreams(4) });
    const values = new RandomStreams(5).normal('input', 0, 24);
    const expected = await tf.tidy(() => model.apply(tf.tensor2d(values, [6, 4]))).data();
    for (const [predictor, output] of [
      [undefined, 'output'],
      [classification(), 'prediction'],
    ]) {
      const bytes = await exportOnnx(model, predictor && { predictor });
      const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
      const results = await session.run({ input: new Tensor('float32', values, [6, 4]) });
      await session.release();
      const logits = Array.from({ length: 6 }, (_, row) => [
        ...expected.slice(row * outputSize, (row + 1) * outputSize),
      ]);
      const labels = logits.map((row) => (outputSize === 1 ? Number(row[0] > 0) : row.indexOf(Math.max(...row))));
      const wanted = predictor === undefined ? [...expected].map((value) => expect.closeTo(value, 4)) : labels;
      expect([...results[output].data].map(Number)).toEqual(wanted);
    }
  });
});
