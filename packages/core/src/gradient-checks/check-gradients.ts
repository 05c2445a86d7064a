import type * as tf from '@tensorflow/tfjs';

import { LmlError } from '../errors/lml-error.js';
import type { MissingGradientError } from '../errors/missing-gradient-error.js';
import { gradientCases } from './cases/index.js';
import { comparable, differencesOf, slopesOf, valuesOf } from './compare.js';
import type { GradientCase } from './gradient-case.js';
import { differentiable, gradientsOf, type Program } from './program.js';
import { referenceOf, wideSlopeOf, type Reference } from './reference.js';
import { runOn, type Run } from './run-on.js';
import { withoutWarnings } from '../node/warnings.js';
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
    const isLoud = each.refused !== undefined || each.opByOp === true;
    const error = await (isLoud ? withoutWarnings(() => checkCase(target, each)) : checkCase(target, each));
    const check = { name: each.name, engine: target.name, passed: error === undefined };
    yield error === undefined ? check : { ...check, error };
  }
}

/** What is wrong with a case; nothing where all is right. */
async function checkCase(target: GradientTarget, one: GradientCase): Promise<string | undefined> {
  await startBackend('cpu');
  const problem = await one.open();
  const program: Program = {
    ...problem,
    compute: (...inputs) => [problem.compute(...inputs)].flat<(tf.Tensor | readonly tf.Tensor[])[], 1>(),
  };
  try {
    if (one.refused !== undefined) return await checkRefusal(target, program, one.refused);
    const first = await known(one, 'first', program);
    const wrong = slopesOf(first) ?? (await compareFirst(target, program, first, one.opByOp));
    if (wrong !== undefined) return `gradient ${wrong}`;
    const slopes = gradientsOf(program, first.weights);
    const wrongSecond =
      one.secondRefused === undefined
        ? await compareSecond(target, slopes, await known(one, 'second', slopes), one.opByOp)
        : await checkRefusal(target, slopes, one.secondRefused);
    return wrongSecond && `gradient of the gradient ${wrongSecond}`;
  } catch (error) {
    return explain(error);
  } finally {
    problem.dispose?.();
  }
}

/** References are the same for all engines. */
const references = new WeakMap<GradientCase, { first?: Reference; second?: Reference }>();

async function known(one: GradientCase, order: 'first' | 'second', program: Program): Promise<Reference> {
  const found = references.get(one) ?? {};
  references.set(one, found);
  if (found[order] === undefined) {
    await startBackend('cpu');
    found[order] = referenceOf(program, { isWide: order === 'first' });
  }
  return found[order];
}

async function compareFirst(
  target: GradientTarget,
  program: Program,
  reference: Reference,
  opByOp: boolean | undefined,
): Promise<string | undefined> {
  const compare = async (run: Run): Promise<string | undefined> => {
    const { gradients } = await run(program.inputs);
    const wrong = valuesOf(gradients, reference);
    if (wrong !== undefined) return wrong;
    const places = differentiable(program);
    const value = async (inputs: Program['inputs']): Promise<number> => (await run(inputs)).value;
    const slopes: [number, number, number][] = [];
    for (const [index, coordinates] of comparable(reference).entries()) {
      for (const at of coordinates)
        slopes.push([index, at, await wideSlopeOf(value, program.inputs, places[index]!, at)]);
    }
    return slopes.length === 0
      ? 'cannot be compared with differences of its own values, for kinks'
      : differencesOf(gradients, slopes, reference);
  };
  return runOn(target, program, reference.weights, compare, opByOp);
}

async function compareSecond(
  target: GradientTarget,
  slopes: Program,
  reference: Reference,
  opByOp: boolean | undefined,
): Promise<string | undefined> {
  const compare = async (run: Run): Promise<string | undefined> =>
    valuesOf((await run(slopes.inputs)).gradients, reference);
  return slopesOf(reference) ?? (await runOn(target, slopes, reference.weights, compare, opByOp));
}

/** What is wrong where the gradients of a program should be refused by the name of what has none. */
async function checkRefusal(target: GradientTarget, program: Program, name: string): Promise<string | undefined> {
  try {
    await runOn(target, program, undefined, (run) => run(program.inputs), true);
  } catch (error) {
    // What a backend cannot even compute has no gradient there either.
    if (LmlError.isInstance(error, 'LML_MISSING_FEATURE')) return undefined;
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
