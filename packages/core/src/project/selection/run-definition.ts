import type { Project } from '../project.js';
import { describeProject } from '../describe-project.js';
import { toPlain } from '../../registry/to-config.js';
import { isConfig } from '../../registry/component-option.js';
import type { FoldPlan } from './fold-spec.js';

/** All that results follow from, as plain data, and whether it is all there is: no function, no part made by hand. */
export async function definitionOf(
  project: Project,
  plan: FoldPlan,
  more: Readonly<Record<string, unknown>>,
): Promise<{ definition: unknown; isPlain: boolean }> {
  const { config, missing } = await describeProject(project);
  const left: string[] = [];
  const { groups } = plan;
  const listed = groups === undefined || typeof groups === 'string' ? groups : Array.from(groups as ArrayLike<unknown>);
  const own = toPlain({ ...more, plan: { ...plan, groups: listed } }, '', left);
  const { learner } = project.options;
  const definition: unknown = JSON.parse(
    JSON.stringify({
      project: { ...config, learner: isConfig(learner) ? toPlain(learner, '', left) : config['learner'] },
      own,
    }),
  );
  return { definition, isPlain: missing.length + left.length === 0 && isConfig(learner) };
}
