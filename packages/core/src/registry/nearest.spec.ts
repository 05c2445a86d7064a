import fc from 'fast-check';

import { nearest } from './nearest.js';

const NAMES = ['cross-entropy', 'mse', 'nt-xent', 'huber', 'loss', 'cosine-similarity'];

describe('nearest', () => {
  it.each([
    ['crossEntropy', 'cross-entropy'],
    ['cross_entropy', 'cross-entropy'],
    ['CrossEntropyLoss', 'cross-entropy'],
    ['mse-loss', 'mse'],
    ['hubr', 'huber'],
    ['lose', 'loss'],
    ['cosinesimilarty', 'cosine-similarity'],
  ])('takes %s for a slip of %s', (written, meant) => {
    expect(nearest(written, NAMES)).toBe(meant);
  });

  it.each([
    ['val', 'validation'],
    ['epochs', 'maxEpochs'],
    ['learningRate', 'lr'],
    ['learning_rate', 'lr'],
    ['hidden', 'hiddenSizes'],
  ])('takes %s for short, or long, of %s', (written, meant) => {
    expect(nearest(written, ['test', 'validation', 'maxEpochs', 'lr', 'hiddenSizes'])).toBe(meant);
  });

  it('takes a name for what it begins rather than for what is two slips away', () => {
    expect(nearest('validation/acc', ['validation/loss', 'validation/accuracy'])).toBe('validation/accuracy');
    expect(nearest('maxEpoch', ['maxEpochsOfAll', 'maxEpochs'])).toBe('maxEpochs');
  });

  it('takes initials for what they stand for rather than for what they are near to', () => {
    expect(nearest('wer', ['mer', 'word-error-rate'])).toBe('word-error-rate');
    expect(nearest('SSIM', ['sum', 'structural-similarity-index-measure'])).toBe('structural-similarity-index-measure');
    expect(nearest('mer', ['mer', 'match-error-rate'])).toBe('mer');
  });

  it('finds nothing where nothing is near', () => {
    expect(nearest('transformer', NAMES)).toBeUndefined();
    expect(nearest('mse', [])).toBeUndefined();
  });

  it('finds a name that is there', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1 }), fc.nat(), (names, choice) => {
        const name = names[choice % names.length]!;
        expect(nearest(name, names)).toBe(name);
      }),
    );
  });
});
