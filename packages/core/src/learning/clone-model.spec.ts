import * as tf from '@tensorflow/tfjs';

import { cloneModel, defineLearner, eager, freeze, fromLayers, modelGroup, ndArray, RandomStreams, stopGradient, Trainer, type LabelledBatch, type Learner, type Model } from '../index.js'; // prettier-ignore
import { descent, tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';

const network = (): Model =>
  fromLayers(() =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 2, inputShape: [3] }),
        tf.layers.batchNormalization(),
        tf.layers.dense({ units: 1, kernelRegularizer: tf.regularizers.l2() }),
      ],
    }),
  );

const trainer = (): Trainer => new Trainer({ maxEpochs: 1, loggers: [], progressBar: false, engine: eager() });

describe('cloneModel', () => {
  it('starts from the same values, and neither is changed with the other', async () => {
    const model = network();
    const copy = cloneModel(model);
    await copy.build({ random: new RandomStreams(3) });
    expect(await copy.getWeights()).toEqual(await model.getWeights());
    expect(copy.isFresh).toBe(true);
    const x = tf.tensor2d([[1, 2, 3]]);
    const before = await copy.apply(x).data();
    expect(before).toEqual(await model.apply(x).data());
    await trainer().fit(tinyLearner({ model, data: tinyData(), metrics: [] }));
    expect(await copy.apply(x).data()).toEqual(before);
    expect(await model.apply(x).data()).not.toEqual(before);
    copy.setWeights({ 'dense_1/bias': ndArray([9]) });
    expect((await model.getWeights())['dense_1/bias']!.data).not.toEqual(Float32Array.of(9));
    expect(copy.isFresh).toBe(false);
    expect(await copy.penalty!()!.data()).toEqual(expect.any(Float32Array));
  });

  it('is trained by itself as the model would be', async () => {
    const [model, other] = [network(), network()];
    const copy = cloneModel(other);
    for (const each of [model, copy]) await trainer().fit(tinyLearner({ model: each, data: tinyData(), metrics: [] }));
    expect(await copy.getWeights()).toEqual(await model.getWeights());
  });

  it('is a teacher that follows its student, where the learner writes it', async () => {
    const student = fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] }));
    const group = modelGroup({ student, teacher: freeze(cloneModel(student)) });
    const learner = (name: string, always: boolean): Learner =>
      defineLearner<LabelledBatch>({
        batchForward: ({ input }) => group.models.student.apply(input),
        computeLoss(output, _, { model, training, writeWeight }) {
          const half = tf.mul(0.5, tf.add(model.read('teacher/dense_0/bias'), model.read('student/dense_0/bias')));
          if (training || always) writeWeight(name, stopGradient(half));
          return tf.mean(output);
        },
      })({ model: group, data: tinyData(), optimizer: descent(0.5) });
    const fit = (name: string, always = false): Promise<unknown> =>
      new Trainer({ maxSteps: 3, loggers: [], progressBar: false, engine: eager() }).fit(learner(name, always));
    await fit('teacher/dense_0/bias');
    const { 'student/dense_0/bias': own, 'teacher/dense_0/bias': followed } = await group.getWeights();
    // The gradient of the bias is 1 and the momentum 0.9, so it is 0, −0.5, −1.45, −2.805; the teacher goes half of the way to what it was.
    expect(own!.data[0]).toBeCloseTo(-2.805, 5);
    expect(followed!.data[0]).toBeCloseTo(-0.85, 5);
    await expect(fit('student/dense_0/bias')).rejects.toMatchObject({
      code: 'LML_INVALID_ARGUMENT',
      message: expect.stringMatching(
        /not trained: teacher\/dense_0\/kernel, teacher\/dense_0\/bias, got 'student/,
      ) as string,
    });
    await expect(fit('teacher')).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    await expect(fit('teacher/dense_0/bias', true)).rejects.toThrow(/writeWeight must be called in training only/);
  });

  it('is a teacher beside its student: frozen, with statistics of its own', async () => {
    const student = network();
    const group = modelGroup({ student, teacher: freeze(cloneModel(student)) });
    const learner = defineLearner<LabelledBatch>({
      batchForward: ({ input }) => group.models.student.apply(input),
      computeLoss: (output, { input }) =>
        tf.mean(tf.squaredDifference(output, stopGradient(tf.add(group.models.teacher.apply(input), 1)))),
    })({ model: group, data: tinyData(), optimizer: descent(0.1) });
    await group.build({ random: new RandomStreams(0) });
    const before = await group.getWeights();
    await trainer().fit(learner);
    const after = await group.getWeights();
    const moved = Object.keys(before).filter((name) => String(before[name]!.data) !== String(after[name]!.data));
    expect(moved.length).toBeGreaterThan(4);
    expect(moved.every((name) => name.startsWith('student/'))).toBe(true);
    expect(moved).toContain('student/batch_normalization_0/moving_mean');
    expect(group.weights.filter(({ trainable }) => trainable).every(({ name }) => name.startsWith('student/'))).toBe(
      true,
    );
  });

  it('leaves nothing behind, and is not read before it is built', async () => {
    const model = network();
    await model.build({ random: new RandomStreams(0) });
    const x = tf.ones([2, 3]);
    const { numTensors } = tf.memory();
    const copy = cloneModel(model);
    expect(() => copy.weights).toThrow(/must be built/);
    await copy.build({ random: new RandomStreams(0) });
    copy.apply(x, { training: true }).dispose();
    copy.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(model.apply(x).shape).toEqual([2, 1]);
  });
});

describe('stopGradient', () => {
  it('is a constant for gradients, also where zero times infinity would be NaN', async () => {
    const gradient = tf.grad((x) => tf.mul(x, stopGradient(tf.sqrt(x))));
    expect(await gradient(tf.tensor1d([0, 4])).data()).toEqual(Float32Array.of(0, 2));
    const second = tf.grad((x) => tf.grad((y) => tf.mul(tf.square(y), stopGradient(y)))(x));
    // d/dx of 2x · x, of which the second x is a constant while the first gradient is taken only.
    expect(await second(tf.scalar(3)).data()).toEqual(Float32Array.of(6));
  });
});
