import { exportOnnx } from '@lml/compiler';
import { LmlError } from '@lml/core';
import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { runOn } from '../engines.mjs';
import { modelSubject, patternSubject } from '../models/exported.mjs';
import { models } from '../models/model.mjs';
import { differenceOf, isRounding } from '../numbers/compare.mjs';
import { inDouble } from '../numbers/double.mjs';
import { jittered } from '../numbers/jitter.mjs';
import { patterns } from '../patterns/pattern.mjs';

/** @typedef {import('@lml/core').NdArray} NdArray */

/** How much ONNX Runtime rewrites a file; other runtimes rewrite as well. */
const LEVELS = /** @type {const} */ (['disabled', 'basic', 'extended', 'all']);
const TOLERANCE = 1e-4;
/** Numbers go in that are about 1: where what comes out is much smaller, as equal ones made normal, it may be but rounding. */
const LEAST = 0.1;

/**
 * Exported models in ONNX Runtime, at each level of its optimisation, against the eager engine.
 *
 * @type {import('../search.mjs').Target<{ subject: { pattern: any } | { model: any }, seed: number }>}
 */
const exported = {
  name: 'export',
  cases: fc.record({
    subject: fc.oneof(fc.record({ pattern: patterns }), fc.record({ model: models })),
    seed: fc.nat(1000),
  }),
  async check({ subject: given, seed }, { limit }) {
    const subject = 'pattern' in given ? patternSubject(given.pattern, seed) : await modelSubject(given.model, seed);
    try {
      return await judge(subject, limit);
    } finally {
      subject.dispose();
    }
  },
};
export { exported as export };

/**
 * @param {import('../models/exported.mjs').Subject} subject
 * @param {(name: string) => void} limit
 * @returns {Promise<import('../search.mjs').Finding[]>}
 */
async function judge({ parts, text, model, state, input }, limit) {
  const finding = (/** @type {string} */ kind, /** @type {string} */ words) => [
    { kind, parts, text: `${words}\nexported and run on [${input.shape.join(', ')}]:\n${text}` },
  ];
  const program = {
    run: (/** @type {any} */ batch) => ({ outputs: { output: /** @type {any} */ (model.apply(batch.input)) } }),
    batches: [{ input }],
    state,
    training: false,
  };
  const expected = (await runOn('cpu', program)).values?.['output'];
  if (expected === undefined) return [];
  /** @type {Uint8Array} */
  let bytes;
  try {
    const inputs = { input: { shape: input.shape.slice(1), dtype: /** @type {'float32'} */ (input.dtype) } };
    bytes = await exportOnnx(model, { inputs });
  } catch (error) {
    if (!LmlError.isInstance(error)) return finding('an error without a code', String(error));
    limit(`not exported: ${error.code}`);
    return [];
  }
  for (const level of LEVELS) {
    const actual = await runFile(bytes, level, input).catch((error) => String(error.message));
    if (typeof actual === 'string') return finding(`a failure at ${level}`, actual);
    const difference = differenceOf(actual, expected, TOLERANCE, LEAST);
    if (difference === undefined) continue;
    const inDoubles = async () => (await inDouble(() => runOn('cpu', program))).values?.['output'];
    if (isRounding(actual, await inDoubles(), [expected, await jittered(inDoubles)])) continue;
    return finding(`output at ${level}`, `The output ${difference}`);
  }
  return [];
}

/**
 * @param {Uint8Array} bytes
 * @param {typeof LEVELS[number]} graphOptimizationLevel
 * @param {NdArray} input
 * @returns {Promise<NdArray>}
 */
async function runFile(bytes, graphOptimizationLevel, { dtype, data, shape }) {
  const session = await InferenceSession.create(bytes, {
    graphOptimizationLevel,
    intraOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  try {
    const results = await session.run({
      input: new Tensor(/** @type {'float32'} */ (dtype), /** @type {Float32Array} */ (data), shape),
    });
    const { type, data: numbers, dims } = /** @type {Tensor} */ (results['output']);
    return { dtype: /** @type {'float32'} */ (type), shape: dims, data: /** @type {Float32Array} */ (numbers) };
  } finally {
    await session.release();
  }
}
