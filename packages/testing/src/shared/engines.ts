import { auto, eager, list, LmlError, type Engine } from '@lml/core';

import { ensure, within } from './check.js';
import { ensureClose } from './closeness.js';
import type { Arrays } from './learning-session.js';
import { watchWarnings } from './watch-warnings.js';

/** What engines say of a step that they do not run as they should. */
const COMPLAINTS = ['LML_RUNS_EAGERLY', 'LML_COMPILED_STEP_DIFFERS'];

/**
 * Runs something on the eager engine, and on each other engine that is registered and works here, where it must give the same. What the
 * eager engine gave is returned.
 */
export async function onEveryEngine<Result extends Arrays>(
  run: (engine: Engine) => Promise<Result>,
  tolerance = 1e-3,
): Promise<Result> {
  const expected = await run(eager());
  for (const engine of otherEngines()) {
    await within(`on the engine '${engine.name}'`, async () => {
      let found: Result | undefined;
      const warnings = await watchWarnings(async () => {
        found = await unlessMissing(() => run(engine));
      });
      const complaint = warnings.find(({ code }) => COMPLAINTS.includes(code ?? ''));
      ensure(complaint === undefined, () => complaint!.message);
      if (found !== undefined) ensureClose(expected, found, tolerance);
    });
  }
  return expected;
}

/** The registered engines beside the eager one. */
function otherEngines(): Engine[] {
  const components = list('engine').map(({ component }) => component);
  const others = components.filter((component) => component !== auto && component !== eager);
  return others.map((component) => component(component.examples[0]) as Engine);
}

/** What `run` gives; nothing where this machine lacks what the engine needs. */
async function unlessMissing<Value>(run: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await run();
  } catch (error) {
    if (LmlError.isInstance(error, 'LML_MISSING_FEATURE')) return undefined;
    throw error;
  }
}
