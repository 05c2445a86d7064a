import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { CompiledEngine, type CompilingEngine } from '../engine/compiled-engine.js';
import { compiledShape } from '../engine/compiled-options.js';
import { onnxTarget } from '../targets/onnx/onnx-target.js';

const ownShape = {
  /**
   * Threads within an op. Default: one for each core, of more than four logical processors for every second one; fewer
   * for steps with a loop, as of an LSTM, where that is faster and changes no number.
   */
  threads: z
    .int()
    .min(1)
    .optional()
    .describe(
      'Threads within an op. Default: one for each core, of more than four logical processors for every second one; fewer for steps with a loop, as of an LSTM, where that is faster and changes no number.',
    ),
  /** Where ops run, the first choice first, by ONNX Runtime's names. Default ['cpu'], in browsers ['wasm']. */
  executionProviders: z
    .array(z.string().min(1))
    .min(1)
    .readonly()
    .optional()
    .describe("Where ops run, the first choice first, by ONNX Runtime's names. Default ['cpu'], in browsers ['wasm']."),
  /** Whether working memory is kept from step to step instead of given back. Default: `true`. */
  keepMemory: z
    .boolean()
    .default(true)
    .describe('Whether working memory is kept from step to step instead of given back.'),
  /**
   * The folder, as a URL, where a page serves the .wasm and .mjs files of onnxruntime-web. Default: beside the script.
   */
  path: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The folder, as a URL, where a page serves the .wasm and .mjs files of onnxruntime-web. Default: beside the script.',
    ),
  /** The beginning of the name of a file to which ONNX Runtime writes a profile. Default: none. Node only. */
  profile: z
    .string()
    .min(1)
    .optional()
    .describe('The beginning of the name of a file to which ONNX Runtime writes a profile. Default: none. Node only.'),
};

/** Options of {@link onnx}. */
export interface OnnxOptions
  extends z.input<z.ZodObject<typeof compiledShape>>, z.input<z.ZodObject<typeof ownShape>> {}

/**
 * The engine that traces each step once for each shape of batch and runs it as one graph of ONNX Runtime: in Node by
 * `onnxruntime-node`, in browsers by `onnxruntime-web`, which must be installed.
 *
 * It gives the numbers of the engine `eager`, to rounding. The same seed gives the same bytes. A step that cannot be traced runs
 * eagerly, with a warning that names the line.
 *
 * @throws `LML_INVALID_OPTIONS`; `LML_MISSING_FEATURE` from `setup` where ONNX Runtime is not installed or has no binary for
 * this machine; `LML_IMPURE_STEP` from a step that is not pure.
 *
 * @example
 * ```ts
 * import { onnx } from '@lml/compiler';
 * import { ndArray } from '@lml/core';
 * import type { Step } from '@lml/core/engine';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const engine = onnx({ threads: 1 });
 * await engine.setup({ seed: 0 });
 * engine.declare([{ name: 'w', shape: [2], dtype: 'float32', trainable: true, value: ndArray([1, 2]) }]);
 * const double: Step = {
 *   name: 'double',
 *   stage: 'train',
 *   training: true,
 *   run: (_batch, context) => (context.write('w', tf.mul(context.read('w'), 2)), {}),
 * };
 * await engine.run(double, {}, { step: 0 });
 * (await engine.read(['w'])).w; // => { dtype: 'float32', shape: [2], data: Float32Array.of(2, 4) }
 * engine.dispose();
 * ```
 */
export const onnx = defineComponent({
  kind: 'engine',
  name: 'onnx',
  summary: 'Runs each step as one graph of ONNX Runtime, traced at its first batch.',
  schema: z.strictObject({ ...ownShape, ...compiledShape }),
  examples: [{}, { threads: 1, maxGraphs: 4, verify: { every: 100 } }],
  rank: 10,
  create: ({ maxGraphs, verify, ...options }): CompilingEngine =>
    new CompiledEngine(onnxTarget(options), { maxGraphs, verify }),
});
