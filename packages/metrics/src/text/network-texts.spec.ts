import { isNdArray, MetricState, type AnyMetric, type MetricNumbers } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { clipScore } from '../image/clip-score.js';
import { bertScore } from './bert-score.js';
import golden from './goldens/network-texts.json' with { type: 'json' };
import { infoLm } from './info-lm.js';

/** The tokens of the goldens' networks: 1 and 2 are marks of the beginning and the end, 0 is padding. */
function tokenize(texts: readonly string[]): number[][] {
  const rows = texts.map((text) => [1, ...text.split(' ').map((word) => golden.words.indexOf(word) + 4), 2]);
  const length = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array.from({ length: length - row.length }, () => 0)]);
}
const maskOf = (rows: readonly number[][]): number[][] => rows.map((row) => row.map((id) => (id > 2 ? 1 : 0)));
const vectors = (rows: readonly number[][], padded: boolean): number[][][] =>
  rows.map((row) =>
    row.map(
      (id, at) =>
      [0, 1, 2, 3].map((k) => (id === 0 && padded ? 0 : Math.sin(id * (k + 1)) + 0.25 * Math.cos((row[at + 1] ?? 0) * (k + 2)))), // prettier-ignore
    ),
  );
const embedder = (texts: readonly string[]): { embeddings: tf.Tensor; mask: number[][]; tokens: number[][] } => {
  const tokens = tokenize(texts);
  return { embeddings: tf.tensor3d(vectors(tokens, false)), mask: maskOf(tokens), tokens };
};
const languageModel = async (
  texts: readonly string[],
): Promise<{ logits: number[][][]; mask: number[][]; tokens: number[][] }> => {
  const tokens = tokenize(texts);
  const logits = tokens.map((row) =>
    row.map((_, at) =>
      [0, 1, 2, 3, 4].map(
        (v) => Math.sin((row[at - 1] ?? 0) * (v + 1)) + 0.5 * Math.cos((row[at + 1] ?? 0) * (v + 2) + at),
      ),
    ),
  );
  return Promise.resolve({ logits, mask: maskOf(tokens), tokens });
};
const textEmbedder = (texts: readonly string[]): tf.Tensor => tf.sum(tf.tensor3d(vectors(tokenize(texts), true)), 1);
const imageEmbedder = (images: tf.Tensor4D): tf.Tensor => {
  const [first, second, third] = tf.split(images, 3, -1);
  const rolled = tf.concat([second!, third!, first!], -1);
  const means = tf.mean<tf.Tensor2D>(tf.concat([images, tf.mul(images, rolled)], -1), [1, 2]);
  return tf.sub(tf.slice(means, [0, 0], [-1, 4]), 0.25);
};

const SUBJECTS: Readonly<Record<string, (options: object) => AnyMetric>> = {
  'bert-score': (options) => bertScore({ ...options, embedder, returnSentenceLevelScore: true }),
  'info-lm': (options) => infoLm({ ...options, languageModel, returnSentenceLevelScore: true }),
  'clip-score': (options) => clipScore({ ...options, imageEmbedder, textEmbedder }),
};
type Side = readonly string[] | { readonly shape: readonly number[]; readonly data: readonly number[] };
const inputs = golden.inputs as unknown as Readonly<Record<string, readonly { prediction: Side; target: Side }[]>>;
const sideOf = (side: Side): MetricNumbers =>
  'data' in side ? tf.tensor4d([...side.data], [...side.shape] as [number, number, number, number]) : side;

function numbers(result: unknown): number[] {
  if (typeof result !== 'object' || result === null) return [Number(result)];
  if (isNdArray(result)) return Array.from(result.data as ArrayLike<number>, Number);
  return Object.values(result).flatMap(numbers);
}

describe('metrics of texts that need a network', () => {
  it.each(golden.cases)('equal torchmetrics: $name', async ({ metric, input, options, expected }) => {
    const state = new MetricState(SUBJECTS[metric]!(options));
    for (const { prediction, target } of inputs[input]!) await state.update(sideOf(prediction), sideOf(target));
    const [ours, theirs] = [numbers(state.compute()), numbers(expected)];
    expect(ours).toHaveLength(theirs.length);
    ours.forEach((value, at) => {
      expect(Math.abs(value - theirs[at]!)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(theirs[at]!)));
    });
  });

  const texts = ['the cat sat', 'a dog', 'red and green', 'home', 'the red tree runs', 'on the mat'];
  const targets = ['a cat lies', 'the dog', 'green', 'home', 'a red tree', 'under the tree'];
  it.each(
    [
      bertScore({ embedder }),
      bertScore({ embedder, idf: true, returnSentenceLevelScore: true }),
      infoLm({ languageModel }),
      infoLm({ languageModel, idf: true, returnSentenceLevelScore: true }),
      clipScore({ textEmbedder }),
    ].map((metric, at) => [`${metric.name} ${at}`, metric] as const),
  )('%s is the same of any cut, merged or in one pass, and counts weights', async (_, metric) => {
    const weight = [1, 2, 0.5, 1, 3, 1];
    const part = async (from: number, to: number): Promise<MetricState> => {
      const state = new MetricState(metric);
      if (to > from)
        await state.update(texts.slice(from, to), targets.slice(from, to), { weight: weight.slice(from, to) });
      return state;
    };
    const whole = numbers((await part(0, 6)).compute());
    await fc.assert(
      fc.asyncProperty(fc.nat(6), fc.nat(6), async (one, other) => {
        const cuts = [0, Math.min(one, other), Math.max(one, other), 6];
        const state = await part(0, cuts[1]!);
        for (const at of [1, 2]) state.merge(await part(cuts[at]!, cuts[at + 1]!));
        numbers(state.compute()).forEach((value, at) => expect(value).toBeCloseTo(whole[at]!, 6));
      }),
      { numRuns: 6 },
    );
  });

  it('frees what networks make', async () => {
    const before = tf.memory().numTensors;
    for (const metric of [bertScore({ embedder, idf: true }), clipScore({ textEmbedder })])
      await new MetricState(metric).update(texts, targets);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what is no network, or gives other than it should', async () => {
    const options = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    for (const make of [bertScore, infoLm, clipScore]) expect(() => make({} as never)).toThrow(options);
    expect(() => infoLm({ languageModel, informationMeasure: 'renyi-divergence' })).toThrow(options);
    expect(() => infoLm({ languageModel, informationMeasure: 'ab-divergence', alpha: 1, beta: -1 })).toThrow(options);
    const shapes = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }) as Error;
    const argument = expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }) as Error;
    const update = (metric: AnyMetric, one: MetricNumbers = texts): Promise<void> => new MetricState(metric).update(one, targets); // prettier-ignore
    await expect(update(bertScore({ embedder: () => ({ embeddings: [[1, 2]] }) }))).rejects.toThrow(shapes);
    await expect(update(bertScore({ embedder: () => ({}) as never }))).rejects.toThrow(argument);
    const unnamed = (all: readonly string[]): { embeddings: tf.Tensor } => ({ embeddings: embedder(all).embeddings });
    await expect(update(bertScore({ embedder: unnamed, idf: true }))).rejects.toThrow(argument);
    await expect(update(clipScore({ imageEmbedder }))).rejects.toThrow(argument);
    await expect(update(clipScore({ textEmbedder }), tf.zeros([6, 2, 2, 3]))).rejects.toThrow(argument);
    await expect(update(clipScore({ textEmbedder }), texts.slice(1))).rejects.toThrow(shapes);
  });
});
