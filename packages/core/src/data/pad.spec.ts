import { ndArray } from './nd-array.js';
import { pad } from './pad.js';

const tokens = (...values: number[]) => ndArray(Int32Array.from(values));

describe('pad', () => {
  // torch.nn.utils.rnn.pad_sequence([tensor([1, 2, 3]), tensor([4])], batch_first=True, padding_value=-1)
  it('fills arrays up to the longest at their ends', () => {
    expect(pad({ value: -1 })([{ input: tokens(1, 2, 3) }, { input: tokens(4) }])).toEqual({
      input: { dtype: 'int32', shape: [2, 3], data: Int32Array.of(1, 2, 3, 4, -1, -1) },
    });
  });

  it('fills each axis up', () => {
    const images = [ndArray([[1, 2]]), ndArray([[3], [4]])];
    expect(pad()(images.map((input) => ({ input })))).toEqual({
      input: { dtype: 'float32', shape: [2, 2, 2], data: Float32Array.of(1, 2, 0, 0, 3, 0, 4, 0) },
    });
  });

  it('tells the lengths beside each part, in its record', () => {
    const batch = pad({ keys: ['target.labels'], lengths: true })([
      { input: 1, target: { labels: tokens(5, 6), text: 'ab' } },
      { input: 2, target: { labels: tokens(), text: '' } },
    ]);
    expect(batch['target']).toEqual({
      labels: { dtype: 'int32', shape: [2, 2], data: Int32Array.of(5, 6, 0, 0) },
      labelsLengths: { dtype: 'int32', shape: [2], data: Int32Array.of(2, 0) },
      text: ['ab', ''],
    });
  });

  it('fills parts with values of their own, up to a multiple', () => {
    const batch = pad({ value: { b: 9 }, multipleOf: 4 })([{ a: tokens(1), b: tokens(2, 2, 2, 2, 2) }]);
    expect(batch).toEqual({
      a: { dtype: 'int32', shape: [1, 4], data: Int32Array.of(1, 0, 0, 0) },
      b: { dtype: 'int32', shape: [1, 8], data: Int32Array.of(2, 2, 2, 2, 2, 9, 9, 9) },
    });
  });

  it('overwrites all of an array that is lent', () => {
    const allocate = (_: string, length: number): never => new Int32Array(length).fill(7) as never;
    expect(pad()([{ x: tokens(1, 2) }, { x: tokens(3) }], { allocate })['x']).toMatchObject({
      data: Int32Array.of(1, 2, 3, 0),
    });
  });

  it('leaves arrays apart where it is told to', () => {
    const boxes = [ndArray([[1, 2, 3, 4]]), ndArray([], { shape: [0, 4] })];
    expect(pad({ ragged: ['boxes'] })(boxes.map((one) => ({ boxes: one })))).toEqual({ boxes });
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      'arrays of different numbers of axes',
      () => pad()([{ x: ndArray([1]) }, { x: ndArray([[1]]) }]),
      /'x' of sample 1 of the batch is float32 with 2 axes, but that of sample 0 .* is float32 with 1/,
    ],
    [
      'different lengths of a part that is not named',
      () => pad({ keys: ['y'] })([{ x: ndArray([1]) }, { x: ndArray([1, 2]) }]),
      /collate: \{ name: 'pad' \}.*ragged: \['x'\]/,
    ],
    [
      'lengths in the place of another part',
      () => pad({ lengths: true })([{ x: tokens(1), xLengths: 1 }]),
      /'x' would take the place of 'xLengths'/,
    ],
  ])('refuses %s', (_, run, message) => {
    expect(run).toThrow(message);
    expect(run).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
  });

  it('refuses half a token', () => {
    const run = (): unknown => pad({ value: 0.5 })([{ x: tokens(1) }]);
    expect(run).toThrow(/The value that fills up 'x' must be a whole number, for int32, got 0.5/);
  });
});
