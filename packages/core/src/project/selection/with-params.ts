import { DataModule, type DataModuleOptions } from '../../data/data-module.js';
import type { SearchParameters } from '../../search/distribution.js';
import { Trainer } from '../../training/trainer.js';
import type { RequiredLimit, TrainerOptions } from '../../training/trainer-options.js';
import { learnerMaker, setPath, type LearnerMaker } from '../make-learner.js';
import type { Project, ProjectOptions } from '../project.js';

/** The parts of a project with which a fold, or the final run, is made. */
export interface ProjectParts {
  /** Makes the learner. */
  readonly make: LearnerMaker;
  /** The learner's part of the parameters; a factory gets all of them. */
  readonly params: SearchParameters;
  /** The data. */
  readonly data: DataModule;
  /** The trainer. */
  readonly trainer: Trainer;
}

/** Which part of a project a parameter changes: `data.batchSize`, `trainer.gradientClip`; all others the learner. */
function partsOf(params: SearchParameters): {
  learner: SearchParameters;
  data: SearchParameters;
  trainer: SearchParameters;
} {
  const parts: Record<'learner' | 'data' | 'trainer', Record<string, unknown>> = { learner: {}, data: {}, trainer: {} };
  for (const [path, value] of Object.entries(params)) {
    const [, part, rest] = /^(data|trainer)\.(.+)$/.exec(path) ?? [undefined, 'learner' as const, path];
    parts[part as 'data' | 'trainer' | 'learner'][rest] = value;
  }
  return parts;
}

/** A project's parts under parameters. Its own stay as they are. */
export function withParameters(
  { options, data, trainer }: Pick<Project, 'options' | 'data' | 'trainer'>,
  params: SearchParameters,
): ProjectParts {
  const parts = partsOf(params);
  const isOfCode = typeof options.learner === 'function';
  return {
    make: learnerMaker(options.learner),
    params: isOfCode ? params : parts.learner,
    data: isEmpty(parts.data) ? data : new DataModule(changed(data.options, parts.data) as DataModuleOptions),
    trainer: isEmpty(parts.trainer)
      ? trainer
      : new Trainer(changed(trainer.options, parts.trainer) as TrainerOptions & RequiredLimit),
  };
}

/** The options of a project with the parameters in it. */
export function projectOptionsWith(project: Project, params: SearchParameters): ProjectOptions {
  const parts = withParameters(project, params);
  return { ...project.options, params: parts.params, data: parts.data, trainer: parts.trainer };
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

function changed(options: object, params: SearchParameters): unknown {
  let result: unknown = options;
  for (const [path, value] of Object.entries(params)) result = setPath(result, path.split('.'), value);
  return result;
}
