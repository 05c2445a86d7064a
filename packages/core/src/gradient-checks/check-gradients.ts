import type * as tf from '@tensorflow/tfjs';

import { LmlError } from '../errors/lml-error.js';
import type { MissingGradientError } from '../errors/missing-gradient-error.js';
import { gradientCases } from './cases/index.js';
import { differencesOf, slopesOf, valuesOf } from './compare.js';
import type { GradientCase } from './gradient-case.js';
import { differentiable, gradientsOf, type Program } from './program.js';
import { referenceOf, slopeBy, weighted, type Reference } from './reference.js';
import { runOn } from './run-on.js';
import { startBackend, type GradientTarget } from './targets.js';

/** What became of a case. */
export interface GradientCheck {
  /** The case. */
  readonly name: string;
  /** Where it was checked: `onnx`, `eager (wasm)`. */
  readonly engine: string;
  /** Whether its gradients are right, or refused by the name of what has none where that is what should be. */
  readonly passed: boolean;
  /** What is wrong, for people. */
  readonly error?: string | undefined;
}

/** Options of {@link checkGradients}. */
export interface CheckGradientsOptions {
  /** What is checked. Default: all of {@link gradientCases}. */
  readonly cases?: readonly GradientCase[] | undefined;
}

/** So many numbers of each input are moved on the engine itself. */
const COORDINATES = 3;

/**
 * Checks gradients of ops, composites and layers: that those of an engine or backend are the slopes of what it computes, by central
 * differences in float32, within a hundredth of the largest slope; that they are those of the cpu backend with 64 bits, within 10⁻⁴ of
 * the largest; that these are the slopes of differences with 64 bits; and the same for the gradients of the gradients. What has no
 * gradient, or none of its gradient, must be refused by `LML_MISSING_GRADIENT` with its name.
 *
 * A case after the other is given, once it is done. The current backend is the target's afterwards, or cpu.
 *
 * @throws `LML_MISSING_FEATURE` where this machine or installation lacks what the target needs.
 *
 * @example
 * ```ts
 * import { checkGradients, gradientCases, gradientTargets } from '@lml/core/gradients';
 *
 * const cases = gradientCases.filter(({ name }) => name === 'tanh');
 * const [target] = gradientTargets('cpu');
 * const checks = [];
 * for await (const check of checkGradients(target!, { cases })) checks.push(check);
 * checks; // => [{ name: 'tanh', engine: 'eager (cpu)', passed: true }]
 * ```
 */
export async function* checkGradients(
  target: GradientTarget,
  { cases = gradientCases }: CheckGradientsOptions = {},
): AsyncGenerator<GradientCheck, void, undefined> {
  // What is missing is told at once.
  const engine = await target.start();
  await engine.setup({ seed: 0 });
  engine.dispose();
  for (const each of cases) {
    const error = await checkCase(target, each);
    const check = { name: each.name, engine: target.name, passed: error === undefined };
    yield error === undefined ? check : { ...check, error };
  }
}

/** What is wrong with a case; nothing where all is right. */
async function checkCase(target: GradientTarget, one: GradientCase): Promise<string | undefined> {
  await startBackend('cpu');
  const problem = await one.open();
  const program: Program = {
    inputs: problem.inputs,
    compute: (...inputs) => [problem.compute(...inputs)].flat() as tf.Tensor[],
  };
  try {
    if (one.refused !== undefined) return await checkRefusal(target, program, one.refused);
    const first = referenceOf(program);
    const wrong = slopesOf(first) ?? (await compareFirst(target, program, first));
    if (wrong !== undefined) return `gradient ${wrong}`;
    const slopes = gradientsOf(program, first.weights);
    const wrongSecond =
      one.secondRefused === undefined
        ? await compareSecond(target, slopes)
        : await checkRefusal(target, slopes, one.secondRefused);
    return wrongSecond && `gradient of the gradient ${wrongSecond}`;
  } catch (error) {
    return explain(error);
  } finally {
    problem.dispose?.();
  }
}

async function compareFirst(
  target: GradientTarget,
  program: Program,
  reference: Reference,
): Promise<string | undefined> {
  const gradients = gradientsOf(program, reference.weights);
  const compute = (inputs: tf.Tensor[]) => ({
    values: program.compute(...inputs),
    gradients: gradients.compute(...inputs),
  });
  return runOn(target, program, compute, async (run) => {
    const found = (await run(program.inputs)).gradients;
    const wrong = valuesOf(found, reference);
    if (wrong !== undefined) return wrong;
    const slopes: [number, number, number][] = [];
    for (const [index, place] of differentiable(program).entries()) {
      for (const at of [...reference.slopes[index]!.keys()].slice(0, COORDINATES)) {
        const value = async (inputs: Program['inputs']): Promise<number> =>
          weighted(
            (await run(inputs)).values.map(({ data }) => data as Float32Array),
            reference.weights,
          );
        slopes.push([index, at, await slopeBy(value, program.inputs, place, at)]);
      }
    }
    return differencesOf(found, slopes, reference);
  });
}

async function compareSecond(target: GradientTarget, slopes: Program): Promise<string | undefined> {
  await startBackend('cpu');
  const reference = referenceOf(slopes);
  const wrong = slopesOf(reference);
  if (wrong !== undefined) return wrong;
  const gradients = gradientsOf(slopes, reference.weights);
  const compute = (inputs: tf.Tensor[]) => ({ values: [], gradients: gradients.compute(...inputs) });
  return runOn(target, slopes, compute, async (run) => valuesOf((await run(slopes.inputs)).gradients, reference));
}

/** What is wrong where the gradients of a program should be refused by the name of what has none. */
async function checkRefusal(target: GradientTarget, program: Program, name: string): Promise<string | undefined> {
  const gradients = gradientsOf(program);
  const compute = (inputs: tf.Tensor[]) => ({ values: [], gradients: gradients.compute(...inputs) });
  try {
    await runOn(target, program, compute, (run) => run(program.inputs));
  } catch (error) {
    const isRefused =
      LmlError.isInstance(error, 'LML_MISSING_GRADIENT') && (error as MissingGradientError).operation === name;
    return isRefused ? undefined : `is to be refused for '${name}', got ${explain(error)}`;
  }
  return `is to be refused for '${name}', but is given`;
}

function explain(error: unknown): string {
  if (LmlError.isInstance(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
