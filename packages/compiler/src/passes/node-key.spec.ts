import { constantValue, newValue, splatValue } from '../graph/graph-builder.js';
import type { GraphValue } from '../graph/graph.js';
import { nodeKey } from './node-key.js';

const type = { shape: [2], dtype: 'float32' as const };
const [x, y] = [newValue(type), newValue(type)];
const key = (op: string, a: GraphValue, b: GraphValue, attributes: Record<string, unknown> = {}): string =>
  nodeKey({ op, inputs: { a, b }, attributes });

describe('the key of a node', () => {
  it('is the same for the same inputs and attributes, in whatever order they are named', () => {
    expect(key('Sub', x, y, { axis: [1], keepDims: true })).toBe(key('Sub', x, y, { keepDims: true, axis: [1] }));
    expect(key('Sub', x, y, { alpha: undefined })).toBe(key('Sub', x, y));
    expect(key('Sub', x, y)).not.toBe(key('Sub', y, x));
    expect(key('Sub', x, y)).not.toBe(key('Pow', x, y));
  });

  it('is the same for operands that may change places', () => {
    for (const op of ['Add', 'Multiply', 'Equal']) expect(key(op, x, y)).toBe(key(op, y, x));
  });

  it('goes by the numbers of small constants, and by which they are for large ones', () => {
    const small = (): GraphValue => constantValue(Float32Array.of(1, 2), type);
    const large = (): GraphValue =>
      constantValue(
        Float32Array.from({ length: 1000 }, (_, index) => index),
        { ...type, shape: [1000] },
      );
    expect(key('Sub', x, small())).toBe(key('Sub', x, small()));
    expect(key('Sub', x, large())).not.toBe(key('Sub', x, large()));
    expect(key('Sub', x, splatValue(1, type))).not.toBe(key('Sub', x, splatValue(1, { ...type, shape: [3] })));
    expect(key('Sub', x, splatValue(1, type))).not.toBe(key('Sub', x, splatValue(1, { ...type, dtype: 'int32' })));
  });

  it('tells all numbers apart', () => {
    const numbers = [0, -0, 1, NaN, Infinity, -Infinity, undefined];
    expect(new Set(numbers.map((value) => key('Sub', x, y, { value }))).size).toBe(numbers.length);
    const values = numbers.slice(0, -1).map((value) => key('Sub', x, splatValue(value!, type)));
    expect(new Set(values).size).toBe(values.length);
  });
});
