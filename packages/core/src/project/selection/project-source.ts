import { list } from '../../registry/global.js';
import { notedModules } from '../../registry/noted-modules.js';
import { toPlain } from '../../registry/to-config.js';
import { FactoryRequiredError } from '../../errors/factory-required-error.js';
import { isConfig } from '../../registry/component-option.js';
import { describeProject } from '../describe-project.js';
import type { Project } from '../project.js';

/** How a project is made again in another process. */
export interface ProjectSource {
  /** Its config. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** The module that makes it, as a URL: its export `project`, or the default one. */
  readonly module?: string | undefined;
  /** The packages and files whose components it names, and where this machine has them. */
  readonly packages: readonly { readonly name: string; readonly url?: string | undefined }[];
}

/**
 * How a project is made again in another process: by its module, where it names one, else by its config.
 *
 * @throws `LML_FACTORY_REQUIRED` if it has neither: parts that only exist in this process.
 */
export async function sourceOf(project: Project): Promise<ProjectSource> {
  const { module, learner, plugins = [] } = project.options;
  const registered = list().map((entry) => entry.package);
  const needed = new Set([...registered, ...plugins, ...modulesOf(project)]);
  const urls = notedModules();
  const packages = [...needed].filter((name) => name !== '@lml/core').map((name) => ({ name, url: urls.get(name) }));
  if (module !== undefined) return { module: String(module), packages };
  const { config, missing } = await describeProject(project);
  if (isConfig(learner) && missing.length === 0) {
    // As it was given, so that parameters find the same paths.
    return { config: { ...config, learner: toPlain(learner, 'learner', []) }, packages };
  }
  const parts = missing.length > 0 ? `${missing.join(', ')} cannot be written as data` : 'its learner is a function';
  throw new FactoryRequiredError(
    `To run elsewhere, a project must be made there again, and ${parts}. Write it as a config, or name the module that exports it as ` +
      '`project`: new Project({ …, module: import.meta.url }).',
  );
}

/** The modules that worker threads of its data import. */
function modulesOf({ options, learner }: Project): readonly string[] {
  const workers = (options.data ?? learner.data)?.options.workers;
  return typeof workers === 'object' ? (workers.modules ?? []) : [];
}
