import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { CompiledEngine, type CompilingEngine } from '../engine/compiled-engine.js';
import { compiledShape } from '../engine/compiled-options.js';
import { tensorflowTarget } from '../targets/tensorflow/tensorflow-target.js';

/** Options of {@link tensorflow}. */
export interface TensorflowOptions extends z.input<z.ZodObject<typeof compiledShape>> {}

/**
 * The engine that traces each step once for each shape of batch and runs it as one session call of TensorFlow, through the addon of
 * `@tensorflow/tfjs-node`, which `lml native install` installs. Node only.
 *
 * It gives the numbers of the engine `eager`, to rounding. The same seed gives the same bytes, with the same number of threads:
 * TensorFlow takes as many as there are cores, or as `TF_NUM_INTRAOP_THREADS` says when the process starts. A step that cannot be
 * traced runs eagerly, with a warning that names the line.
 *
 * @throws `LML_INVALID_OPTIONS`; `LML_MISSING_FEATURE` from `setup` where there is no tfjs-node, and in browsers;
 * `LML_IMPURE_STEP` from a step that is not pure.
 *
 * @example
 * ```ts
 * import { tensorflow } from '@lml/compiler';
 *
 * const engine = tensorflow({ verify: { every: 1000 } });
 * engine.name; // => 'tensorflow'
 * ```
 */
export const tensorflow = defineComponent({
  kind: 'engine',
  name: 'tensorflow',
  summary: 'Runs each step as one session call of TensorFlow, where tfjs-node is installed.',
  schema: z.strictObject(compiledShape),
  examples: [{}, { maxGraphs: 4, verify: { every: 100 } }],
  rank: 20,
  create: (settings): CompilingEngine => new CompiledEngine(tensorflowTarget(), settings),
});
