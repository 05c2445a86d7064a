import { ndArray, type FoldIndices, type SplitInput, type Splitter } from '@lml/core';
import fc from 'fast-check';

import * as splitters from './index.js';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const order = fc.oneof(
  fc.constant({}),
  seeds.map((randomState) => ({ shuffle: true, randomState })),
);

interface Problem {
  readonly input: SplitInput;
  readonly groups: readonly number[];
  readonly options: object;
}

/** Samples with two classes of four or more, five or more groups, and two labels. */
const problems = (ordered: fc.Arbitrary<object>): fc.Arbitrary<Problem> =>
  fc
    .record({
      rest: fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 8 })), { maxLength: 60 }),
      options: ordered,
    })
    .map(({ rest, options }) => {
      const samples = [...[0, 1, 2, 3, 4, 0, 1, 2, 3, 4].map((group, at) => [at % 2, group] as const), ...rest];
      const groups = samples.map(([, group]) => group);
      const input = { length: samples.length, targets: samples.map(([target]) => target), groups };
      return { input, groups, options };
    });

const withLabels = ({ input, groups }: Problem): SplitInput => ({
  length: input.length,
  targets: ndArray(groups.map((group, at) => [(input.targets as number[])[at]!, group % 2])),
});

function folds(splitter: Splitter, input: SplitInput): { train: number[]; test: number[] }[] {
  return Array.from(splitter.split(input), ({ train, test }) => ({ train: Array.from(train), test: Array.from(test) }));
}

type Make = (options: never) => Splitter;

/** Splitters that test on every sample once. */
const partitions: [string, Make, object][] = [
  ['kFold', splitters.kFold, { nSplits: 3 }],
  ['stratifiedKFold', splitters.stratifiedKFold, { nSplits: 3 }],
  ['groupKFold', splitters.groupKFold, { nSplits: 3 }],
  ['stratifiedGroupKFold', splitters.stratifiedGroupKFold, { nSplits: 3 }],
  ['multilabelStratifiedKFold', splitters.multilabelStratifiedKFold, { nSplits: 3 }],
];

describe('splitters', () => {
  it.each(partitions)('%s tests on every sample once, and trains on all others', (name, make, given) => {
    fc.assert(
      fc.property(problems(order), (problem) => {
        const { input, options } = problem;
        const all = Array.from({ length: input.length }, (_, index) => index);
        const splitter = make({ ...given, ...options } as never);
        const found = folds(splitter, name.startsWith('multilabel') ? withLabels(problem) : input);
        expect(found.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual(all);
        for (const { train, test } of found) expect([...train, ...test].sort((a, b) => a - b)).toEqual(all);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('purgedKFold, leaveOneOut and leaveOneGroupOut test on every sample once', () => {
    fc.assert(
      fc.property(problems(fc.constant({})), ({ input }) => {
        for (const splitter of [
          splitters.purgedKFold({ purge: 1 }),
          splitters.leaveOneOut(),
          splitters.leaveOneGroupOut(),
        ]) {
          const tested = folds(splitter, input).flatMap(({ test }) => test);
          expect(tested.sort((a, b) => a - b)).toEqual(Array.from({ length: input.length }, (_, index) => index));
        }
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it('splitters of groups never have a group on both sides', () => {
    fc.assert(
      fc.property(problems(seeds.map((randomState) => ({ randomState }))), ({ input, groups, options }) => {
        const makers = [
          splitters.groupKFold({ nSplits: 3, shuffle: true, ...options }),
          splitters.stratifiedGroupKFold({ nSplits: 3, shuffle: true, ...options }),
          splitters.groupShuffleSplit({ nSplits: 3, testSize: 0.3, trainSize: 0.4, ...options }),
          splitters.leaveOneGroupOut(),
          splitters.leavePGroupsOut({ nGroups: 2 }),
        ];
        for (const { train, test } of makers.flatMap((splitter) => folds(splitter, input))) {
          const trained = new Set(train.map((index) => groups[index]));
          expect(test.filter((index) => trained.has(groups[index]))).toEqual([]);
        }
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it('repeated splitters test on every sample once a time, and each time otherwise', () => {
    const input = { length: 40, targets: Array.from({ length: 40 }, (_, index) => index % 2) };
    for (const make of [splitters.repeatedKFold, splitters.repeatedStratifiedKFold]) {
      const found = folds(make({ nSplits: 4, nRepeats: 3 }), input).map(({ test }) => test);
      for (const repeat of [0, 1, 2]) expect(new Set(found.slice(4 * repeat, 4 * repeat + 4).flat()).size).toBe(40);
      expect(found[0]).not.toEqual(found[4]);
    }
  });

  it('keeps what is purged and under embargo out of training', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(4), fc.integer({ min: 30, max: 80 }), (purge, embargo, length) => {
        for (const { train, test } of folds(splitters.purgedKFold({ nSplits: 4, purge, embargo }), { length })) {
          const [first, last] = [test[0]!, test.at(-1)!];
          const all = Array.from({ length }, (_, index) => index);
          expect(train).toEqual(all.filter((index) => index < first - purge || index > last + purge + embargo));
        }
      }),
      { seed: 4, numRuns: 40 },
    );
  });

  it('has each sample in one block only, with the gap before what is tested', () => {
    for (const length of [30, 41, 97]) {
      const found = folds(splitters.blockedTimeSeriesSplit({ nSplits: 4, testSize: 0.25, gap: 1 }), { length });
      const used = found.flatMap(({ train, test }) => [...train, ...test]);
      expect(used).toEqual([...new Set(used)].sort((a, b) => a - b));
      for (const { train, test } of found) {
        expect(test[0]).toBe(train.at(-1)! + 2);
        expect(test).toHaveLength(Math.ceil(0.25 * (train.length + 1 + test.length)));
      }
    }
  });

  it('makes a split only when it is read', () => {
    const length = 100_000;
    for (const splitter of [splitters.leaveOneOut(), splitters.leavePOut({ p: 3 })]) {
      const first: FoldIndices[] = [];
      for (const fold of splitter.split({ length })) if (first.push(fold) === 3) break;
      expect(first.map(({ train }) => train.length + first[0]!.test.length)).toEqual([length, length, length]);
    }
    const [first] = splitters.shuffleSplit({ nSplits: 2 ** 40 }).split({ length: 10 });
    expect(first!.test).toHaveLength(1);
  });

  it.each([
    ['one-hot rows', ndArray([[0, 1], [0, 1], [1, 0], [1, 0], [0, 1], [1, 0]])], // prettier-ignore
    ['an array [samples, 1]', ndArray([[7], [7], [3], [3], [7], [3]])],
    ['an array of texts', ndArray(['b', 'b', 'a', 'a', 'b', 'a'])],
    ['int64', ndArray([7n, 7n, 3n, 3n, 7n, 3n])],
  ])('takes %s as classes', (_, targets) => {
    const plain = [1, 1, 0, 0, 1, 0];
    const splitter = splitters.stratifiedKFold({ nSplits: 3, shuffle: true, randomState: 4 });
    expect(folds(splitter, { length: 6, targets })).toEqual(folds(splitter, { length: 6, targets: plain }));
    const groups = [1, 2, 3, 4, 5, 6];
    const grouped = splitters.stratifiedGroupKFold({ nSplits: 2 });
    expect(folds(grouped, { length: 6, targets, groups })).toEqual(
      folds(grouped, { length: 6, targets: plain, groups }),
    );
  });

  it('refuses rows that are no classes, and arrays that are no rows', () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' });
    for (const rows of [[[1, 1], [0, 1]], [[0, 0], [0, 1]], [[2, 0], [0, 1]]]) {
      expect(() => splitters.stratifiedKFold({ nSplits: 2 }).split({ length: 2, targets: ndArray(rows) })).toThrow(refused);
    } // prettier-ignore
    const deep = { length: 2, targets: ndArray([[[1]], [[0]]]) };
    expect(() => splitters.stratifiedShuffleSplit().split(deep)).toThrow(refused);
    const texts = { length: 2, targets: ndArray([['a', 'b'], ['a', 'b']]) }; // prettier-ignore
    expect(() => splitters.multilabelStratifiedKFold({ nSplits: 2 }).split(texts)).toThrow(refused);
  });

  it('refuses groups that are no numbers or texts, or not one a sample', () => {
    const split = (groups: unknown) => () => splitters.leaveOneGroupOut().split({ length: 3, groups } as never);
    expect(split([1, NaN, 2])).toThrow('groups[1] must be a finite number or a text, which names a group');
    expect(split([1, 'a', 2])).toThrow('groups[1] must be a number, as the groups before it');
    expect(split([1, 2])).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
  });

  it('refuses what leaves nothing to train on', () => {
    const empty = expect.objectContaining({ code: 'LML_EMPTY_DATASET' });
    expect(() => splitters.purgedKFold({ nSplits: 2, purge: 5 }).split({ length: 10 })).toThrow(empty);
    expect(() => splitters.blockedTimeSeriesSplit({ nSplits: 2, testSize: 2, gap: 3 }).split({ length: 10 })).toThrow(
      empty,
    );
    expect(() => splitters.rollingTimeSeriesSplit({ trainSize: 10 }).split({ length: 10 })).toThrow(
      'at least trainSize + gap + testSize, 11',
    );
    expect(() => splitters.predefinedSplit({ testFold: [0, 1] }).split({ length: 3 })).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
    expect(() => splitters.randomSplit({ lengths: [0.5, 0.6] }).split({ length: 3 })).toThrow(
      'fractions that add up to 1',
    );
  });
});

describe('checkCv', () => {
  const targets = [0, 0, 0, 1, 1, 1];
  const tests = (splitter: Splitter): number[][] => folds(splitter, { length: 6, targets }).map(({ test }) => test);

  it('stratifies a number of folds for a classifier whose targets are classes', () => {
    const stratified = [[0, 3], [1, 4], [2, 5]]; // prettier-ignore
    const plain = [[0, 1], [2, 3], [4, 5]]; // prettier-ignore
    expect(tests(splitters.checkCv(3, { targets, classifier: true }))).toEqual(stratified);
    expect(tests(splitters.checkCv(3, { targets: targets.map(String), classifier: true }))).toEqual(stratified);
    expect(tests(splitters.checkCv(3, { targets: ndArray([[1, 0], [0, 1]]), classifier: true }))).toEqual(stratified); // prettier-ignore
    expect(tests(splitters.checkCv(3, { targets: ndArray([[1, 1], [0, 1]]), classifier: true }))).toEqual(plain); // prettier-ignore
    expect(tests(splitters.checkCv(3, { targets: [0.5, 1], classifier: true }))).toEqual(plain);
    expect(tests(splitters.checkCv(3, { targets }))).toEqual(plain);
    expect(tests(splitters.checkCv(3, { classifier: true }))).toEqual(plain);
    expect(tests(splitters.checkCv())).toHaveLength(5);
    const seeded = { shuffle: true, randomState: 3 };
    expect(tests(splitters.checkCv(3, seeded))).toEqual(tests(splitters.kFold({ nSplits: 3, ...seeded })));
  });

  it('gives splits that are listed as often as they are asked for, and a splitter as it is', () => {
    const listed = splitters.checkCv([{ train: [0, 1], test: [2] }].values());
    expect([tests(listed), tests(listed)]).toEqual([[[2]], [[2]]]);
    const splitter = splitters.leaveOneOut();
    expect(splitters.checkCv(splitter)).toBe(splitter);
  });

  it.each(['5', null, {}])('refuses %j', (cv) => {
    expect(() => splitters.checkCv(cv as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});
