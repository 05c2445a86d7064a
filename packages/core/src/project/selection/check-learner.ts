import type { SearchParameters } from '../../search/distribution.js';
import type { Project } from '../project.js';
import { withParameters } from './with-params.js';

/** Makes the learner of some parameters once, so that what is wrong with it is said before the first fold. */
export function checkLearner(project: Project, params: SearchParameters): void {
  const parts = withParameters(project, params);
  parts.make(parts.data, parts.params).model.dispose();
}
