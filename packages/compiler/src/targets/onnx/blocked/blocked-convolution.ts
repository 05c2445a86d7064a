import type { Emitter } from '../emitter.js';
import { turnedPads } from '../../../layout/window.js';
import { slidingAttributes } from '../lowerings/window.js';
import type { ConvolutionCall, FilterSizes } from '../shortcuts.js';
import { BLOCKED, filterBlocks, fitsBlocks, fromBlocks, intoBlocks, turnedFilterBlocks } from './blocks.js';

/** A convolution of images over blocks of a size, if it can run over them. */
export function blockedConvolution(call: ConvolutionCall, size: number, emit: Emitter): string | undefined {
  const { images, weights, bias, window, sizes, groups } = call;
  if (!canBeBlocked(sizes, groups, size)) return undefined;
  const inputs = [entering(images, sizes.inputs, groups, size, emit), filterBlocks(weights, sizes, size, emit)];
  const attributes = { ...slidingAttributes(window), group: groups };
  const result = emit.node('Conv', bias === undefined ? inputs : [...inputs, bias], attributes, BLOCKED);
  return fromBlocks(result, sizes.outputs, emit);
}

/** The gradient with respect to the images of a convolution with strides of 1, if it can be a convolution over blocks. */
export function blockedInputGradient(call: ConvolutionCall, size: number, emit: Emitter): string | undefined {
  const { images: dy, weights, window, sizes, groups } = call;
  const turned = { outputs: sizes.inputs, inputs: sizes.outputs, filter: sizes.filter };
  if (!canBeBlocked(turned, groups, size) || turnedPads(window).some((pad) => pad < 0)) return undefined;
  const attributes = { ...slidingAttributes(window), pads: turnedPads(window), group: groups };
  const inputs = [entering(dy, sizes.outputs, groups, size, emit), turnedFilterBlocks(weights, sizes, size, emit)];
  return fromBlocks(emit.node('Conv', inputs, attributes, BLOCKED), sizes.inputs, emit);
}

/** Whether a convolution of images can run over blocks; in groups, each must have one input and one output. */
function canBeBlocked({ outputs, inputs, filter }: FilterSizes, groups: number, size: number): boolean {
  if (filter.length !== 2 || !fitsBlocks(outputs, size)) return false;
  if (groups > 1) return inputs === 1 && groups === outputs;
  // Too few inputs for one block enter as they are.
  return fitsBlocks(inputs, size) || inputs < size;
}

function entering(name: string, channels: number, groups: number, size: number, emit: Emitter): string {
  return groups > 1 || fitsBlocks(channels, size) ? intoBlocks(name, emit) : name;
}
