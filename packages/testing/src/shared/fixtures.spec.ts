import { ndArray } from '@lml/core';

import { arrayOf, firstAccepted, rowsOf } from './fixtures.js';

describe('arrayOf', () => {
  it('draws the same values each time, within the bounds', () => {
    const fixture = { shape: [50, 4], low: 2, high: 3 };
    const { data, dtype } = arrayOf(fixture, 'a');
    expect(dtype).toBe('float32');
    expect((data as Float32Array).every((value) => value >= 2 && value < 3)).toBe(true);
    expect(arrayOf(fixture, 'a').data).toEqual(data);
    expect(arrayOf(fixture, 'b').data).not.toEqual(data);
  });

  it('draws integers and truth values', () => {
    const whole = arrayOf({ shape: [100], dtype: 'int32', low: -1, high: 3 }, 'a');
    expect([...new Set(whole.data as Int32Array)].sort()).toEqual([-1, 0, 1, 2]);
    expect(whole.dtype).toBe('int32');
    const truths = arrayOf({ shape: [100], dtype: 'bool' }, 'a');
    expect([...new Set(truths.data as Uint8Array)].sort()).toEqual([0, 1]);
  });

  it('takes values, if they fill the shape', () => {
    expect(arrayOf({ shape: [2, 1], values: [3, 4] }, 'a')).toEqual(ndArray([[3], [4]]));
    expect(() => arrayOf({ shape: [2, 1], values: [3] }, 'a')).toThrow(/2 values.*LML_INVALID_ARGUMENT/);
  });
});

describe('rowsOf', () => {
  it('takes rows along the first axis', () => {
    expect(
      rowsOf(
        ndArray([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
        1,
        3,
      ),
    ).toEqual(
      ndArray([
        [3, 4],
        [5, 6],
      ]),
    );
  });
});

describe('firstAccepted', () => {
  it('gives the first that is accepted, or says why none is', async () => {
    const accepts = (value: number): void => {
      if (value < 3) throw new Error(`${value} is small`);
    };
    expect(await firstAccepted([1, 2, 3, 4], accepts, 'a: b')).toBe(3);
    await expect(firstAccepted([1, 2], accepts, 'a: b')).rejects.toThrow(
      /conformance: \{ a: b \}.*1 is small \| 2 is small/,
    );
  });
});
