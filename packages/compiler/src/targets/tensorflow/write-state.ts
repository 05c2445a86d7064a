import type { StoragePort } from '../../layout/state-ports.js';
import { storageNodes, type Emitter } from './emitter.js';
import { FLOAT, type } from './model.js';

/** The name of what is fetched in each run: it waits for all that is written. */
export const DONE = 'done';

/** State that changes. */
interface Change {
  readonly index: number;
  readonly port: StoragePort;
  /** Its new numbers. */
  readonly output: string;
}

/** Weights, m and v that a step of Adam changes. */
interface AdamChange {
  readonly weights: Change;
  readonly moments: readonly [Change, Change];
  /** The weights from which the step is subtracted: those of before, or what was made of them. */
  readonly from: string;
  readonly inputs: readonly string[];
}

/**
 * Writes what has changed, behind a gate that opens when all that is written and returned has been computed: if anything fails, no
 * state has changed.
 */
export function writeState(ports: readonly StoragePort[], results: readonly string[], emit: Emitter): void {
  const changes = ports.flatMap((port, index): Change[] =>
    port.output === undefined ? [] : [{ port, index, output: port.output }],
  );
  const adams = changes.flatMap((change) => adamChange(change, changes, emit) ?? []);
  const byAdam = new Set(adams.flatMap(({ weights, moments }) => [weights, ...moments]));
  const plain = changes.filter((change) => !byAdam.has(change));
  const needed = [...plain.map(({ output }) => output), ...adams.flatMap(({ from, inputs }) => [from, ...inputs])];
  const waits = [...needed, ...results].map((name) => `^${name.replace(/:\d+$/, '')}`);
  const gate = emit.add('NoOp', [...new Set(waits)], {}, 'computed');
  const written = [
    ...plain.map((change) => assigned(change, change.output, gate, emit)),
    ...adams.map((adam) => applied(adam, gate, emit)),
  ];
  emit.done([gate, ...written], DONE);
}

function assigned({ port, index }: Change, value: string, gate: string, emit: Emitter): string {
  const { dtype } = port.storage;
  const names = [storageNodes.variable(index), value, `^${gate}`];
  return emit.add('AssignVariableOp', names, { dtype: type(dtype), validate_shape: false });
}

/** The step of Adam behind a change, if all that it makes is written: new weights, m and v, each from what it was. */
function adamChange(weights: Change, changes: readonly Change[], emit: Emitter): AdamChange | undefined {
  const difference = emit.nodes.find(({ name }) => name === weights.output);
  const [from, step] = difference?.inputs ?? [];
  const adam = difference?.op === 'Sub' ? emit.adamSteps.get(step!) : undefined;
  const moments = adam?.moments.map((name, at) =>
    changes.find(({ output, index }) => output === name && adam.inputs[at + 1] === storageNodes.read(index)),
  );
  const [mean, square] = moments ?? [];
  if (adam === undefined || mean === undefined || square === undefined) return undefined;
  return { weights, moments: [mean, square], from: from!, inputs: adam.inputs };
}

/**
 * In one pass, in place. The op takes 1 − β₂ from β₂ in float32, which is off by up to 3e-8: of 0.001 that is some 1e-5. So v is that
 * much larger or smaller than it should be, and the size of the step and ε are made so by its root: weights are right.
 */
function applied({ weights, moments, from, inputs }: AdamChange, gate: string, emit: Emitter): string {
  const [gradient, , , size, epsilon, beta1, , beta2, rest2] = inputs as [string, ...string[]];
  const before = storageNodes.read(weights.index);
  const start = from === before ? gate : assigned(weights, from, gate, emit);
  const variables = [weights, ...moments].map(({ index }) => storageNodes.variable(index));
  // The size of the step is corrected for the powers of both betas already.
  const [none, one] = [0, 1].map((value) => emit.scalar(value, 'float32')) as [string, string];
  const factor = emit.float('Sqrt', emit.float('RealDiv', emit.float('Sub', one, beta2!), rest2!));
  const [corrected, shifted] = [size!, epsilon!].map((number) => emit.float('Mul', number, factor));
  const numbers = [none, none, corrected!, beta1!, beta2!, shifted!];
  return emit.add('ResourceApplyAdam', [...variables, ...numbers, gradient, `^${start}`], {
    ...FLOAT,
    use_locking: false,
    use_nesterov: false,
  });
}
