import { platform } from '#platform';

import { columnarDataset, DataLoader, DataModule, ndArray } from '../../index.js';
import { workersOf } from './worker-options.js';

describe('the option workers', () => {
  const changeable = platform as { startThread: typeof platform.startThread };
  const { startThread } = platform;
  afterEach(() => {
    changeable.startThread = startThread;
  });

  it.each([
    [-1, 'LML_INVALID_ARGUMENT'],
    [1.5, 'LML_INVALID_ARGUMENT'],
    [257, 'LML_INVALID_ARGUMENT'],
    ['2', 'LML_INVALID_ARGUMENT'],
    [null, 'LML_INVALID_ARGUMENT'],
    [{ count: 2, modules: './my-data.js' }, 'LML_INVALID_ARGUMENT'],
    [{ count: 2, modules: [1] }, 'LML_INVALID_ARGUMENT'],
    [{ count: 2, module: [] }, 'LML_INVALID_OPTIONS'],
    [{}, 'LML_INVALID_ARGUMENT'],
  ])('cannot be %j', (workers, code) => {
    expect(() => workersOf(workers as number)).toThrow(expect.objectContaining({ code }));
  });

  it('is nothing where there are none', () => {
    expect([undefined, 0, { count: 0 }].map((workers) => workersOf(workers))).toEqual(Array(3).fill(undefined));
    expect(workersOf(2)).toEqual({ count: 2 });
  });

  it('is refused where there are no threads, by loaders and modules', () => {
    changeable.startThread = undefined;
    const dataset = columnarDataset(() => ({ input: ndArray([1]) }));
    const refusal = expect.objectContaining({ code: 'LML_MISSING_FEATURE' }) as Error;
    expect(() => new DataLoader({ dataset, workers: 1 })).toThrow(refusal);
    expect(() => new DataModule({ dataset, workers: { count: 1 } })).toThrow(refusal);
    expect(new DataModule({ dataset, workers: 0 }).options.workers).toBe(0);
  });

  it('is one for all loaders of a module, and its folds', async () => {
    const dataset = columnarDataset(() => ({ input: ndArray([1, 2, 3, 4]) }));
    const data = new DataModule({ dataset, split: { test: 0.5 }, workers: 2 });
    await data.setup();
    const workers = data.loaderOf(dataset, 'train').options.workers;
    expect(workers).toEqual({ count: 2 });
    expect(data.loaderOf(dataset, 'test').options.workers).toBe(workers);
    const fold = data.fold({ train: [0], test: [1] });
    expect(fold.loaderOf(dataset, 'train').options.workers).toBe(workers);
    // Rows that are handed over to predict are here already.
    expect(data.loaderOf(dataset, 'predict').options.workers).toBeUndefined();
    await Promise.all([data.close(), fold.close()]);
  });
});
