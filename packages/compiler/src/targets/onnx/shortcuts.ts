import type { Emitter } from './emitter.js';
import { type Window } from '../../layout/window.js';
import type { OnnxModelGraph } from './model.js';

/** Sizes of a filter. */
export interface FilterSizes {
  /** Its outputs. */
  readonly outputs: number;
  /** Its inputs; those of one group where there are several. */
  readonly inputs: number;
  /** Its places. */
  readonly filter: readonly number[];
}

/** A convolution of images `[batch, channels, …]`, or its gradient with respect to them. */
export interface ConvolutionCall {
  /** The name of the images, or of the gradient of the results. */
  readonly images: string;
  /** The name of the filter, `[out, in, …]`. */
  readonly weights: string;
  /** The name of the bias. */
  readonly bias?: string | undefined;
  /** Where the filter is applied. */
  readonly window: Window;
  /** The sizes of the filter. */
  readonly sizes: FilterSizes;
  /** The number of groups of channels. */
  readonly groups: number;
}

/** The gradient of a convolution with respect to its filter. */
export interface FilterGradientCall {
  /** Returns the name of the images, with their channels first or as TensorFlow.js has them. */
  readonly x: (channels: 'first' | 'last') => string;
  /** Returns the name of the gradient of the results, with its channels first. */
  readonly dy: () => string;
  /** The number of images. */
  readonly batch: number;
  /** Where the filter is applied. */
  readonly window: Window;
  /** The sizes of the filter. */
  readonly sizes: FilterSizes;
  /** Whether TensorFlow.js has the channels last. */
  readonly isChannelsLast: boolean;
}

/** The gradient of a max pooling whose windows lie side by side. */
export interface MaxPoolGradientCall {
  /** The names of the images, of the maxima and of their gradient, channels first. */
  readonly operands: Readonly<Record<'x' | 'y' | 'dy', string>>;
  /** The number of images. */
  readonly batch: number;
  /** The number of channels. */
  readonly channels: number;
  /** Where maxima are taken. */
  readonly window: Window;
}

/**
 * Faster nodes that one runtime on one kind of processor has for what the lowerings write in public ops. Each returns the name
 * of the result, or `undefined` where it does not fit.
 */
export interface Shortcuts {
  /** Convolves images. */
  convolution(call: ConvolutionCall, emit: Emitter): string | undefined;
  /** Computes the gradient with respect to images of a convolution with strides of 1. */
  inputGradient(call: ConvolutionCall, emit: Emitter): string | undefined;
  /** Computes the gradient with respect to a filter. */
  filterGradient(call: FilterGradientCall, emit: Emitter): string | undefined;
  /** Computes the gradient of a max pooling. */
  maxPoolGradient(call: MaxPoolGradientCall, emit: Emitter): string | undefined;
  /** Rewrites the whole model; `shapes` are those of names that are known. */
  finish(model: OnnxModelGraph, shapes: ReadonlyMap<string, readonly number[]>): OnnxModelGraph;
}
