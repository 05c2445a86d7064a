// The gradient of max pooling with windows of 2×2 side by side, the first of equal places getting it.
import { compare } from './micro.mjs';

const [BATCH, BLOCK, NCHWC] = [32, 16, 'com.microsoft.nchwc'];
const truth = (emit, name) => emit.node('Cast', [name], { to: 1 });

for (const [channels, side] of [
  [32, 26],
  [64, 10],
]) {
  const half = side / 2;
  const [images, small] = [
    [BATCH, channels, side, side],
    [BATCH, channels, half, half],
  ];
  const [window, rows, planes] = [{ kernel_shape: [2, 2], strides: [2, 2] }, BATCH * channels * half, (BATCH * channels) / BLOCK]; // prettier-ignore
  const matrix = (emit, height, width, at) => {
    const data = Array.from({ length: height * width }, (_, index) => at(Math.floor(index / width), index % width));
    return emit.numbers(data, 'float32', [height, width]);
  };
  /** Which window along a long row of two rows a place belongs to, and which of its places it is. */
  const windowOf = (place) => Math.floor((place % side) / 2);
  const rankOf = (place) => (place % 2) + 2 * Number(place >= side);
  await compare(`gradient of max pooling, ${channels} channels, ${side}×${side}`, {
    'long rows and products with 0/1 matrices': (emit, input) => {
      const [x, dy] = [input(images), input(small)];
      const spreading = matrix(emit, half, 2 * side, (from, to) => Number(windowOf(to) === from));
      const spread = (name) => emit.node('MatMul', [emit.reshape(name, [rows, half]), spreading]);
      const hits = truth(emit, emit.node('Equal', [emit.reshape(x, [rows, 2 * side]), spread(emit.node('MaxPool', [x], window))])); // prettier-ignore
      const ranking = matrix(emit, 2 * side, 2 * side, (from, to) => (windowOf(from) !== windowOf(to) || rankOf(from) > rankOf(to) ? 0 : from === to ? 1 : -1)); // prettier-ignore
      const first = emit.node('Relu', [emit.node('MatMul', [hits, ranking])]);
      return emit.reshape(emit.node('Mul', [first, spread(dy)]), images);
    },
    'place after place in blocks, in and out of them': (emit, input) => {
      const into = (name) => emit.node('ReorderInput', [name], {}, NCHWC);
      const [x, dy] = [into(input(images)), into(input(small))];
      const shape = [planes * half, half, BLOCK];
      const maxima = emit.reshape(emit.node('MaxPool', [x], window, NCHWC), shape);
      let rest = emit.reshape(dy, shape);
      const taken = [0, 1, 2, 3].map((place) => {
        const starts = emit.int64s([place >> 1, place % 2]);
        const all = emit.reshape(x, [planes, side, side, BLOCK]);
        const own = emit.node('Slice', [
          all,
          starts,
          emit.int64s([side, side]),
          emit.int64s([1, 2]),
          emit.int64s([2, 2]),
        ]);
        const mine = emit.node('Mul', [rest, truth(emit, emit.node('Equal', [emit.reshape(own, shape), maxima]))]);
        rest = emit.node('Sub', [rest, mine]);
        return emit.reshape(mine, [planes * half, half, 1, BLOCK]);
      });
      const lines = [taken.slice(0, 2), taken.slice(2)].map((pair) =>
        emit.reshape(emit.node('Concat', pair, { axis: 2 }), [planes * half, 1, side * BLOCK]),
      );
      const whole = emit.reshape(emit.node('Concat', lines, { axis: 1 }), images);
      return emit.node('ReorderOutput', [whole], { channels }, NCHWC);
    },
    'indices and MaxUnpool': (emit, input) => {
      const [, indices] = emit.split('MaxPool', [input(images)], window, 2);
      return emit.node('MaxUnpool', [input(small), indices, emit.int64s(images)], window);
    },
  });
}
