import * as tf from '@tensorflow/tfjs';

import { batchSizeOf } from './batch.js';
import { stack } from './stack.js';
import { ndArray } from './nd-array.js';

const codeOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

const collate = stack();

describe('stack', () => {
  it('stacks arrays along a new first axis', () => {
    const batch = collate([{ input: ndArray([[1, 2]]) }, { input: ndArray([[3, 4]]) }, { input: ndArray([[5, 6]]) }]);
    expect(batch).toEqual({ input: { dtype: 'float32', shape: [3, 1, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) } });
  });

  it('keeps the types of arrays, also of single values', () => {
    const batch = collate([
      { a: ndArray([1], { shape: [], dtype: 'int64' }), b: ndArray([1], { dtype: 'uint8' }) },
      { a: ndArray([2], { shape: [], dtype: 'int64' }), b: ndArray([2], { dtype: 'uint8' }) },
    ]);
    expect(batch).toEqual({
      a: { dtype: 'int64', shape: [2], data: BigInt64Array.of(1n, 2n) },
      b: { dtype: 'uint8', shape: [2, 1], data: Uint8Array.of(1, 2) },
    });
  });

  it('makes numbers float32 and truth values bool, whatever they are', () => {
    expect(
      collate([
        { x: 1, y: true },
        { x: 2, y: false },
      ]),
    ).toEqual({
      x: { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) },
      y: { dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) },
    });
  });

  it('goes into records', () => {
    const sample = (value: number) => ({ input: { image: ndArray([value]), meta: { age: value } } });
    expect(collate([sample(1), sample(2)])).toEqual({
      input: {
        image: { dtype: 'float32', shape: [2, 1], data: Float32Array.of(1, 2) },
        meta: { age: { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } },
      },
    });
  });

  it('keeps text on the host, one entry a sample', () => {
    const batch = collate([
      { word: 'a', words: ndArray(['b', 'c']), letter: ndArray('d') },
      { word: 'e', words: ndArray(['f', 'g']), letter: ndArray('h') },
    ]);
    expect(batch).toEqual({
      word: ['a', 'e'],
      words: [
        ['b', 'c'],
        ['f', 'g'],
      ],
      letter: ['d', 'h'],
    });
    expect(batchSizeOf(batch)).toBe(2);
  });

  it('keeps metadata as they are, also where samples have none', () => {
    const path = { file: 'a.png', tags: [1, 'x'] };
    expect(collate([{ x: 1, metadata: path }, { x: 2 }])['metadata']).toEqual([path, undefined]);
  });

  it('gives a batch without parts for no samples', () => {
    expect(collate([])).toEqual({});
  });

  it('names the sample whose array has another shape or type', () => {
    const samples = [{ x: ndArray([1, 2]) }, { x: ndArray([1, 2]) }, { x: ndArray([1, 2, 3]) }];
    expect(() => collate(samples)).toThrow(
      "'x' of sample 2 of the batch is float32 [3], but that of sample 0 of the batch is float32 [2]",
    );
    expect(codeOf(() => collate(samples))).toBe('LML_SHAPE_MISMATCH');
    const types = [{ x: ndArray([1]) }, { x: ndArray([1], { dtype: 'int32' }) }];
    expect(() => collate(types)).toThrow("'x' of sample 1 of the batch is int32 [1]");
  });

  it.each([
    ['a number and text', 1, 'a'],
    ['a number and an array', 1, ndArray([1])],
    ['an array and a number', ndArray([1]), 1],
    ['a truth value and a number', true, 1],
    ['a record and an array', { a: 1 }, ndArray([1])],
    ['text and a number', 'a', 1],
  ])('refuses %s under one key', (_, first, second) => {
    expect(() => collate([{ x: { y: first } }, { x: { y: second } }])).toThrow(
      /^'x\.y' of sample 1 of the batch is .*, but that of sample 0 of the batch is /,
    );
    expect(codeOf(() => collate([{ x: first }, { x: second }]))).toBe('LML_SHAPE_MISMATCH');
  });

  it('names the sample that lacks a key, and the way to it', () => {
    expect(() => collate([{ x: 1 }, { x: 1, y: 2 }])).toThrow("sample 0 of the batch lacks 'y'");
    expect(() => collate([{ x: { a: 1 } }, { x: { b: 1 } }])).toThrow("sample 1 of the batch lacks 'x.a'");
    expect(codeOf(() => collate([{ x: 1 }, {}]))).toBe('LML_INVALID_ARGUMENT');
    expect(() => collate([{ toString: 1 }, {}])).toThrow("lacks 'toString'");
  });

  it('says how to wrap lists and typed arrays', () => {
    expect(() => collate([{ x: [1, 2] }])).toThrow(
      /^'x' of sample 0 of the batch must be .*, got \[1, 2\]\. Wrap it: ndArray\(values\)/,
    );
    expect(() => collate([{ x: ndArray([1]) }, { x: Float32Array.of(1) }])).toThrow(
      /^'x' of sample 1 .*, got a Float32Array\. Wrap it/,
    );
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a function', () => 0],
    ['a tensor', tf.scalar(1)],
  ])('refuses %s', (_, value) => {
    expect(codeOf(() => collate([{ x: value }]))).toBe('LML_INVALID_ARGUMENT');
  });
});

describe('batchSizeOf', () => {
  it('counts the samples of whatever comes first', () => {
    expect(batchSizeOf({})).toBe(0);
    expect(
      batchSizeOf({
        input: ndArray([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
      }),
    ).toBe(3);
    expect(batchSizeOf({ metadata: ['a', 'b'] })).toBe(2);
    expect(batchSizeOf({ input: {}, scale: ndArray(1), nested: { deep: { x: ndArray([1, 2]) } } })).toBe(2);
  });
});
