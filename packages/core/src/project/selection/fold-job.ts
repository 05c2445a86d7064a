import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { build } from '../../registry/global.js';
import type { ComponentConfig } from '../../registry/kinds.js';
import { toPlain } from '../../registry/to-config.js';
import type { FoldPlan, FoldSpec } from './fold-spec.js';
import type { ProjectSource } from './project-source.js';

/** A fold as a job that may be done in another process: plain data. */
export interface FoldJobData {
  /** How the project is made. */
  readonly source: ProjectSource;
  /** The outer fold within which all this is, the splitter as a config. Default: none. */
  readonly outer?: unknown;
  /** What all folds have in common, components as configs. */
  readonly plan: unknown;
  /** What is its own. */
  readonly spec: FoldSpec;
  /** The number of training samples, by which other data are told. */
  readonly samples: number;
}

/**
 * A plan as plain data.
 *
 * @throws `LML_INVALID_ARGUMENT` where a splitter or a pruner is no registered component.
 */
export function plainPlan(plan: FoldPlan): unknown {
  const missing: string[] = [];
  const { groups } = plan;
  const list = groups === undefined || typeof groups === 'string' ? groups : Array.from(groups as ArrayLike<unknown>);
  const plain = toPlain({ ...plan, groups: list }, '', missing);
  if (missing.length === 0) return plain;
  throw new InvalidArgumentError(
    missing[0]!,
    'a registered component, to be sent to another process',
    'one made by hand',
  );
}

/** The plan that {@link plainPlan} wrote. */
export function planOf(plain: unknown): FoldPlan {
  const { splitter, validation, followed, ...rest } = plain as FoldPlan & Record<string, unknown>;
  return {
    ...rest,
    splitter: build('splitter', splitter as unknown as ComponentConfig),
    validation: isData(validation) ? build('splitter', validation as unknown as ComponentConfig) : validation,
    followed: followed && {
      ...followed,
      pruner: followed.pruner && build('pruner', followed.pruner as unknown as ComponentConfig),
    },
  };
}

function isData(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
