import { platform } from '#platform';

import { ExecutorError } from '../../errors/executor-error.js';
import { OtherSplitError } from '../../errors/other-split-error.js';
import { lengthOf } from '../../data/dataset.js';
import { carriedData, carriedJson } from '../../training/checkpoints/plain-json.js';
import { writeSafetensors } from '../../training/checkpoints/safetensors.js';
import { noteModule } from '../../registry/noted-modules.js';
import type { Job, JobHandler } from '../../search/executor.js';
import { projectFromConfig } from '../project-config.js';
import { Project } from '../project.js';
import { flatten } from './flat-tree.js';
import { planOf, type FoldJobData } from './fold-job.js';
import { foldsOf, trainingData } from './folds-of.js';
import { PREDICTIONS_FILE } from './predictions-file.js';
import type { ProjectSource } from './project-source.js';
import { runFold } from './run-fold.js';
import { outerOf, withinFold } from './within-fold.js';

/** How a worker makes the projects of its jobs. */
export interface JobHandlerOptions {
  /** The project that it works for; jobs then only say which fold and with which parameters. Default: each job says which. */
  readonly project?: Project | undefined;
  /**
   * Whether modules are imported from where a job says: of a process that this one's parent has started, not of whoever can reach a
   * queue. Otherwise only packages by their names.
   */
  readonly isTrusted?: boolean | undefined;
}

/**
 * Does the jobs that another process has given: makes the project again, and trains and judges one fold of it. What goes wrong in
 * training is a result.
 *
 * @throws from the handler: `LML_EXECUTOR` where the project cannot be made here, `LML_OTHER_SPLIT` where its data are others here.
 */
export function jobHandler({ project: own, isTrusted = false }: JobHandlerOptions = {}): JobHandler {
  /** Projects by what they were made of: the folds of one come one after the other. */
  const made = new Map<string, Promise<Project>>();
  const projectOf = (source: ProjectSource): Promise<Project> => {
    const key = JSON.stringify(source);
    let project = made.get(key);
    if (project === undefined) {
      // Data of one project at a time are kept.
      made.clear();
      made.set(key, (project = makeProject(source, isTrusted)));
      project.catch(() => made.delete(key));
    }
    return project;
  };
  /** The project within the latest outer fold. */
  let latest: { whole: Project; key: string; project: Promise<Project> } | undefined;
  const within = (whole: Project, outer: unknown): Promise<Project> => {
    const key = JSON.stringify(outer);
    if (latest?.whole !== whole || latest.key !== key)
      latest = { whole, key, project: withinFold(whole, outerOf(outer), (options) => new Project(options)) };
    return latest.project;
  };
  return async ({ data, folder }: Job, { signal }) => {
    const { source, outer, plan: plain, spec, samples } = carriedData(data) as FoldJobData;
    const whole = own ?? (await projectOf(source));
    const project = outer === undefined ? whole : await within(whole, outer);
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
}

async function makeProject({ module, config, packages }: ProjectSource, isTrusted: boolean): Promise<Project> {
  for (const { name, url } of packages) {
    const isPackage = /^(@[\w.-]+\/)?[\w-][\w.-]*$/.test(name);
    const place = isTrusted ? (url ?? name) : isPackage ? name : undefined;
    // One that is not installed here may not be needed; if it is, the config says so by name.
    if (place === undefined) continue;
    await platform.importModule(place).catch(() => undefined);
    // Threads of this process may need it too.
    noteModule(name, place);
  }
  if (module === undefined) return projectFromConfig(config);
  if (!isTrusted) {
    const remedy = 'Start the worker with the project that it works for: lml worker project.mjs --redis …';
    throw new ExecutorError(
      `The project is made by the module '${module}', which no worker imports because a job says so. ${remedy}`,
    );
  }
  return importProject(module);
}

/** The project that a module exports. */
export async function importProject(module: string): Promise<Project> {
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
