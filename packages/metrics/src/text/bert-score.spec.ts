import { bertScore } from './bert-score.js';
import { scoreOf } from './text.fixture.js';

const VECTORS: Readonly<Record<string, number[]>> = { x: [1, 0], y: [0, 1], far: [-1, 0], near: [3, 4] };
const embedder = (texts: readonly string[]): { embeddings: number[][][]; mask: number[][]; tokens: number[][] } => {
  const words = texts.map((text) => [...text.split(' ').filter(Boolean), 'x', 'x'].slice(0, 2));
  const counts = texts.map((text) => text.split(' ').filter(Boolean).length);
  return {
    embeddings: words.map((row) => row.map((word) => VECTORS[word]!)),
    mask: words.map((row, at) => row.map((_, word) => (word < counts[at]! ? 1 : 0))),
    tokens: words.map((row) => row.map((word) => Object.keys(VECTORS).indexOf(word))),
  };
};

describe('bertScore', () => {
  it('matches each token with the nearest, whatever its length', async () => {
    const score = await scoreOf(bertScore({ embedder }), ['near y'], ['x']);
    expect(score).toMatchObject({ precision: 0.3, recall: expect.closeTo(0.6, 9) as number });
  });

  it('counts what points away as 0, and so a text without tokens', async () => {
    expect(await scoreOf(bertScore({ embedder }), ['far', ''], ['x', 'x'])).toEqual({ precision: 0, recall: 0, f1: 0 });
  });

  it('counts tokens of all references less', async () => {
    const score = (idf: boolean): Promise<unknown> =>
      scoreOf(bertScore({ embedder, idf }), ['x y', 'x'], ['x', 'x far']);
    // x stands in both of two references, y in none.
    expect(await score(true)).toMatchObject({ precision: 0 });
    expect(await score(false)).toMatchObject({ precision: 0.75 });
  });

  it('takes the best reference', async () => {
    const options = { embedder, returnSentenceLevelScore: true };
    const { sentences } = (await scoreOf(bertScore(options), ['x'], [['y', 'x']])) as { sentences: { f1: unknown } };
    expect(sentences.f1).toMatchObject({ shape: [1], data: Float64Array.of(1) });
  });
});
