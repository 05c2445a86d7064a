import { platform } from '#platform';

import { ExecutorError } from '../../errors/executor-error.js';
import { OtherSplitError } from '../../errors/other-split-error.js';
import { lengthOf } from '../../data/dataset.js';
import { carriedData, carriedJson } from '../../training/checkpoints/plain-json.js';
import { writeSafetensors } from '../../training/checkpoints/safetensors.js';
import type { Job, JobHandler } from '../../search/executor.js';
import { projectFromConfig } from '../project-config.js';
import { Project } from '../project.js';
import { flatten } from './flat-tree.js';
import { planOf, type FoldJobData } from './fold-job.js';
import { foldsOf, trainingData } from './folds-of.js';
import { PREDICTIONS_FILE } from './predictions-file.js';
import type { ProjectSource } from './project-source.js';
import { runFold } from './run-fold.js';

/** Projects that this process has made, by what they were made of: the folds of one come one after the other. */
const made = new Map<string, Promise<Project>>();

/**
 * Does a job that another process has given: makes the project again, and trains and judges one fold of it. What goes wrong in
 * training is a result.
 *
 * @throws `LML_EXECUTOR` where the project cannot be made here, `LML_OTHER_SPLIT` where its data are others here.
 */
export const handleJob: JobHandler = async ({ data, folder }: Job, { signal }): Promise<unknown> => {
  const { source, plan: plain, spec, samples } = carriedData(data) as FoldJobData;
  const project = await projectOf(source);
  const plan = planOf(plain);
  const training = await trainingData(project.data, project.seed);
  if (lengthOf(training) !== samples) {
    throw new OtherSplitError(
      `There are ${lengthOf(training)} training samples here, and ${samples} where the folds were dealt. Give every worker the same data.`,
    );
  }
  const folds = await foldsOf(training, plan);
  const { predictions, ...outcome } = await runFold({ project, plan, spec, folder, signal, folds });
  if (predictions !== undefined && folder !== undefined)
    await platform.files?.write(`${folder}/${PREDICTIONS_FILE}`, writeSafetensors(flatten(predictions)));
  return carriedJson(outcome);
};

function projectOf(source: ProjectSource): Promise<Project> {
  const key = JSON.stringify(source);
  let project = made.get(key);
  if (project === undefined) {
    made.set(key, (project = makeProject(source)));
    project.catch(() => made.delete(key));
  }
  return project;
}

async function makeProject({ module, config, packages }: ProjectSource): Promise<Project> {
  // One that is not installed here may not be needed; if it is, the config says so by name.
  for (const name of packages) await platform.importModule(name).catch(() => undefined);
  if (module === undefined) return projectFromConfig(config);
  const exports = await platform.importModule(module).catch((cause: unknown) => {
    throw new ExecutorError(`The module '${module}' that makes the project cannot be imported: ${String(cause)}.`, {
      cause,
    });
  });
  const exported = exports['project'] ?? exports['default'];
  const project: unknown = typeof exported === 'function' ? await (exported as () => unknown)() : exported;
  if (project instanceof Project) return project;
  throw new ExecutorError(
    `The module '${module}' must export the project, or a function that makes it, as \`project\`.`,
  );
}
