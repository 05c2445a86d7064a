import { ndArray } from '../index.js';
import { keepSamples } from './kept-samples.js';

describe('keepSamples', () => {
  it('puts samples together in the order in which they came', () => {
    const kept = keepSamples('auroc', {});
    kept.add({ score: ndArray([[1, 2]]), name: ndArray(['a']) });
    kept.add({ score: ndArray([[3, 4], [5, 6]]), name: ndArray(['b', 'c']) }); // prettier-ignore
    kept.add({ score: ndArray(new Float32Array(0), { shape: [0, 2] }) });
    expect(kept.values()).toEqual({
      score: { dtype: 'float32', shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
      name: { dtype: 'string', shape: [3], data: ['a', 'b', 'c'] },
    });
  });

  it('copies what it has only when its memory is full', () => {
    const kept = keepSamples('auroc', {});
    const buffers = new Set<unknown>();
    for (let batch = 0; batch < 1000; batch++) {
      kept.add({ score: ndArray([batch]) });
      buffers.add((kept.values()['score']!.data as Float32Array).buffer);
    }
    expect(kept.values()['score']!.data[999]).toBe(999);
    expect(buffers.size).toBeLessThan(12);
  });

  it('adds nothing of a batch that does not fit', () => {
    const kept = keepSamples('auroc', {});
    kept.add({ score: ndArray([1]), target: ndArray([0]) });
    const other = { score: ndArray([2]), target: ndArray([[1, 0]]) };
    expect(() => kept.add(other)).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
    expect(kept.values()['score']!.shape).toEqual([1]);
  });

  it('keeps no more than its metric may, and says what to do', () => {
    const kept = keepSamples('auroc', { keepLimit: 4, keepAdvice: 'Give thresholds: 100.' });
    kept.add({ score: ndArray([[1, 2]]) });
    kept.add({ score: ndArray([[1, 2]]) });
    expect(() => kept.add({ score: ndArray([[1, 2]]) })).toThrow(
      /What the metric 'auroc' keeps must be at most 4 numbers, got '3 samples of 2'\. Give thresholds: 100\./,
    );
    expect(() => kept.add({ score: ndArray([[1, 2]]) })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
  });
});
