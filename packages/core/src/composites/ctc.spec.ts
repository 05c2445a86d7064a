import * as tf from '@tensorflow/tfjs';

import { composites } from '../steps/composite.js';
import { expectClose, expectTrueGradients, normal, tensor, type Values } from './composites.fixture.js';
import { ctcNegativeLogLikelihood } from './ctc.js';

interface Sample {
  readonly labels: number[];
  readonly frames: number;
}

const [TIME, CLASSES] = [4, 3];

/** −ln of the summed probability of all ways to say some labels, one by one. */
function ofAllWays(logProbabilities: readonly number[][], { labels, frames }: Sample, blank: number): number {
  let sum = 0;
  for (let way = 0; way < CLASSES ** frames; way++) {
    const said = Array.from({ length: frames }, (_, frame) => Math.floor(way / CLASSES ** frame) % CLASSES);
    const heard = said.filter((label, frame) => label !== blank && label !== said[frame - 1]);
    if (heard.join() === labels.join()) sum += Math.exp(said.reduce((all, c, t) => all + logProbabilities[t]![c]!, 0));
  }
  return -Math.log(sum);
}

function targetOf(samples: readonly Sample[], width = 2, filler = 9) {
  const rows = samples.map(({ labels }) => [...labels, ...new Array<number>(width).fill(filler)].slice(0, width));
  return {
    labels: tf.tensor2d(rows, [samples.length, width]),
    labelLengths: tf.tensor1d(samples.map(({ labels }) => labels.length)),
    inputLengths: tf.tensor1d(samples.map(({ frames }) => frames)),
  };
}

function samplesOf(blank: number): Sample[] {
  const [one, other] = [0, 1, 2].filter((label) => label !== blank) as [number, number];
  const words = [[], [one], [one, other], [other, other], [other, one]];
  return words.flatMap((labels) => [0, 1, 2, 3, 4].map((frames) => ({ labels, frames })));
}

const logSoftmax = ({ shape, data }: Values): tf.Tensor => tf.logSoftmax(tensor({ shape, data }));
const valuesOf = (given: tf.Tensor): number[] => Array.from(given.dataSync());

describe('ctcNegativeLogLikelihood', () => {
  it.each([0, 1, 2])('sums up all ways to say the labels, with blank %i', async (blank) => {
    const samples = samplesOf(blank);
    const given = logSoftmax(normal(1, [samples.length, TIME, CLASSES], 0, 2));
    const rows = (await given.array()) as number[][][];
    const expected = samples.map((sample, index) => ofAllWays(rows[index]!, sample, blank));
    const values = ctcNegativeLogLikelihood(given, targetOf(samples), { blank });
    const isPossible = expected.map(Number.isFinite);
    expect(valuesOf(values).map(Number.isFinite)).toEqual(isPossible);
    const finite = (all: readonly number[]): Values[] => [{ shape: [all.length], data: all.filter(Number.isFinite) }];
    expectClose(finite(valuesOf(values)), finite(expected), 1e-6);
  });

  it('has true gradients, of frames that count', async () => {
    const samples = samplesOf(0).filter(({ frames }) => frames > 2);
    const inputs = [normal(2, [samples.length, TIME, CLASSES])];
    await expectTrueGradients((x) => [ctcNegativeLogLikelihood(x, targetOf(samples))], inputs, { tolerance: 5e-3 });
  });

  it('has gradient zero where labels do not fit into their frames, and where frames do not count', () => {
    const target = targetOf([{ labels: [1, 1], frames: 2 }, { labels: [1], frames: 1 }]); // prettier-ignore
    const given = tf.tensor3d([...new Array<number>(6).fill(-1), -1, -2, -3, NaN, NaN, NaN], [2, 2, 3]);
    const { value, grad } = tf.valueAndGrad((x) => tf.sum(tf.minimum(ctcNegativeLogLikelihood(x, target), 99)))(given);
    expect(valuesOf(value)).toEqual([99 + 2]);
    expect(valuesOf(grad).map((each) => each + 0)).toEqual([0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0]);
  });

  it('stays exact where logits are far apart, and knows what is impossible', () => {
    const logits = tf.tensor3d([1e4, -1e4, 0, -1e4, 1e4, 0, 0, -Infinity, 1, 0, -Infinity, 1], [2, 2, 3]);
    const target = targetOf([{ labels: [1], frames: 2 }, { labels: [1], frames: 2 }]); // prettier-ignore
    const { value, grad } = tf.valueAndGrad((x) => tf.sum(tf.slice(ctcNegativeLogLikelihood(x, target), 0, 1)))(
      tf.logSoftmax(logits),
    );
    expect(valuesOf(value)).toEqual([0]);
    expect(valuesOf(grad).every(Number.isFinite)).toBe(true);
    expect(valuesOf(ctcNegativeLogLikelihood(tf.logSoftmax(logits), target))[1]).toBe(Infinity);
  });

  it('is NaN for labels that are no classes, or the blank, and for lengths that are none', () => {
    const given = tf.fill([1, 3, 3], -1);
    const [two, three] = [tf.tensor1d([2]), tf.tensor1d([3])];
    const value = (labels: number[], labelLengths = two, inputLengths = three): number =>
      valuesOf(ctcNegativeLogLikelihood(given, { labels: tf.tensor2d([labels]), labelLengths, inputLengths }))[0]!;
    expect(value([1, 2])).toBeCloseTo(3 - Math.log(5), 5);
    expect([[1, 0], [1, 3], [1, -1], [1, 1.5], [NaN, 1]].map((labels) => value(labels))).toEqual(Array(5).fill(NaN)); // prettier-ignore
    expect([value([1, 2], three), value([1, 2], tf.tensor1d([-1])), value([1, 2], tf.tensor1d([0.5]))]).toEqual(Array(3).fill(NaN)); // prettier-ignore
    expect([value([1, 2], two, tf.tensor1d([4])), value([1, 2], two, tf.tensor1d([-1]))]).toEqual([NaN, NaN]);
  });

  it('takes no samples and no labels', () => {
    const empty = { labels: tf.zeros([0, 2]), labelLengths: tf.zeros([0]), inputLengths: tf.zeros([0]) };
    const { value, grad } = tf.valueAndGrad((x) => tf.sum(ctcNegativeLogLikelihood(x, empty)))(tf.zeros([0, 3, 2]));
    expect([value.shape, grad.shape]).toEqual([[], [0, 3, 2]]);
    expect(
      valuesOf(ctcNegativeLogLikelihood(tf.fill([1, 3, 2], -1), targetOf([{ labels: [], frames: 3 }], 0))),
    ).toEqual([3]);
  });

  it('is a composite that engines know by name, and so are its frames', () => {
    expect([composites().has('ctc'), composites().has('ctc-recursion')]).toEqual([true, true]);
  });
});
