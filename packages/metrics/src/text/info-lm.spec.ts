import { infoLm, type InfoLmOptions } from './info-lm.js';
import { scoreOf } from './text.fixture.js';

const languageModel = (texts: readonly string[]): { logits: number[][][]; tokens: number[][] } => {
  const letters = texts.map((text) => Array.from(text, (letter) => (letter === 'a' ? 0 : 1)));
  const logits = [Math.log(3), 0];
  return {
    logits: letters.map((row) => row.map((one) => (one === 0 ? logits : logits.toReversed()))),
    tokens: letters,
  };
};
const MEASURES: readonly Partial<InfoLmOptions>[] = [
  { informationMeasure: 'kl-divergence' },
  { informationMeasure: 'alpha-divergence', alpha: 0.5 },
  { informationMeasure: 'beta-divergence', beta: 0.5 },
  { informationMeasure: 'ab-divergence', alpha: 0.5, beta: 1 },
  { informationMeasure: 'renyi-divergence', alpha: 2 },
  { informationMeasure: 'l1-distance' },
  { informationMeasure: 'l2-distance' },
  { informationMeasure: 'l-infinity-distance' },
  { informationMeasure: 'fisher-rao-distance' },
];

describe('infoLm', () => {
  it.each(MEASURES)('is 0 of equal texts and more of others: %o', async (measure) => {
    const metric = infoLm({ languageModel, temperature: 1, ...measure });
    expect(await scoreOf(metric, ['ab'], ['ba'])).toBeCloseTo(0, 6);
    expect(await scoreOf(metric, ['aa'], ['ab'])).toBeGreaterThan(0.001);
  });

  it('is sharper at a lower temperature', async () => {
    const score = (temperature: number): Promise<unknown> =>
      scoreOf(infoLm({ languageModel, temperature, informationMeasure: 'l1-distance' }), ['aa'], ['bb']);
    expect(await score(1)).toBeCloseTo(1, 6);
    expect(await score(0.5)).toBeCloseTo(1.6, 6);
  });

  it('counts tokens of all texts less', async () => {
    const metric = infoLm({ languageModel, temperature: 1, idf: true, informationMeasure: 'l1-distance' });
    // b stands in each reference, and so weighs nothing there: the second has a alone left.
    expect(await scoreOf(metric, ['aa', 'bb'], ['ab', 'ab'])).toBeNaN();
    expect(await scoreOf(metric, ['ab', 'bb'], ['ab', 'bb'])).toBeNaN();
    expect(await scoreOf(metric, ['aa', 'bb'], ['aa', 'bb'])).toBeCloseTo(0, 6);
  });
});
