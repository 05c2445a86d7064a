import { toPlain } from '../registry/to-config.js';
import type { ProjectDescription } from '../training/project-description.js';
import type { Project } from './project.js';

/** Writes a project down, so that the config makes it again. */
export function describeProject(project: Project): ProjectDescription {
  const missing: string[] = [];
  const { learner, options, seed } = project;
  const data = options.data ?? learner.data;
  const config = {
    name: options.name ?? 'project',
    seed,
    learner: learnerConfig(project, missing),
    data: data === undefined ? undefined : toPlain(data.options, 'data', missing),
    predictor: learner.predictor === undefined ? undefined : toPlain(learner.predictor, 'predictor', missing),
    trainer: toPlain(project.trainer.options, 'trainer', missing),
    plugins: options.plugins,
  };
  return { config: JSON.parse(JSON.stringify(config)) as Record<string, unknown>, missing };
}

/** The learner's own config, without data and predictor, which stand at the top level. */
function learnerConfig({ learner }: Project, missing: string[]): unknown {
  const paths: string[] = [];
  const written = toPlain(learner, 'learner', paths);
  missing.push(...paths.filter((path) => path !== 'learner.data' && !path.startsWith('learner.data.')));
  if (typeof written !== 'object' || written === null) return written;
  const { data: _, predictor: __, ...rest } = written as Record<string, unknown>;
  return rest;
}
