import { LmlError } from '../../errors/lml-error.js';
import { warn } from '../../node/warnings.js';
import type { SearchParameters } from '../../search/distribution.js';
import { toFault } from '../../search/trial-fault.js';
import type { Project } from '../project.js';
import { withParameters } from './with-params.js';

/** Makes the learner of some parameters once, so that what is wrong with it is said before the first fold. */
export function checkLearner(project: Project, params: SearchParameters): void {
  const parts = withParameters(project, params);
  parts.make(parts.data, parts.params).model.dispose();
}

/**
 * Makes the learner of the first parameters of a search once: paths that there are not are told before anything is written. Warns of
 * parameters that the function which makes the learner does not look at.
 *
 * @throws what is wrong, with the parameters.
 */
export function checkFirst(project: Project, searched: SearchParameters): void {
  const read = new Set<string | symbol>();
  const watched = new Proxy(
    { ...project.options.params, ...searched },
    {
      get: (params, name, receiver) => {
        read.add(name);
        return Reflect.get(params, name, receiver) as unknown;
      },
      // Whoever copies all of them looks at all of them.
      ownKeys: (params) => {
        for (const name of Object.keys(params)) read.add(name);
        return Reflect.ownKeys(params);
      },
    },
  );
  try {
    const parts = withParameters(project, { ...project.options.params, ...searched });
    const isOfCode = typeof project.options.learner === 'function';
    parts.make(parts.data, isOfCode ? watched : parts.params).model.dispose();
    const unread = Object.keys(searched).filter((name) => !read.has(name) && !/^(data|trainer)\./.test(name));
    if (!isOfCode || unread.length === 0) return;
    const which = unread.map((name) => `'${name}'`).join(', ');
    warn(
      'LML_UNREAD_PARAMETER',
      `The function that makes the learner does not look at ${which}, which is searched. Is it called otherwise there?`,
    );
  } catch (error) {
    const { code, message } = toFault(error);
    throw new LmlError(code, `With the first parameters of the space, ${JSON.stringify(searched)}: ${message}`, {
      cause: error,
    });
  }
}
