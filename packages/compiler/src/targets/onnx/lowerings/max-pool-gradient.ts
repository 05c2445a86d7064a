import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Layout } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { after, allAre, poolingWindow, positive, reached, type Window } from '../../../layout/window.js';
import { imageLayout, reachedPart, withUnreached } from './window.js';
import { windows } from './windows.js';

/** The operands of a max pooling's gradient: names of images `[batch, channels, …]`. */
interface Operands {
  readonly x: string;
  readonly y: string;
  readonly dy: string;
  readonly batch: number;
  readonly channels: number;
}

/**
 * Gradients of max pooling. A window gives its gradient to one place that has its maximum: the first, in volumes the last, as
 * TensorFlow.js's cpu kernels do. What overlapping windows give adds up.
 */
export const maxPoolGradient: Lowering = {
  ops: ['MaxPoolGrad', 'MaxPool3DGrad'],
  layout: ({ inputs, outputs, attributes }) => {
    const preferred = imageLayout(outputs[0]!.shape.length, { attributes });
    return [...Object.values(inputs), outputs[0]!].map((value): [GraphValue, Layout] => [value, preferred]);
  },
  lower({ inputs, outputs, attributes }, emit) {
    const { dy, input, output: y } = inputs as { dy: GraphValue; input: GraphValue; output: GraphValue };
    const layout = imageLayout(input.shape.length, { attributes });
    const window = poolingWindow(input.shape, dy.shape, attributes);
    const [batch, channels] = [input.shape[0]!, input.shape.at(-1)!];
    const [given, maxima, gradients] = [input, y, dy].map((value) => emit.input(value, layout)) as [
      string,
      string,
      string,
    ];
    // The maximum over nothing but −Infinity is the lowest number in ONNX Runtime; and products would make NaN of it.
    const operands = { x: given, y: emit.node('Max', [maxima, lowest(emit)]), dy: gradients, batch, channels };
    const isSideBySide = liesSideBySide(window);
    const faster = isSideBySide
      ? emit.shortcuts?.maxPoolGradient({ operands, batch, channels, window }, emit)
      : undefined;
    if (faster !== undefined) return emit.define(outputs[0]!, faster, layout);
    const way = isSideBySide && window.filter[0]! * window.size[1]! <= LONGEST_ROWS ? byRows : byWindows;
    emit.define(outputs[0]!, way(operands, window, emit), layout);
  },
};

/** The lowest float32. */
const LOWEST = -3.4028234663852886e38;

function lowest(emit: Emitter): string {
  return emit.scalar(LOWEST, 'float32');
}

/** So many numbers in the rows that a window covers: beyond, products with matrices of that size take too long. */
const LONGEST_ROWS = 128;

/** Whether windows lie side by side in images, without padding. */
function liesSideBySide(window: Window): boolean {
  const { size, filter, strides, positions, before } = window;
  if (size.length !== 2 || !allAre(0, before)) return false;
  const isBeside = filter.every((each, axis) => each === strides[axis] || positions[axis] === 1);
  return isBeside && after(window).every((end) => end <= 0);
}

/**
 * For windows side by side: all rows that a row of windows covers are one long row, and products with 0/1 matrices spread the
 * maxima and gradients over it.
 */
function byRows({ x, y, dy, batch, channels }: Operands, window: Window, emit: Emitter): string {
  const [height, width] = window.size as [number, number];
  const [rows, columns] = window.positions as [number, number];
  const [high, wide] = window.filter as [number, number];
  const length = high * width;
  const count = batch * channels * rows;
  // Where in the long row a place of the window of a column lies, and the other way round.
  const place = (column: number, index: number): number =>
    Math.floor(index / wide) * width + column * wide + (index % wide);
  const spreading = new Float32Array(columns * length);
  const ranking = new Float32Array(length * length);
  for (let column = 0; column < columns; column++) {
    for (let index = 0; index < high * wide; index++) {
      spreading[column * length + place(column, index)] = 1;
      for (let other = 0; other <= index; other++)
        ranking[place(column, other) * length + place(column, index)] = other === index ? 1 : -1;
    }
  }
  const spread = (name: string): string =>
    emit.node('MatMul', [emit.reshape(name, [count, columns]), emit.numbers(spreading, 'float32', [columns, length])]);
  const left = height - rows * high;
  const covered =
    left === 0 ? x : emit.node('Slice', [x, emit.int64s([0]), emit.int64s([rows * high]), emit.int64s([2])]);
  const hits = emit.cast(emit.node('Equal', [emit.reshape(covered, [count, length]), spread(y)]), 'float32');
  // 1 for the first hit of a window; 0 or less for those after it, which have others before them.
  const first = emit.node('Relu', [emit.node('MatMul', [hits, emit.numbers(ranking, 'float32', [length, length])])]);
  const gradient = emit.reshape(emit.node('Mul', [first, spread(dy)]), [batch, channels, rows * high, width]);
  return left === 0 ? gradient : emit.node('Pad', [gradient, emit.int64s([0, 0, 0, 0, 0, 0, left, 0])]);
}

/** For any windows: they are gathered, and their gradients put back. */
function byWindows({ x, y, dy, batch, channels }: Operands, window: Window, emit: Emitter): string {
  const narrow = reached(window);
  const { size, filter, strides, dilations } = narrow;
  const [places, positions] = [sizeOfShape(filter), sizeOfShape(window.positions)];
  const [before, ends] = [narrow.before, after(narrow).map(positive)];
  const planes = batch * channels;
  const low = lowest(emit);
  const whole = emit.node('Max', [reachedPart(x, window, emit), low]);
  const isPadded = !allAre(0, [...before, ...ends]);
  const padded = isPadded ? emit.node('Pad', [whole, emit.int64s([0, 0, ...before, 0, 0, ...ends]), low]) : whole;
  const wide = size.map((each, axis) => each + before[axis]! + ends[axis]!);
  const gathered = windows(padded, batch, channels, { ...narrow, size: wide, before: before.map(() => 0) }, emit);
  const hits = emit.cast(emit.node('Equal', [gathered, emit.reshape(y, [planes, 1, positions])]), 'float32');
  const first = emit.node('Relu', [emit.node('MatMul', [ranking(places, size.length === 3, emit), hits])]);
  const given = emit.node('Mul', [first, emit.reshape(dy, [planes, 1, positions])]);
  const columns = emit.reshape(given, [batch, channels * places, positions]);
  const pads = [...before, ...ends];
  const result = emit.node('Col2Im', [columns, emit.int64s(size), emit.int64s(filter)], { strides, dilations, pads });
  return withUnreached(result, window, emit);
}

/** A matrix that leaves 1 for the first hit, or the last, and 0 or less for others. */
function ranking(places: number, lastCounts: boolean, emit: Emitter): string {
  const matrix = new Float32Array(places ** 2);
  for (let row = 0; row < places; row++) {
    matrix[row * places + row] = 1;
    for (let other = 0; other < row; other++) matrix[lastCounts ? other * places + row : row * places + other] = -1;
  }
  return emit.numbers(matrix, 'float32', [places, places]);
}
