// Resizing to twice the sides, and its gradients.
import { compare } from './micro.mjs';

const [BATCH, CHANNELS, SIDE] = [32, 32, 16];
const images = [BATCH, CHANNELS, SIDE, SIDE];
const large = [BATCH, CHANNELS, 2 * SIDE, 2 * SIDE];
const halves = (emit) => emit.int64s(Array.from({ length: 2 * SIDE }, (_, place) => place >> 1));
const resize = (emit, input, attributes) =>
  emit.node('Resize', [input(images), '', '', emit.int64s(large)], attributes);
const matrix = (emit, height, width, at) =>
  emit.numbers(Array.from({ length: height * width }, (_, index) => at(Math.floor(index / width), index % width)), 'float32', [height, width]); // prettier-ignore
/** Images times a matrix to the side, then one downwards. */
function products(emit, name, [from, to], at) {
  const beside = emit.node('MatMul', [emit.reshape(name, [BATCH * CHANNELS * from, from]), matrix(emit, from, to, at)]);
  const below = matrix(emit, to, from, (row, column) => at(column, row));
  return emit.node('MatMul', [below, emit.reshape(beside, [BATCH * CHANNELS, from, to])]);
}

await compare('nearest', {
  Resize: (emit, input) =>
    resize(emit, input, { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' }),
  'two Gathers, columns first': (emit, input) =>
    emit.node('Gather', [emit.node('Gather', [input(images), halves(emit)], { axis: 3 }), halves(emit)], { axis: 2 }),
  'two Gathers, rows first': (emit, input) =>
    emit.node('Gather', [emit.node('Gather', [input(images), halves(emit)], { axis: 2 }), halves(emit)], { axis: 3 }),
});
await compare('gradient of nearest', {
  'AveragePool and Mul': (emit, input) => {
    const means = emit.node('AveragePool', [input(large)], { kernel_shape: [2, 2], strides: [2, 2] });
    return emit.node('Mul', [means, emit.scalar(4, 'float32')]);
  },
  'products with matrices': (emit, input) =>
    products(emit, input(large), [2 * SIDE, SIDE], (from, to) => Number(from >> 1 === to)),
  ReduceSum: (emit, input) => {
    const split = emit.reshape(input(large), [BATCH * CHANNELS * SIDE, 2, SIDE, 2]);
    return emit.node('ReduceSum', [split, emit.int64s([1, 3])], { keepdims: 0 });
  },
});
/** How much of an old place is in a new one. */
const part = (from, to) => Math.max(0, 1 - Math.abs(Math.min(SIDE - 1, Math.max(0, (to + 0.5) / 2 - 0.5)) - from));
await compare('bilinear', {
  Resize: (emit, input) => resize(emit, input, { mode: 'linear', coordinate_transformation_mode: 'half_pixel' }),
  'products with matrices': (emit, input) => products(emit, input(images), [SIDE, 2 * SIDE], part),
});
