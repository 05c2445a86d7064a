import { eager, nestedLoss, ndArray, valueAndGradients, type NdArray } from '@lml/core';
import { clockNumbers } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { dino, type DinoOptions } from './dino.js';

/** What the loss gives, and its centre, in some steps: each of a stage and an epoch. */
async function inSteps(
  options: DinoOptions,
  ...steps: readonly (readonly [stage: 'train' | 'validation', epoch: number])[]
) {
  const loss = dino(options);
  const engine = eager();
  await engine.setup({ seed: 0 });
  const center = ndArray([0, 0]);
  engine.declare([{ name: 'loss/center', shape: [2], dtype: 'float32', trainable: false, value: center }]);
  const [student, teacher] = [tf.tensor2d([[0.5, 0]]), tf.tensor2d([[1, -1]])];
  const found: { value: number; center: number[] }[] = [];
  for (const [stage, epoch] of steps) {
    const run = () => ({ outputs: { value: nestedLoss('loss', loss)([student, student], [teacher, teacher]) } });
    const clock = { batch: 0, step: 0, samples: 0, epoch, seconds: 0 };
    const input = { step: 0, hyper: clockNumbers(clock) };
    const { outputs } = engine.run({ name: stage, stage, training: stage === 'train', run }, {}, input);
    const value = (await (outputs['value'] as { read(): Promise<NdArray> }).read()).data[0] as number;
    found.push({
      value,
      center: Array.from((await engine.read(['loss/center']))['loss/center']!.data as Float32Array),
    });
  }
  engine.dispose();
  return found;
}

describe('dino', () => {
  it('moves its centre after each training step, and not in validation', async () => {
    const steps = await inSteps({ outputSize: 2, centerMomentum: 0.5 }, ['train', 0], ['validation', 0], ['train', 0]);
    expect(steps.map(({ center }) => center)).toEqual([[0.5, -0.5], [0.5, -0.5], [0.75, -0.75]]); // prettier-ignore
  });

  it('warms the temperature of the teacher up in so many epochs', async () => {
    const warm: DinoOptions = { outputSize: 2, teacherTemperature: 4, warmUpTeacherTemperature: 1, warmUpEpochs: 4 };
    const valueAt = (temperature: number): number => {
      const sure = 1 / (1 + Math.exp(-2 / temperature));
      return sure * Math.log1p(Math.exp(-5)) + (1 - sure) * Math.log1p(Math.exp(5));
    };
    const steps = await inSteps(warm, ...[0, 1, 3, 4, 9].map((epoch) => ['validation', epoch] as const));
    [1, 2, 4, 4, 4].forEach((temperature, at) => expect(steps[at]!.value).toBeCloseTo(valueAt(temperature), 5));
  });

  it('does not move the teacher, and refuses what is no list', () => {
    const student = [tf.zeros([1, 2]), tf.zeros([1, 2])];
    const teacher = tf.tensor2d([[1, 2]]);
    const loss = () => dino({ outputSize: 2 })(student, [teacher, teacher]) as tf.Scalar;
    expect(Array.from(valueAndGradients(loss, [teacher]).gradients[0]!.dataSync())).toEqual([0, 0]);
    for (const target of [undefined, tf.zeros([1, 2]), []])
      expect(() => dino({ outputSize: 2 })(student, target)).toThrow(
        expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
      );
  });
});
