import type { Dataset, IterableDataset } from './dataset.js';
import { derivedDataset, derivedStream } from './derived-dataset.js';

describe('derivedDataset', () => {
  it('knows what its dataset knows, also what that learns when it is opened', async () => {
    let opened = false;
    const base: Dataset = {
      open: () => void (opened = true),
      get length() {
        return opened ? 3 : 0;
      },
      get: (index) => ({ input: index }),
      getBatch: () => ({ input: [] }),
      columns: {},
      source: (row) => ({ file: 'a.csv', row }),
      indices: [5, 6, 7],
      classNames: ['no', 'yes'],
      inputNames: ['x'],
      get inputTypes() {
        return opened ? { x: 'number' } : undefined;
      },
    };
    const derived = derivedDataset(base, { get: (index) => ({ input: -index }) });
    expect([derived.length, derived.inputTypes]).toEqual([0, undefined]);
    await derived.open();
    expect(derived).toMatchObject({
      length: 3,
      indices: [5, 6, 7],
      classNames: ['no', 'yes'],
      inputNames: ['x'],
      inputTypes: { x: 'number' },
    });
    expect(derived.source?.(2)).toEqual({ file: 'a.csv', row: 2 });
    expect(derived.get(2)).toEqual({ input: -2 });
    expect([derived.getBatch, derived.columns]).toEqual([undefined, undefined]);
  });

  it('says otherwise where it has its own', () => {
    const base: Dataset = { open: () => undefined, length: 3, get: () => ({}), inputNames: ['x'] };
    let length = 1;
    const derived = derivedDataset(base, {
      get: () => ({}),
      inputNames: undefined,
      get length() {
        return length;
      },
    });
    length = 2;
    expect([derived.length, derived.inputNames]).toEqual([2, undefined]);
  });
});

describe('derivedStream', () => {
  it('knows what its stream knows', async () => {
    const base: IterableDataset = {
      open: () => undefined,
      iterate: () => [],
      classNames: ['a'],
      inputTypes: { x: 'text' },
    };
    const derived = derivedStream(base, { iterate: () => [{ input: 1 }] });
    await derived.open();
    expect(derived).toMatchObject({ classNames: ['a'], inputTypes: { x: 'text' } });
    expect(derived.iterate({} as never)).toEqual([{ input: 1 }]);
    expect(derived).not.toHaveProperty('length');
  });
});
