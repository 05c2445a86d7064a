import { z } from 'zod';

import { InvalidOptionsError } from '../errors/invalid-options-error.js';
import { LmlError } from '../errors/lml-error.js';
import { UnknownComponentError } from '../errors/unknown-component-error.js';
import { isConfig } from '../registry/component-option.js';
import type { ComponentSchema } from '../registry/component.js';
import { registryJsonSchema, resolveKinds } from '../registry/json-schema.js';
import type { ComponentConfig } from '../registry/kinds.js';
import { validateOptions } from '../registry/validate.js';
import { hiddenKeys } from './hidden-keys.js';
import { missingPackages } from './missing-packages.js';
import { Project, type ProjectOptions } from './project.js';
import { projectSchema } from './project-schema.js';

/**
 * Makes a project of a config: plain data with the keys learner, data, predictor, trainer, crossValidation, search, seed,
 * name, folder, plugins.
 * Packages named under `plugins` must have been imported; no string is imported or evaluated here.
 *
 * @throws `LML_INVALID_OPTIONS` with the path of everything that is wrong, `LML_UNKNOWN_COMPONENT`
 *
 * @example
 * ```ts
 * import { projectFromConfig } from '@lml/core';
 * import '@lml/datasets';
 * import '@lml/learners';
 * import '@lml/losses';
 * import '@lml/models';
 * import '@lml/optimizers';
 *
 * const project = projectFromConfig({
 *   learner: { name: 'supervised', model: { name: 'mlp', inputSize: 4, hiddenSizes: [8], outputSize: 3 }, loss: 'cross-entropy', optimizer: 'adam' },
 *   data: { dataset: 'iris', split: { test: 0.2 } },
 *   trainer: { maxEpochs: 1, loggers: [] },
 *   folder: false,
 * });
 * (await project.train()).status; // => 'completed'
 * ```
 */
export function projectFromConfig(config: unknown): Project {
  try {
    return make(config);
  } catch (error) {
    if (!LmlError.isInstance(error, UnknownComponentError.code)) throw error;
    throw withAllPackages(error as UnknownComponentError, config);
  }
}

/** The same error, which also names at once all packages that are missing. */
function withAllPackages(error: UnknownComponentError, config: unknown): UnknownComponentError {
  const packages = missingPackages(config);
  if (packages.length < 2) return error;
  const { kind, componentName, detail, path } = error;
  const all = `${detail} All that the project names and that is not here: npm install ${packages.join(' ')}.`;
  return new UnknownComponentError(kind, componentName, all, path);
}

function make(config: unknown): Project {
  const hidden = hiddenKeys(config);
  if (hidden.length > 0) throw new InvalidOptionsError('the project', hidden);
  const valid = validateOptions(
    projectSchema as unknown as ComponentSchema<unknown, z.output<typeof projectSchema>>,
    config,
    'the project',
  );
  const { data, trainer, seed, name, folder, plugins, crossValidation, search } = valid;
  const { learner, predictor } = config as { learner: ComponentConfig; predictor?: unknown };
  if (!isConfig(learner)) {
    throw new InvalidOptionsError('the project', [
      { path: ['learner'], message: 'must be data: a name, or { name, …options }' },
    ]);
  }
  const whole = typeof learner === 'string' ? { name: learner } : learner;
  return new Project({
    learner: predictor === undefined ? whole : { ...whole, predictor },
    data,
    trainer,
    seed,
    name,
    folder,
    crossValidation: crossValidation as ProjectOptions['crossValidation'],
    search: search as ProjectOptions['search'],
    plugins: plugins.length === 0 ? undefined : plugins,
  });
}

/** JSON Schema of project configs. */
export interface ProjectJsonSchema {
  /** The version of JSON Schema. */
  readonly $schema: string;
  /** The schema. */
  readonly [keyword: string]: unknown;
}

/**
 * JSON Schema (draft-07) of project configs with everything that is registered, for editors: put
 * `# yaml-language-server: $schema=lml.schema.json` on the first line of a YAML file.
 *
 * @example
 * ```ts
 * import { projectJsonSchema } from '@lml/core';
 *
 * projectJsonSchema().$schema; // => 'http://json-schema.org/draft-07/schema#'
 * ```
 */
export function projectJsonSchema(): ProjectJsonSchema {
  const json = z.toJSONSchema(projectSchema, { io: 'input', target: 'draft-07' });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...(resolveKinds(json) as object),
    ...registryJsonSchema(),
  };
}
