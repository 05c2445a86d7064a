import { createHash } from 'node:crypto';

import { LmlError, RandomState, type FoldIndices, type Splitter } from '@lml/core';

import { kFold, stratifiedKFold, trainTestSplit } from './components.js';
import kFoldGolden from './goldens/k-fold.json' with { type: 'json' };
import stratifiedGolden from './goldens/stratified-k-fold.json' with { type: 'json' };
import trainTestGolden from './goldens/train-test-split.json' with { type: 'json' };

type Fold = Record<'train' | 'test', number[]>;
type Hashed = Record<'train' | 'test', { length: number; sha256: string }>;

interface Case {
  readonly name: string;
  readonly options: Record<string, unknown>;
  readonly sizeKinds?: Record<string, string>;
  readonly length: number;
  readonly targets?: readonly unknown[];
  readonly targetsFormula?: string;
  readonly stratify?: readonly unknown[];
  readonly stratifyFormula?: string;
  readonly sharedRandomStateSeed?: number;
  readonly folds?: Fold[];
  readonly rounds?: Fold[][];
  readonly split?: Fold;
  readonly foldsSha256?: Hashed[];
  readonly splitSha256?: Hashed;
  readonly error?: { readonly type: string; readonly message: string };
}

const FORMULA = '(i * i + 3 * i) % 7';

/** Targets as the contract has them: numbers or texts. scikit-learn makes one text of a row, and sorts truth as 0 and 1. */
function targetsOf({
  targets,
  stratify,
  targetsFormula,
  stratifyFormula,
  length,
}: Case): (number | string)[] | undefined {
  const formula = targetsFormula ?? stratifyFormula;
  if (formula !== undefined) {
    expect(formula).toBe(FORMULA);
    return Array.from({ length }, (_, i) => (i * i + 3 * i) % 7);
  }
  const given = targets ?? stratify;
  return given?.map((target) => {
    if (stratify !== undefined && Array.isArray(target)) return target.join(' ');
    return typeof target === 'boolean' ? Number(target) : (target as number | string);
  });
}

function splitterOf(make: (options: never) => Splitter, golden: Case): Splitter {
  const options = Object.fromEntries(Object.entries(golden.options).filter(([, value]) => value !== null));
  const { stratify, stratifyFormula, sharedRandomStateSeed: seed } = golden;
  if ((stratify ?? stratifyFormula) !== undefined) options['stratify'] = true;
  if (seed !== undefined) options['randomState'] = new RandomState(seed);
  return make(options as never);
}

function run(splitter: Splitter, golden: Case): Fold[] {
  const folds = [...splitter.split({ length: golden.length, targets: targetsOf(golden) })];
  for (const { train, test } of folds) {
    expect(train).toBeInstanceOf(Int32Array);
    expect(test).toBeInstanceOf(Int32Array);
  }
  return folds.map(({ train, test }: FoldIndices) => ({ train: Array.from(train), test: Array.from(test) }));
}

function hashed({ train, test }: Fold): Hashed {
  const hash = (indices: number[]): { length: number; sha256: string } => ({
    length: indices.length,
    sha256: createHash('sha256').update(indices.join(',')).digest('hex'),
  });
  return { train: hash(train), test: hash(test) };
}

/** What is said instead of scikit-learn's words, by these. */
const REFUSALS: readonly [theirs: RegExp, code: string, ours: RegExp][] = [
  [
    /n_splits=2 or more/,
    'LML_INVALID_OPTIONS',
    /at least one train\/test split by setting nSplits to 2 or more, got [01]/,
  ],
  [/must be of Integral type/, 'LML_INVALID_OPTIONS', /number of folds must be a whole number, got 2\.5/],
  [/random_state has no effect since/, 'LML_INVALID_OPTIONS', /randomState: has no effect where shuffle is false/],
  [/shuffle must be True or False/, 'LML_INVALID_OPTIONS', /shuffle: /],
  [
    /Seed must be between|'random_state' parameter/,
    'LML_INVALID_OPTIONS',
    /a whole number from 0 to 4294967295.* got -1/,
  ],
  [/greater than the number of samples/, 'LML_INVALID_ARGUMENT', /no greater than the number of samples, \d+, got \d+/],
  [/members in each class/, 'LML_INVALID_ARGUMENT', /members of the largest class, 2, got 3/],
  [/'continuous' instead/, 'LML_INVALID_ARGUMENT', /targets\[0\] must be a whole number or a text/],
  [/'multilabel-indicator' instead/, 'LML_INVALID_ARGUMENT', /targets\[0\] must be a whole number or a text/],
  [/inconsistent numbers of samples: \[(5|6), 4\]/, 'LML_SHAPE_MISMATCH', /There are [56] samples but 4 targets/],
  [/parameter of train_test_split must be a float .* Got 'half'/, 'LML_INVALID_OPTIONS', /testSize: must be a number/],
  [
    /_size' parameter of train_test_split must be a float/,
    'LML_INVALID_OPTIONS',
    /must be a fraction between 0 and 1, or a whole/,
  ],
  [
    /_size=1[01] should be either positive and smaller/,
    'LML_INVALID_ARGUMENT',
    /Size must be smaller than the number of samples, 10/,
  ],
  [
    /should be in the \(0, 1\) range. Reduce/,
    'LML_INVALID_OPTIONS',
    /fractions testSize and trainSize must be at most 1/,
  ],
  [
    /should be smaller than the number of samples 10. Reduce/,
    'LML_INVALID_ARGUMENT',
    /at most the number of samples, 10, got 12/,
  ],
  [/resulting train set will be empty/, 'LML_EMPTY_DATASET', /the training part would be empty/],
  [
    /not implemented for shuffle=False/,
    'LML_INVALID_OPTIONS',
    /stratify: a stratified split is not implemented for shuffle: false/,
  ],
  [
    /Classes with too few members are: \[2\]/,
    'LML_INVALID_ARGUMENT',
    /at least 2 .* got 1\. Classes with too few members are: 2\./,
  ],
  [
    /The (test|train)_size = 2 should be greater/,
    'LML_INVALID_ARGUMENT',
    /Size must be at least the number of classes, 3.* got 2/,
  ],
];

/** JavaScript has one kind of number, so that 1.0 is 1, a count. */
const isWholeFraction = ({ options, sizeKinds = {} }: Case): boolean =>
  Object.entries(sizeKinds).some(([name, kind]) => kind === 'float' && options[name] === 1);

const splitters = { kFold, stratifiedKFold, trainTestSplit };
const goldens = { kFold: kFoldGolden, stratifiedKFold: stratifiedGolden, trainTestSplit: trainTestGolden };

describe.each(Object.keys(splitters) as (keyof typeof splitters)[])('%s against scikit-learn', (splitterName) => {
  const all = goldens[splitterName].cases as unknown as Case[];
  const cases = all.filter((golden) => !isWholeFraction(golden));
  const make = splitters[splitterName] as (options: never) => Splitter;

  it.each(cases.filter(({ error }) => error === undefined))('gives the same indices: $name', (golden) => {
    const splitter = splitterOf(make, golden);
    const { folds, rounds, split, foldsSha256, splitSha256 } = golden;
    if (rounds !== undefined) expect(rounds.map(() => run(splitter, golden))).toEqual(rounds);
    else if (folds !== undefined) expect(run(splitter, golden)).toEqual(folds);
    else if (split !== undefined) expect(run(splitter, golden)).toEqual([split]);
    else expect(run(splitter, golden).map(hashed)).toEqual(foldsSha256 ?? [splitSha256]);
  });

  it.each(cases.filter(({ error }) => error !== undefined))('refuses the same: $name', (golden) => {
    const { message } = golden.error!;
    const [, code, ours] = REFUSALS.find(([theirs]) => theirs.test(message)) ?? [];
    let caught: unknown;
    try {
      run(splitterOf(make, golden), golden);
    } catch (error) {
      caught = error;
    }
    expect(LmlError.isInstance(caught) ? caught.code : caught).toBe(code);
    expect((caught as Error).message).toMatch(ours!);
  });

  it('leaves out no other case', () => {
    const left = all.filter(isWholeFraction).map(({ name }) => name);
    const expected = ['refused: 10 samples, test 1.0', 'refused: 10 samples, train 1.0'];
    expect(left).toEqual(splitterName === 'trainTestSplit' ? expected : []);
  });
});
