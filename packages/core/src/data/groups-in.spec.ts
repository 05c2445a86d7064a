import { columnarDataset } from './columnar.js';
import { groupsIn } from './groups-in.js';
import { ndArray, type NdArray } from './nd-array.js';
import { splitIndices } from './split-dataset.js';
import type { SplitInput, Splitter } from './splitter.js';
import { subset } from './subset.js';

async function grouped(group: NdArray): Promise<ReturnType<typeof columnarDataset>> {
  const dataset = columnarDataset(() => ({ target: ndArray([0, 1, 0, 1]), group }));
  await dataset.open();
  return dataset;
}

describe('groupsIn', () => {
  it.each([
    ['texts', ndArray(['a', 'b', 'a', 'b']), ['a', 'b', 'a', 'b']],
    ['numbers', ndArray([1, 2, 1, 2], { dtype: 'float64' }), Float64Array.of(1, 2, 1, 2)],
    ['whole numbers of 64 bits', ndArray(BigInt64Array.of(1n, 2n, 1n, 2n)), Float64Array.of(1, 2, 1, 2)],
    ['rows, which are no groups', ndArray([[1], [2], [1], [2]]), undefined],
  ])('takes %s', async (_, group, expected) => {
    expect(groupsIn(await grouped(group))).toEqual(expected);
  });

  it('takes those of the samples that a part has', async () => {
    const whole = await grouped(ndArray(['a', 'b', 'c', 'd']));
    expect(groupsIn(subset(subset(whole, [3, 2, 0]), [2, 0]))).toEqual(['a', 'd']);
    expect(groupsIn({ open() {}, length: 1, get: () => ({ group: 'a' }) })).toBeUndefined();
  });

  it('hands them to the splitters of test and validation data', async () => {
    const seen: SplitInput['groups'][] = [];
    const splitter: Splitter = {
      *split({ length, groups }) {
        seen.push(groups);
        yield { train: Array.from({ length: length - 1 }, (_, index) => index), test: [length - 1] };
      },
    };
    await splitIndices(await grouped(ndArray(['a', 'b', 'c', 'd'])), { test: splitter, validation: splitter }, 0);
    expect(seen).toEqual([
      ['a', 'b', 'c', 'd'],
      ['a', 'b', 'c'],
    ]);
  });
});
