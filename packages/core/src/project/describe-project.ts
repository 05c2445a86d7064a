import { stringify } from 'yaml';

import { toPlain } from '../registry/to-config.js';
import type { DataModuleOptions } from '../data/data-module.js';
import type { ProjectDescription } from '../training/project-description.js';
import { ArrayNotes } from './array-notes.js';
import type { Project } from './project.js';

/** What is written down of a project. */
export type DescribedProject = Pick<Project, 'learner' | 'options' | 'seed' | 'trainer'>;

/** Writes a project down, so that the config makes it again. Arrays that were handed over in code are named by shape and hash. */
export async function describeProject(project: DescribedProject): Promise<ProjectDescription> {
  const notes = new ArrayNotes();
  const plain = (value: unknown, path: string, paths: string[]): unknown =>
    toPlain(value, path, paths, (part) => notes.of(part));
  const missing: string[] = [];
  const { learner, options, seed } = project;
  const data = options.data ?? learner.data;
  const config = {
    name: options.name ?? 'project',
    seed,
    learner: learnerConfig(project, missing, plain),
    data: data === undefined ? undefined : plain(withoutModules(data.options), 'data', missing),
    predictor: learner.predictor === undefined ? undefined : plain(learner.predictor, 'predictor', missing),
    trainer: plain(project.trainer.options, 'trainer', missing),
    plugins: options.plugins,
  };
  await notes.complete();
  return { config: JSON.parse(JSON.stringify(config)) as Record<string, unknown>, missing };
}

/** Options of data without the modules of worker threads: no file names what is to be imported, except under `plugins`. */
function withoutModules(options: DataModuleOptions): DataModuleOptions {
  return typeof options.workers === 'object' ? { ...options, workers: options.workers.count } : options;
}

/** The learner's own config, without data and predictor, which stand at the top level. */
function learnerConfig(
  { learner }: DescribedProject,
  missing: string[],
  plain: (value: unknown, path: string, paths: string[]) => unknown,
): unknown {
  const paths: string[] = [];
  const written = plain(learner, 'learner', paths);
  missing.push(...paths.filter((path) => path !== 'learner.data' && !path.startsWith('learner.data.')));
  if (typeof written !== 'object' || written === null) return written;
  const { data: _, predictor: __, ...rest } = written as Record<string, unknown>;
  return rest;
}

/** A config as a file, which says what is not in it. */
export function configText({ config, missing }: ProjectDescription): string {
  if (missing.length === 0) return stringify(config);
  const lines = missing.map((path) => `#   ${path}`);
  return ['# Given in code, and not in here as it was:', ...lines, stringify(config)].join('\n');
}
