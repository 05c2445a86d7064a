import { isLearner } from '../../learning/check-learner.js';
import { build } from '../../registry/global.js';
import { toPlain } from '../../registry/to-config.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import type { LearnerFactory } from '../make-learner.js';
import type { Project, ProjectOptions } from '../project.js';
import type { FoldPlan } from './fold-spec.js';
import { foldsOf, trainingData } from './folds-of.js';

/** A fold of which the training part is all that is learnt from, and the rest the test data. */
export interface OuterFold extends Pick<FoldPlan, 'splitter' | 'groups'> {
  /** Its number, from 0. */
  readonly fold: number;
}

const origins = new WeakMap<Project, { readonly whole: Project; readonly outer: OuterFold }>();

/** The project of which another one has a fold only, if it is one. */
export function originOf(project: Project): { readonly whole: Project; readonly outer: OuterFold } | undefined {
  return origins.get(project);
}

/** The project within a fold: its training data are those of the fold, its test data the rest. */
export async function withinFold(
  whole: Project,
  outer: OuterFold,
  make: (options: ProjectOptions) => Project,
  changes: Partial<ProjectOptions> = {},
): Promise<Project> {
  const folds = await foldsOf(await trainingData(whole.data, whole.seed), outer);
  const data = whole.data.fold(await folds.indices(outer.fold));
  const { learner, crossValidation: _, search: __, ...options } = whole.options;
  const inside = typeof learner === 'function' ? onGivenData(learner) : learner;
  const project = make({ ...options, ...changes, learner: inside, data });
  origins.set(project, { whole, outer });
  return project;
}

/** A factory whose learners have the data that it is given, and none that it may know itself. */
function onGivenData(factory: LearnerFactory): LearnerFactory {
  return (parts) => {
    const learner = factory(parts);
    if (isLearner(learner) && learner.data !== undefined) learner.data = parts.data;
    return learner;
  };
}

/**
 * A fold as plain data.
 *
 * @throws `LML_INVALID_ARGUMENT` where its splitter is no registered component.
 */
export function plainOuter({ splitter, groups, fold }: OuterFold): unknown {
  const missing: string[] = [];
  const listed = groups === undefined || typeof groups === 'string' ? groups : Array.from(groups as ArrayLike<unknown>);
  const plain = toPlain({ splitter, groups: listed, fold }, '', missing);
  if (missing.length === 0) return plain;
  const expected = 'a registered component, to be sent to another process';
  throw new InvalidArgumentError(missing[0]!, expected, 'one made by hand');
}

/** The fold that {@link plainOuter} wrote. */
export function outerOf(plain: unknown): OuterFold {
  const { splitter, ...rest } = plain as OuterFold;
  return { ...rest, splitter: build('splitter', splitter as never) };
}
