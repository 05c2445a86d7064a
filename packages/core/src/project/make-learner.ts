import type { DataModule } from '../data/data-module.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { isLearner } from '../learning/check-learner.js';
import type { Learner } from '../learning/learner.js';
import { isComponent } from '../registry/component.js';
import { isConfig } from '../registry/component-option.js';
import { build } from '../registry/global.js';
import type { ComponentConfig } from '../registry/kinds.js';

/** Makes a fresh learner: for each fold of a cross-validation, each candidate of a search. */
export type LearnerFactory = (parts: {
  /** The data of the fold, or the project's. */
  readonly data: DataModule | undefined;
  /** The candidate's parameters, or the project's. */
  readonly params: Readonly<Record<string, unknown>>;
}) => Learner;

/** Makes a learner of data and parameters. */
export type LearnerMaker = (data: DataModule | undefined, params: Readonly<Record<string, unknown>>) => Learner;

/** How to make the learner of a project: an instance gives itself; parameters change a config by path (`model.dropout`). */
export function learnerMaker(source: Learner | ComponentConfig | LearnerFactory): LearnerMaker {
  if (typeof source === 'function') {
    return (data, params) => {
      const learner: unknown = source({ data, params });
      if (isLearner(learner)) return learner;
      const remedy = isComponent(source)
        ? `Call ${source.componentName} with its options, or give it as a config.`
        : undefined;
      throw new InvalidArgumentError('what the function for learner returns', 'a learner', learner, remedy);
    };
  }
  if (isConfig(source)) {
    return (data, params) => {
      const learner = build('learner', withParams(source, params));
      if (data !== undefined) learner.data = data;
      return learner;
    };
  }
  if (isLearner(source)) return () => source;
  throw new InvalidArgumentError('learner', 'a learner, a config of one, or a function that makes one', source);
}

/** Whether a project's learner can be made anew. */
export function isFactory(source: Learner | ComponentConfig | LearnerFactory): boolean {
  return typeof source === 'function' || isConfig(source);
}

/** A config with values set by path: `{ 'model.hiddenSizes': [64] }`. */
export function withParams(config: ComponentConfig, params: Readonly<Record<string, unknown>>): ComponentConfig {
  let changed: unknown = typeof config === 'string' ? { name: config } : config;
  for (const [path, value] of Object.entries(params)) changed = setPath(changed, path.split('.'), value);
  return changed as ComponentConfig;
}

/** A copy of nested records with the value at a path replaced; a bare component name on the way becomes a record. */
export function setPath(target: unknown, path: readonly string[], value: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (head === '__proto__' || head === 'constructor')
    throw new InvalidArgumentError('path', 'the name of an option', head);
  if (Array.isArray(target)) {
    const index = Number(head);
    if (!Number.isInteger(index) || index < 0 || index > target.length) {
      throw new InvalidArgumentError('path', `an index from 0 to ${target.length}`, head);
    }
    return Object.assign([...(target as unknown[])], { [index]: setPath(target[index], rest, value) });
  }
  const record =
    typeof target === 'string' ? { name: target } : typeof target === 'object' && target !== null ? target : {};
  return { ...record, [head]: setPath((record as Record<string, unknown>)[head], rest, value) };
}
