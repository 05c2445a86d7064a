import { defineModel, modelGroup, RandomStreams, type Model, type TensorTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { ensemble, type EnsembleOptions } from './ensemble.js';
import { mlp } from '../feed-forward/mlp.js';

const random = new RandomStreams(0);

/** A model that gives its one weight for each sample. */
const giving = (values: readonly number[]): Model =>
  defineModel({
    inputs: [null, 1],
    weights: { logits: { shape: [values.length], initializer: tf.initializers.zeros() } },
    forward: (input, { weights }) => tf.add(tf.mul(input, 0), weights.logits),
  });

/** The output of an ensemble of models that give these values. */
async function averaged(values: readonly (readonly number[])[], options: Partial<EnsembleOptions>): Promise<number[]> {
  const model = ensemble({ members: values.map(giving), ...options });
  await model.build({ random });
  model.members.forEach((member, index) =>
    member.setWeights({
      logits: { dtype: 'float32', shape: [values[index]!.length], data: Float32Array.from(values[index]!) },
    }),
  );
  const output = model.apply(tf.zeros([1, 1]));
  expect(output.shape).toEqual([1, values[0]!.length]);
  return [...(await output.data())];
}

const softmax = (logits: readonly number[]): number[] => {
  const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
  return logits.map((logit) => Math.exp(logit) / sum);
};
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
const close = (values: readonly number[]): unknown => values.map((value) => expect.closeTo(value, 5) as number);

describe('ensemble', () => {
  it('averages outputs as they are, by weights in any unit', async () => {
    expect(await averaged([[1, 2], [3, -4]], {})).toEqual([2, -1]); // prettier-ignore
    expect(await averaged([[1, 2], [3, -4]], { weights: [30, 10] })).toEqual([1.5, 0.5]); // prettier-ignore
  });

  it('averages probabilities, and gives them as logits', async () => {
    const [first, second] = [[0.5, -1, 2], [3, 0, -2]]; // prettier-ignore
    const output = await averaged([first, second], { average: 'probabilities', weights: [1, 3] });
    const expected = softmax(first).map((p, index) => 0.25 * p + 0.75 * softmax(second)[index]!);
    expect(softmax(output)).toEqual(close(expected));
    expect(output.map(Math.exp)).toEqual(close(expected));
  });

  it('averages those of a single logit, and with multiLabel of each logit, by the sigmoid', async () => {
    const [logit] = await averaged([[2], [-1]], { average: 'probabilities' });
    expect(sigmoid(logit!)).toBeCloseTo((sigmoid(2) + sigmoid(-1)) / 2, 6);
    const several = await averaged([[2, 0], [-1, 5]], { average: 'probabilities', multiLabel: true }); // prettier-ignore
    expect(several.map(sigmoid)).toEqual(close([(sigmoid(2) + sigmoid(-1)) / 2, (0.5 + sigmoid(5)) / 2]));
  });

  it('stays finite for logits of which the probabilities are 0 and 1', async () => {
    const options = { average: 'probabilities' } as const;
    expect(await averaged([[1000, -1000], [1000, -1000]], options)).toEqual(close([0, -2000])); // prettier-ignore
    const [logit] = await averaged([[200], [-200]], options);
    expect(logit).toBeCloseTo(0, 4);
  });

  it('averages several outputs, each in its way', async () => {
    const model = ensemble({
      members: [1, 3].map((factor) =>
        defineModel({
          inputs: [null, 2],
          forward: (input) => ({ kind: tf.mul(input, factor), boxes: [tf.mul(input, factor)] }),
        }),
      ),
      average: { kind: 'probabilities' },
    });
    await model.build({ random });
    expect(model.outputShape).toEqual({ kind: [null, 2], boxes: [[null, 2]] });
    const { kind, boxes } = model.apply<{ kind: tf.Tensor; boxes: tf.Tensor[] }>(tf.tensor2d([[1, 0]]));
    expect([...(await boxes[0]!.data())]).toEqual([2, 0]);
    const [positive] = softmax([...(await kind.data())]);
    expect(positive).toBeCloseTo((softmax([1, 0])[0]! + softmax([3, 0])[0]!) / 2, 6);
  });

  it('draws other weights for each member, under a name of its own, also as a part of another model', async () => {
    const member = (): Model => mlp({ inputSize: 2, hiddenSizes: [], outputSize: 1 });
    const model = ensemble({ members: [member(), member()] });
    await model.build({ random });
    expect(model.isFresh).toBe(true);
    const weights = await model.getWeights();
    expect(Object.keys(weights)).toEqual([
      'member_0/dense_0/kernel',
      'member_0/dense_0/bias',
      'member_1/dense_0/kernel',
      'member_1/dense_0/bias',
    ]);
    expect(weights['member_0/dense_0/kernel']).not.toEqual(weights['member_1/dense_0/kernel']);
    const { both } = modelGroup({ both: ensemble({ members: [member(), member()] }) }).models;
    await both.build({ random });
    expect(both.apply(tf.zeros([3, 2])).shape).toEqual([3, 1]);
  });

  it('takes over the weights of each member by itself, and leaves no tensors', async () => {
    const before = tf.memory().numTensors;
    const alone = mlp({ inputSize: 2, hiddenSizes: [3], outputSize: 1 });
    const model = ensemble({ members: [mlp({ inputSize: 2, hiddenSizes: [3], outputSize: 1 })] });
    await Promise.all([alone.build({ random: new RandomStreams(5) }), model.build({ random })]);
    model.members[0]!.setWeights(await alone.getWeights());
    expect(model.isFresh).toBe(false);
    await tf.ready();
    tf.tidy(() => {
      const input = tf.tensor2d([1, -2], [1, 2]);
      expect(model.apply(input).dataSync()).toEqual(alone.apply(input).dataSync());
    });
    alone.dispose();
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses members that do not fit together', async () => {
    const members = [giving([1, 2]), giving([1, 2, 3])];
    await expect(ensemble({ members }).build({ random })).rejects.toMatchObject({
      code: 'LML_UNSUPPORTED_MODEL',
      message: expect.stringContaining('member 0 is [any, 2], that of member 1 is [any, 3]') as string,
    });
    const named = ensemble({ members: [giving([1])], average: { kind: 'probabilities' } });
    await expect(named.build({ random })).rejects.toMatchObject({
      code: 'LML_UNSUPPORTED_MODEL',
      message: expect.stringContaining("no output 'kind'") as string,
    });
  });

  it('averages no probabilities of scalars', async () => {
    const scalar = defineModel({ inputs: [null, 1], forward: (input): TensorTree => tf.sum(input) });
    const model = ensemble({ members: [scalar], average: 'probabilities' });
    await model.build({ random });
    expect(() => model.apply(tf.zeros([1, 1]))).toThrow('LML_SHAPE_MISMATCH');
  });

  it.each<[EnsembleOptions, string]>([
    [{ members: [] }, 'must have at least one model'],
    [{ members: Array<Model>(2).fill(giving([1])) }, 'got one twice'],
    [{ members: [giving([1]), giving([1])], weights: [1] }, 'one for each of the 2 members, got 1'],
    [{ members: [giving([1])], weights: [0] }, 'must be a number above 0'],
    [{ members: [giving([1])], average: 'votes' as never }, 'average'],
  ])('refuses options %#', (options, message) => {
    expect(() => ensemble(options)).toThrow('LML_INVALID_OPTIONS');
    expect(() => ensemble(options)).toThrow(message);
  });
});
