import { ndArray } from '@lml/core';

import { textsOf, type Texts } from './texts.js';

const FIELDS = { field: 'text', targetField: 'text' };

function samples(prediction: unknown, target: unknown, more: object = {}): Texts['samples'] {
  return textsOf('m', { prediction, target, ...more } as never, FIELDS, 'several').samples;
}

const SAME = [{ prediction: 'a', references: ['b'] }];

describe('textsOf', () => {
  it.each([
    ['a text each', 'a', 'b'],
    ['lists', ['a'], ['b']],
    ['lists of lists', ['a'], [['b']]],
    ['arrays of texts', ndArray(['a']), ndArray(['b'])],
    ['an array of references', ['a'], ndArray([['b']])],
    ['an array each', ['a'], [ndArray(['b'])]],
    ['a text and a list of references', 'a', ['b']],
    ['records', [{ text: 'a' }], [{ text: 'b', more: 1 }]],
    ['records of lists', { text: ['a'] }, { text: [['b']], ids: ndArray([1]) }],
    ['a record each', { text: 'a' }, { text: ['b'] }],
  ])('takes %s', (_, prediction, target) => {
    expect(samples(prediction, target)).toEqual(SAME);
  });

  it('takes several references, and decoded records before predictions', () => {
    expect(samples('a', ['b', 'c'])).toEqual([{ prediction: 'a', references: ['b', 'c'] }]);
    expect(samples(ndArray([7]), ['b'], { records: ['a'] })).toEqual(SAME);
    expect(samples(ndArray([7]), ['b'], { records: [{ text: 'a' }] })).toEqual(SAME);
    expect(samples([], [])).toEqual([]);
  });

  it('looks at the fields that it is told', () => {
    const input = { prediction: [{ said: 'a' }], target: [{ right: ['b'] }] } as never;
    expect(textsOf('m', input, { field: 'said', targetField: 'right' }, 'one').samples).toEqual(SAME);
  });

  it('takes weights as a list or an array', () => {
    const weights = (weight: unknown): unknown =>
      textsOf('m', { prediction: ['a', 'b'], target: ['a', 'b'], weight } as never, FIELDS, 'one').weights;
    expect(weights([1, 2])).toEqual([1, 2]);
    expect(weights(ndArray([1, 2]))).toEqual([1, 2]);
    expect(weights(undefined)).toBeUndefined();
    expect(() => weights([1])).toThrow('m needs weights for each prediction, got 1 for 2 predictions.');
    expect(() => weights('x')).toThrow("The weight of m must be a list of numbers, one a sample, got 'x'.");
  });

  it('says what is no text', () => {
    expect(() => samples(['a', 3], ['b', 'b'])).toThrow(
      "Prediction 1 of m must be a text, or a record with a text as 'text', got 3.",
    );
    expect(() => samples([3], ['b'], { records: [{ label: 3 }] })).toThrow(
      "The predictor's decode makes texts of its predictions.",
    );
    expect(() => samples(['a'], [[]])).toThrow('The references of prediction 0 of m must be a text or a list of texts');
    expect(() => samples(['a'], [['b', 3]])).toThrow('The references of prediction 0 of m');
    expect(() => samples(['a', 'b'], ['b'])).toThrow(
      'm needs references for each prediction, got 1 for 2 predictions.',
    );
    const one = { prediction: ['a'], target: [['b', 'c']] } as never;
    expect(() => textsOf('m', one, FIELDS, 'one')).toThrow('must be a text, got');
  });
});
