import * as tf from '@tensorflow/tfjs';

import { MissingGradientError } from '../../errors/missing-gradient-error.js';
import { userLine } from '../../errors/user-line.js';
import { recomputing } from '../custom-gradient.js';

/** One op on TensorFlow.js's tape. */
interface TapeNode {
  readonly kernelName: string;
  inputs: Readonly<Record<string, tf.Tensor>>;
  readonly outputs: readonly tf.Tensor[];
  gradient: unknown;
  readonly saved: readonly tf.Tensor[];
}

type Inputs = Readonly<Record<string, tf.Tensor | null | undefined>>;

interface Tape {
  readonly state: { readonly activeTape: TapeNode[] };
  getTensorsForGradient(name: string, inputs: Inputs, outputs: readonly tf.Tensor[]): (tf.Tensor | null | undefined)[];
  addTapeNode(
    name: string,
    inputs: Inputs,
    outputs: readonly tf.Tensor[],
    gradient: unknown,
    saved: readonly tf.Tensor[],
    attributes: unknown,
  ): void;
}

/** Types whose numbers have neighbours, so that a gradient can pass. */
const SMOOTH: ReadonlySet<string> = new Set(['float32', 'complex64']);

/**
 * Mends seven things of TensorFlow.js's tape:
 *
 * - An op's outputs that its gradient needs are cloned before the op itself is noted, so a clone seems to come from
 *   nowhere, and second derivatives through it are lost without a word (`exp`, `tanh`, `sigmoid`, `softmax` …).
 * - Gradients run into ops that give whole numbers or truth values, and find no gradient there (`greater`, `logicalAnd` …)
 *   or a wrong one (a cast to int32). No gradient passes through those: they do not depend on their inputs smoothly.
 * - Other ops without a gradient are named, with the line that calls them.
 * - What a `tf.customGrad` saves between its inputs and its outputs comes from nowhere too: second derivatives through it are refused.
 * - Inputs that an op may do without (scale and offset of a batch normalisation) are taken for tensors where they are not.
 * - Gradients of complex numbers are not carried by it: ops that have one as input or output are refused, as others without a gradient.
 * - Gradients of what is empty run into shapes that do not fit, where something was broadcast. They are zeros, whatever the op.
 */
export function repairTape(): void {
  const tape = tf.engine() as unknown as Tape;
  const own = tape.addTapeNode.bind(tape);
  tape.addTapeNode = (name, inputs, outputs, gradient, saved, attributes) => {
    const given = Object.entries(inputs).filter((input): input is [string, tf.Tensor] => input[1] != null);
    const isSmooth = outputs.some(({ dtype }) => SMOOTH.has(dtype));
    // The node stays, since what was saved is freed with it.
    const reached = isSmooth ? Object.fromEntries(given) : {};
    if (outputs.every(({ size }) => size === 0))
      own(`${name} of nothing`, reached, outputs, () => zerosOf(reached), saved, attributes);
    else if ([...outputs, ...Object.values(reached)].some(({ dtype }) => dtype === 'complex64'))
      own(`${name} of complex numbers`, reached, outputs, refusal(name), saved, attributes);
    else own(name, reached, outputs, isSmooth ? (gradient ?? missing(name)) : gradient, saved, attributes);
    if (name === tf.Neg) steepenAbsoluteValue(tape.state.activeTape, given[0]![1]);
    if (!isSmooth || saved.length === 0) return;
    putBeforeClones(tape.state.activeTape, outputs);
    if (typeof gradient === 'function' && !hasGradient(name) && !recomputing.has(gradient))
      refuseIntermediates(tape.state.activeTape, reached, outputs, saved);
  };
  const ownSaved = tape.getTensorsForGradient.bind(tape);
  tape.getTensorsForGradient = (...call) => ownSaved(...call).filter((tensor) => tensor != null);
}

/**
 * |x| has the slope 0 at zero, but within −|x| the slope -1, as in TensorFlow.js: its cross-entropy of logits is made of −|x| and
 * `relu`, and is smooth at zero only so.
 */
function steepenAbsoluteValue(nodes: readonly TapeNode[], negated: tf.Tensor): void {
  const node = nodes.at(-2);
  if (node?.kernelName !== tf.Abs || !node.outputs.includes(negated)) return;
  const slope = (): tf.Tensor => tf.step(tf.cast(node.saved[0]!, 'float32'), -1);
  node.gradient = ([dy]: tf.Tensor[]) => ({ x: () => tf.mul(dy!, slope()) });
}

function zerosOf(inputs: Readonly<Record<string, tf.Tensor>>): Record<string, () => tf.Tensor> {
  return Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, () => tf.zeros(shape)]));
}

function hasGradient(name: string): boolean {
  return (tf.getGradient(name) as tf.GradConfig | undefined) !== undefined;
}

/**
 * What `tf.customGrad` saved besides inputs and outputs came about where nobody took note. It stands on the tape as made of the inputs,
 * without a gradient, so that a second derivative through it is an error instead of being left out.
 */
function refuseIntermediates(
  nodes: readonly TapeNode[],
  inputs: Readonly<Record<string, tf.Tensor>>,
  outputs: readonly tf.Tensor[],
  saved: readonly tf.Tensor[],
): void {
  const known = new Set([...Object.values(inputs), ...outputs]);
  const isCut = ({ inputs: of, outputs: [copy] }: TapeNode): boolean =>
    saved.includes(copy!) && SMOOTH.has(copy!.dtype) && !Object.values(of).some((tensor) => known.has(tensor));
  const cut = nodes.slice(-2 * saved.length - 1).filter(isCut);
  if (cut.length === 0) return;
  const line = userLine();
  for (const node of cut) {
    node.inputs = inputs;
    node.gradient = () => {
      throw new MissingGradientError('tf.customGrad', line, 'second derivative');
    };
  }
}

/** In place of a gradient that is not there: throws where it would be taken. A registered one goes before it. */
function missing(name: string): (() => never) | undefined {
  return hasGradient(name) ? undefined : refusal(name);
}

function refusal(name: string): () => never {
  const line = userLine();
  return () => {
    throw new MissingGradientError(name, line);
  };
}

/** Moves the last node before the clones that were made of its outputs; there is one node for each saved tensor. */
function putBeforeClones(nodes: TapeNode[], outputs: readonly tf.Tensor[]): void {
  const node = nodes.at(-1)!;
  const start = Math.max(0, nodes.length - 1 - node.saved.length);
  const isClone = ({ inputs }: TapeNode): boolean => Object.values(inputs).some((input) => outputs.includes(input));
  const first = nodes.findIndex((each, index) => index >= start && isClone(each));
  if (first < 0 || first === nodes.length - 1) return;
  nodes.pop();
  nodes.splice(first, 0, node);
}
