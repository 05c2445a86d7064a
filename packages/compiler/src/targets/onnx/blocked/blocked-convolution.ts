import type { Emitter } from '../emitter.js';
import { slidingAttributes, turnedPads, type Window } from '../lowerings/window.js';
import { BLOCKED, filterBlocks, fitsBlocks, fromBlocks, intoBlocks, turnedFilterBlocks, type FilterSizes } from './blocks.js'; // prettier-ignore

/** Whether a convolution of images can run over blocks; in groups, each must have one input and one output. */
export function canBeBlocked({ outputs, inputs, filter }: FilterSizes, groups: number, emit: Emitter): boolean {
  if (filter.length !== 2 || !fitsBlocks(outputs, emit)) return false;
  if (groups > 1) return inputs === 1 && groups === outputs;
  // Too few inputs for one block enter as they are.
  return fitsBlocks(inputs, emit) || inputs < emit.blockSize!;
}

/** A convolution of images `[batch, channels, height, width]` over blocks. */
export function blockedConvolution(
  x: string,
  weights: string,
  bias: string | undefined,
  window: Window,
  sizes: FilterSizes,
  groups: number,
  emit: Emitter,
): string {
  const inputs = [entering(x, sizes.inputs, groups, emit), filterBlocks(weights, sizes, emit)];
  const attributes = { ...slidingAttributes(window), group: groups };
  const result = emit.node('Conv', bias === undefined ? inputs : [...inputs, bias], attributes, BLOCKED);
  return fromBlocks(result, sizes.outputs, emit);
}

/** Whether the gradient with respect to the input can be a convolution over blocks. */
export function canInputGradientBeBlocked(
  { outputs, inputs, filter }: FilterSizes,
  groups: number,
  window: Window,
  emit: Emitter,
): boolean {
  const turned = { outputs: inputs, inputs: outputs, filter };
  return canBeBlocked(turned, groups, emit) && turnedPads(window).every((pad) => pad >= 0);
}

/** The gradient of a convolution with steps of 1 with respect to its input. */
export function blockedInputGradient(
  dy: string,
  weights: string,
  window: Window,
  sizes: FilterSizes,
  groups: number,
  emit: Emitter,
): string {
  const attributes = { ...slidingAttributes(window), pads: turnedPads(window), group: groups };
  const inputs = [entering(dy, sizes.outputs, groups, emit), turnedFilterBlocks(weights, sizes, emit)];
  return fromBlocks(emit.node('Conv', inputs, attributes, BLOCKED), sizes.inputs, emit);
}

function entering(name: string, channels: number, groups: number, emit: Emitter): string {
  return groups > 1 || fitsBlocks(channels, emit) ? intoBlocks(name, emit) : name;
}
