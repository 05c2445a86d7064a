import { sameShape, sizeOf, type NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { UndeclaredStateError } from '../errors/undeclared-state-error.js';
import type { StateSpec } from './state.js';
import type { Step, StepOutput } from './step.js';

/**
 * Returns the state of a name.
 *
 * @throws `LML_UNDECLARED_STATE` if it is not declared.
 */
export function declaredState(specs: ReadonlyMap<string, StateSpec>, name: string): StateSpec {
  const spec = specs.get(name);
  if (spec !== undefined) return spec;
  const declared = [...specs.keys()].join(', ') || 'nothing';
  throw new UndeclaredStateError(`There is no state named '${name}'. Declared: ${declared}.`);
}

/**
 * Checks the shape of a value for a piece of state.
 *
 * @throws `LML_SHAPE_MISMATCH` for another shape than the declared one.
 */
export function checkStateShape({ name, shape }: StateSpec, received: readonly number[]): void {
  if (sameShape(shape, received)) return;
  throw new ShapeMismatchError(
    `State '${name}' is declared with shape [${shape.join(', ')}], but was given a value of shape [${received.join(', ')}]. A shape never changes.`,
  );
}

/**
 * Checks a value of the host for a piece of state.
 *
 * @throws `LML_SHAPE_MISMATCH` for another shape than the declared one, or numbers that do not fill it.
 */
export function checkStateValue(spec: StateSpec, { shape, data }: NdArray): void {
  checkStateShape(spec, shape);
  if (data.length === sizeOf(shape)) return;
  throw new ShapeMismatchError(
    `State '${spec.name}' was given ${data.length} values, which do not fill its shape [${shape.join(', ')}].`,
  );
}

/**
 * Returns a hyper-number: the one that the caller sets, or else the initial one.
 *
 * @throws `LML_INVALID_ARGUMENT` if there is neither.
 */
export function hyperNumber(
  hyper: Readonly<Record<string, number>>,
  name: string,
  initial: number | undefined,
): number {
  const number = hyper[name] ?? initial;
  if (number !== undefined) return number;
  throw new InvalidArgumentError(`hyper '${name}'`, 'set, or given an initial value in the step', number);
}

/**
 * Returns what a step returned, if it is an output.
 *
 * @throws `LML_INVALID_ARGUMENT` for anything else, such as a promise.
 */
export function checkStepOutput(step: Step, returned: unknown): StepOutput {
  if (typeof returned === 'object' && returned !== null && !(returned instanceof Promise)) return returned;
  const remedy = 'A step is synchronous.';
  throw new InvalidArgumentError(`what step '${step.name}' returns`, '{ scalars, outputs }', returned, remedy);
}

/**
 * Returns what an engine holds since it was set up.
 *
 * @throws `LML_INVALID_ARGUMENT` if it is not set up.
 */
export function requireSetUp<Parts>(parts: Parts | undefined): Parts {
  if (parts !== undefined) return parts;
  throw new InvalidArgumentError('engine', 'set up: await engine.setup({ seed })', 'one that is not');
}
