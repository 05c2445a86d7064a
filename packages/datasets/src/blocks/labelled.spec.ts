import { jest } from '@jest/globals';
import {
  build,
  type InvalidOptionsError,
  list,
  LmlError,
  ndArray,
  optionsJsonSchema,
  subset,
  toConfig,
  type Dataset,
  type Sample,
} from '@lml/core';
import fc from 'fast-check';

import '../index.js';
import { labelled, type LabelledOptions } from './labelled.js';

function issuesOf(options: unknown): InvalidOptionsError['issues'] {
  try {
    labelled(options as LabelledOptions);
  } catch (error) {
    if (LmlError.isInstance(error, 'LML_INVALID_OPTIONS')) return (error as InvalidOptionsError).issues;
    throw error;
  }
  throw new Error('no error');
}

async function first(options: LabelledOptions): Promise<Sample> {
  const dataset = labelled(options);
  await dataset.open();
  return dataset.get(0);
}

describe('labelled', () => {
  it('has weights and the names of classes', async () => {
    const dataset = labelled({ inputs: [1, 2], targets: [0, 1], weights: [1, 3], classNames: ['no', 'yes'] });
    await dataset.open();
    expect(await dataset.getBatch!([1])).toMatchObject({
      weight: { dtype: 'float32', shape: [1], data: Float32Array.of(3) },
    });
    expect(dataset.classNames).toEqual(['no', 'yes']);
    expect(subset(dataset, [1]).classNames).toEqual(['no', 'yes']);
  });

  it.each([
    [[[1], [2]], /weights.*must be one number a sample, got float32 \[2, 1\]/],
    [[1, -1], /weights.*at least 0, got -1/],
    [[1, NaN], /weights.*at least 0, got NaN/],
    [['a', 'b'], /weights.*must be one number a sample, got string/],
  ])('refuses the weights %j', (weights, message) => {
    expect(() => labelled({ inputs: [1, 2], targets: [0, 1], weights })).toThrow(message);
  });

  it('says once that large nested lists are slow', () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const rows = Array.from({ length: 30_000 }, (_, row) => [row, row, row, row]);
    const targets = rows.map(() => 0);
    for (let time = 0; time < 2; time++) labelled({ inputs: rows, targets });
    const messages = warned.mock.calls
      .map(([message]) => String(message))
      .filter((text) => text.includes('Typed arrays'));
    expect(messages).toEqual([expect.stringContaining('ndArray(Float32Array.from(rows.flat())')]);
    warned.mockRestore();
  });

  it('takes NdArrays, typed arrays and nested arrays', async () => {
    const wide = ndArray(Float64Array.of(1, 2, 3, 4), { shape: [2, 2] });
    expect(await first({ inputs: wide, targets: ['a', 'b'] })).toEqual({
      input: ndArray(Float64Array.of(1, 2)),
      target: 'a',
    });
    expect(await first({ inputs: [[[1]], [[2]]], targets: [true, false] })).toEqual({
      input: ndArray([[1]]),
      target: ndArray(Uint8Array.of(1), { shape: [], dtype: 'bool' }),
    });
    expect(await first({ inputs: Float32Array.of(1, 2), targets: [5n, 6n] })).toEqual({
      input: 1,
      target: ndArray([5n], { shape: [] }),
    });
  });

  it.each([
    [Int8Array.of(-1), Int32Array.of(-1)],
    [Int16Array.of(-2), Int32Array.of(-2)],
    [Uint16Array.of(65535), Int32Array.of(65535)],
    [Uint32Array.of(4294967295), BigInt64Array.of(4294967295n)],
    [Uint8ClampedArray.of(255), Uint8Array.of(255)],
    [BigInt64Array.of(-3n), BigInt64Array.of(-3n)],
  ])('widens %p', async (inputs, data) => {
    const { input } = (await first({ inputs, targets: [0] })) as { input: { data: unknown } };
    expect(input.data).toEqual(data);
  });

  it('does not copy arrays of a data type', async () => {
    const inputs = Float32Array.of(1, 2);
    const dataset = labelled({ inputs, targets: inputs });
    await dataset.open();
    expect(dataset.columns!['input']!.data).toBe(inputs);
  });

  it('takes a record of inputs, and metadata', async () => {
    expect(
      await first({ inputs: { a: [1, 2], b: { c: [[3], [4]] } }, targets: [0, 1], metadata: ['x', null] }),
    ).toEqual({
      input: { a: 1, b: { c: ndArray([3]) } },
      target: 0,
      metadata: 'x',
    });
  });

  it('takes a target for each output, and says which of them is too short', async () => {
    const dataset = labelled({ inputs: [1, 2], targets: { kind: ['a', 'b'], size: [3.5, 4] } });
    await dataset.open();
    expect(await dataset.get(1)).toEqual({ input: 2, target: { kind: 'b', size: 4 } });
    expect(await dataset.getBatch!([1, 0])).toEqual({
      input: ndArray([2, 1]),
      target: { kind: ['b', 'a'], size: ndArray([4, 3.5]) },
    });
    expect(() => labelled({ inputs: [1, 2], targets: { kind: [0, 1], size: [3] } })).toThrow(
      "'input' has 2 samples, but 'target.size' has 1. Each sample needs one of both. (LML_SHAPE_MISMATCH)",
    );
  });

  it('takes an NdArray that was written out', async () => {
    const inputs = { dtype: 'int64', shape: [2, 1], data: [1, 2] } as never;
    expect((await first({ inputs, targets: [0, 1] }))['input']).toEqual(ndArray([1n]));
  });

  it('goes from a config to a dataset and back', async () => {
    const config = { name: '@lml/datasets:labelled', inputs: { a: [[1], [2]] }, targets: [0, 1] };
    const dataset = build('dataset', config) as Dataset;
    expect(toConfig(dataset)).toEqual({ config, missing: [] });
    const entry = list('dataset').find(({ name }) => name === 'labelled')!;
    expect(optionsJsonSchema(entry)).toMatchObject({
      required: ['inputs', 'targets'],
      properties: { inputs: { type: ['array', 'object'] }, targets: { type: ['array', 'object'] } },
    });
    await dataset.open();
    expect(dataset.length).toBe(2);
  });

  it('names arrays that a config cannot hold', () => {
    expect(toConfig(labelled({ inputs: Float32Array.of(1), targets: [0] })).missing).toEqual(['inputs']);
  });

  const targets = [0, 1];
  it.each<[unknown, (string | number)[], RegExp]>([
    [
      { targets },
      ['inputs'],
      /must be an NdArray, a typed array, or nested arrays, or a record of them, got undefined/,
    ],
    [{ inputs: 'x.npy', targets }, ['inputs'], /got 'x.npy'/],
    [{ inputs: new Map(), targets }, ['inputs'], /got an object/],
    [{ inputs: {}, targets }, ['inputs'], /empty record/],
    [{ inputs: { a: { b: 3 } }, targets }, ['inputs', 'a', 'b'], /must be an array or a record of them, got 3/],
    [{ inputs: targets, targets: { a: 3 } }, ['targets', 'a'], /must be an array or a record of them, got 3/],
    [{ inputs: [[1, 2], [3]], targets }, ['inputs', 1], /must have length 2, as the first one has, got length 1/],
    [{ inputs: [[1, 2], [3, 4, 5], [6]], targets: [0, 1, 2] }, ['inputs', 1], /got length 3/],
    [{ inputs: [[1], 2], targets }, ['inputs', 1], /must be an array of length 1, as the first one is, got 2/],
    [{ inputs: [1, [2]], targets }, ['inputs', 1], /must be a number, as the first value is, got an array/],
    [{ inputs: [1, null], targets }, ['inputs', 1], /must be a number, as the first value is, got null/],
    [{ inputs: [[null]], targets }, ['inputs', 0, 0], /must be a number, truth value, bigint or text, got null/],
    [{ inputs: [1, '2'], targets }, ['inputs', 1], /got '2'/],
    [{ inputs: [1n, 2n ** 63n], targets }, ['inputs', 1], /must fit 64 bits/],
    [{ inputs: BigUint64Array.of(1n, 2n), targets }, ['inputs'], /got a BigUint64Array/],
    [{ inputs: new DataView(new ArrayBuffer(2)), targets }, ['inputs'], /got a DataView/],
    [{ inputs: { dtype: 'float16', shape: [2], data: [1, 2] }, targets }, ['inputs', 'dtype'], /must be float32/],
    [{ inputs: { dtype: 'float32', shape: [-2], data: [] }, targets }, ['inputs', 'shape'], /integers of at least 0/],
    [{ inputs: { dtype: 'float32', shape: [], data: [1] }, targets }, ['inputs', 'shape'], /from 1 to 64/],
    [
      { inputs: { dtype: 'float32', shape: [3], data: new Float32Array(2) }, targets },
      ['inputs', 'data'],
      /takes 3 values, got 2/,
    ],
    [
      { inputs: { dtype: 'float32', shape: [2], data: new Float64Array(2) }, targets },
      ['inputs', 'data'],
      /must be a Float32Array/,
    ],
    [{ inputs: { dtype: 'int32', shape: [2], data: [1, 2.5] }, targets }, ['inputs', 'data'], /integers/],
    [
      { inputs: { dtype: 'int32', shape: [2], data: ['1', '2'] }, targets },
      ['inputs', 'data'],
      /data type int32, got '1'/,
    ],
    [{ inputs: { dtype: 'string', shape: [2], data: [1, 2] }, targets }, ['inputs', 'data'], /data type string, got 1/],
    [{ inputs: { dtype: 'int32', shape: [1], data: [[1]] }, targets: [0] }, ['inputs', 'data'], /nested/],
    [{ inputs: { dtype: 'int32', shape: [2], data: null }, targets }, ['inputs', 'data'], /got null/],
    [{ inputs: targets, targets, metadata: 'ab' }, ['metadata'], /list/],
    [{ inputs: targets, targets, labels: targets }, ['labels'], /no such option/],
  ])('refuses %j', (options, path, message) => {
    const [issue] = issuesOf(options);
    expect(issue!.path).toEqual(path);
    expect(issue!.message).toMatch(message);
  });

  it('refuses an array that contains itself, and records that nest for ever', () => {
    const array: unknown[] = [];
    array.push(array);
    expect(issuesOf({ inputs: array, targets })[0]!.message).toMatch(/deeper than 64/);
    const record: Record<string, unknown> = {};
    record['a'] = record;
    expect(issuesOf({ inputs: record, targets })[0]!.message).toMatch(/deeper than 64/);
  });

  it('refuses inputs and targets of different lengths at once', () => {
    expect(() => labelled({ inputs: [1, 2, 3], targets })).toThrow(/'input' has 3 samples, but 'target' has 2/);
    expect(() => labelled({ inputs: targets, targets, metadata: [1] })).toThrow(/LML_SHAPE_MISMATCH/);
  });

  it('gives a dataset or a coded error for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (inputs, targets) => {
        try {
          labelled({ inputs, targets } as never);
        } catch (error) {
          if (!LmlError.isInstance(error)) throw error;
        }
      }),
    );
  });
});
