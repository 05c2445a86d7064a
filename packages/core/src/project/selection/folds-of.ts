import type { DataModule } from '../../data/data-module.js';
import { isDataset, lengthOf, type Dataset } from '../../data/dataset.js';
import { groupsIn } from '../../data/groups-in.js';
import { splitsOf } from '../../data/split-targets.js';
import type { FoldIndices } from '../../data/splitter.js';
import { column } from '../../data/subset.js';
import { isNdArray } from '../../data/nd-array.js';
import { IncompleteLearnerError } from '../../errors/incomplete-learner-error.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import type { FoldPlan } from './fold-spec.js';

/** The training data of a cross-validation and its folds. */
export interface Folds {
  /** The training data, open. */
  readonly training: Dataset;
  /** The group of each training sample. */
  readonly groups: ArrayLike<number | string> | undefined;
  /** The indices of a fold; asked for in ascending order, each costs what the splitter needs for one. */
  indices(fold: number): Promise<FoldIndices>;
  /** The sizes of all folds. */
  sizes(): Promise<readonly { readonly train: number; readonly test: number }[]>;
}

/** The training data of a project, which can be divided. */
export async function trainingData(data: DataModule, seed: number): Promise<Dataset> {
  await data.setup({ seed, stages: ['train'] });
  const training = data.datasets.train;
  if (training !== undefined && isDataset(training)) return training;
  throw new IncompleteLearnerError('Cross-validation needs training data, in one set, that can be reached by index.');
}

/** The folds that a splitter makes of training data. They are made one after the other, and never all kept. */
export async function foldsOf(
  training: Dataset,
  { splitter, groups: given }: Pick<FoldPlan, 'splitter' | 'groups'>,
): Promise<Folds> {
  const groups = await groupsOf(training, given);
  const begin = async (): Promise<Iterator<FoldIndices>> =>
    (await splitsOf(splitter, training, groups))[Symbol.iterator]();
  let made: Iterator<FoldIndices> | undefined;
  let next = 0;
  let latest: FoldIndices | undefined;
  let sizes: { train: number; test: number }[] | undefined;
  return {
    training,
    groups,
    async indices(fold) {
      if (latest !== undefined && next === fold + 1) return latest;
      if (made === undefined || fold < next) {
        made = await begin();
        next = 0;
      }
      for (; next <= fold; next++) {
        const { value, done } = made.next();
        if (done === true) throw new InvalidArgumentError('fold', `below ${next}, as the splitter has that many`, fold);
        latest = value;
      }
      return latest!;
    },
    async sizes() {
      if (sizes !== undefined) return sizes;
      const all: { train: number; test: number }[] = [];
      const folds = await begin();
      for (let each = folds.next(); each.done !== true; each = folds.next())
        all.push({ train: each.value.train.length, test: each.value.test.length });
      if (all.length === 0) throw new IncompleteLearnerError('The splitter gave no fold.');
      return (sizes = all);
    },
  };
}

/** The group of each sample, as given or from a column; where nothing is said, from the column `group` if there is one. */
async function groupsOf(
  training: Dataset,
  groups: FoldPlan['groups'],
): Promise<ArrayLike<number | string> | undefined> {
  const length = lengthOf(training);
  const values = typeof groups === 'string' ? await columnOf(training, groups) : (groups ?? groupsIn(training));
  if (values === undefined || values.length === length) return values;
  throw new InvalidArgumentError('groups', `one for each of the ${length} training samples`, `${values.length} values`);
}

async function columnOf(training: Dataset, name: string): Promise<ArrayLike<number | string>> {
  const values = await column(training, name);
  if (isNdArray(values) && values.shape.length === 1) {
    return values.dtype === 'int64'
      ? Array.from(values.data as BigInt64Array, Number)
      : (values.data as ArrayLike<number>);
  }
  if (Array.isArray(values)) {
    const plain = values.map((value: unknown) => (isNdArray(value) && value.data.length === 1 ? value.data[0] : value));
    if (plain.every((value) => typeof value === 'number' || typeof value === 'string')) return plain;
  }
  throw new InvalidArgumentError('groups', 'the name of a column of numbers or texts, one a sample', name);
}
