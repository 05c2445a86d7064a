// Convolutions with filters of 3×3 and their gradients: by public ops, and over blocks of 16 channels.
import { compare } from './micro.mjs';

const [BATCH, BLOCK, NCHWC] = [32, 16, 'com.microsoft.nchwc'];
const transpose = (emit, x, perm) => emit.node('Transpose', [x], { perm });
const intoBlocks = (emit, x) => emit.node('ReorderInput', [x], {}, NCHWC);
const fromBlocks = (emit, x, channels) => emit.node('ReorderOutput', [x], { channels }, NCHWC);
const overBlocks = (emit, x, filter, shape, pads, dilations = [1, 1]) =>
  emit.node('Conv', [x, filter], { kernel_shape: shape, pads, strides: [1, 1], dilations, group: 1 }, NCHWC);
const around = [1, 1, 1, 1];

/** Filters `[out, in, 3, 3]` in blocks of outputs, within them in blocks of inputs. */
function filterBlocks(emit, filter, channels) {
  const blocks = intoBlocks(emit, emit.reshape(filter, [1, channels, channels * 9, 1]));
  const shape = [channels / BLOCK, channels / BLOCK, BLOCK, 9, BLOCK];
  return emit.reshape(transpose(emit, emit.reshape(blocks, shape), [0, 1, 3, 2, 4]), [channels, channels, 3, 3]);
}

/** Filters turned round, with inputs and outputs exchanged. */
function turned(emit, filter, channels) {
  const flat = emit.reshape(transpose(emit, filter, [1, 0, 2, 3]), [channels ** 2, 9]);
  const matrix = Array.from({ length: 81 }, (_, index) => Number(Math.floor(index / 9) + (index % 9) === 8));
  return emit.reshape(emit.node('MatMul', [flat, emit.numbers(matrix, 'float32', [9, 9])]), [channels, channels, 3, 3]);
}

for (const [channels, side] of [
  [16, 32],
  [32, 16],
  [64, 8],
]) {
  const images = [BATCH, channels, side, side];
  const filters = [channels, channels, 3, 3];
  await compare(`convolution, ${channels} channels, ${side}×${side}`, {
    public: (emit, input) => emit.node('Conv', [input(images), input(filters)], { pads: around }),
    'over blocks, in and out of them': (emit, input) => {
      const [x, filter] = [intoBlocks(emit, input(images)), filterBlocks(emit, input(filters), channels)];
      return fromBlocks(emit, overBlocks(emit, x, filter, [3, 3], around), channels);
    },
    'in blocks already [other numbers]': (emit, input) =>
      overBlocks(emit, input(images), filterBlocks(emit, input(filters), channels), [3, 3], around),
  });
  await compare(`gradient of its input`, {
    'Conv with the filter turned round': (emit, input) =>
      emit.node('Conv', [input(images), turned(emit, input(filters), channels)], { pads: around }),
    ConvTranspose: (emit, input) => emit.node('ConvTranspose', [input(images), input(filters)], { pads: around }),
  });
  await compare(`gradient of its input with steps of 2, from ${2 * channels} channels`, {
    ConvTranspose: (emit, input) => {
      const operands = [input([BATCH, 2 * channels, side / 2, side / 2]), input([2 * channels, channels, 3, 3])];
      return emit.node('ConvTranspose', operands, { strides: [2, 2], pads: [0, 0, 1, 1] });
    },
    'Conv to four times the channels, then DepthToSpace': (emit, input) => {
      const dy = input([BATCH, 2 * channels, side / 2, side / 2]);
      const wide = emit.node('Pad', [input([2 * channels, channels, 3, 3]), emit.int64s([0, 0, 0, 0, 0, 0, 1, 1])]);
      const parts = emit.reshape(wide, [2 * channels, channels, 2, 2, 2, 2]);
      const ends = [emit.int64s([-1, -1]), emit.int64s([-9, -9]), emit.int64s([2, 4]), emit.int64s([-1, -1])];
      const filter = transpose(emit, emit.node('Slice', [parts, ...ends]), [1, 3, 5, 0, 2, 4]);
      const all = emit.reshape(filter, [4 * channels, 2 * channels, 2, 2]);
      return emit.node('DepthToSpace', [emit.node('Conv', [dy, all], { pads: [1, 1, 0, 0] })], { blocksize: 2, mode: 'CRD' }); // prettier-ignore
    },
  });
  const places = side ** 2;
  await compare(`gradient of its filter`, {
    'windows gathered by a Conv, products of single images': (emit, input) => {
      const one = Array.from({ length: channels * 81 }, (_, index) => Number((index % 81) % 10 === 0));
      const filters = emit.numbers(one, 'float32', [channels * 9, 1, 3, 3]);
      const gathered = emit.node('Conv', [input(images), filters], { pads: around, group: channels });
      const dy = transpose(emit, emit.reshape(input(images), [BATCH, channels, places]), [0, 2, 1]);
      const products = emit.node('MatMul', [emit.reshape(gathered, [BATCH, channels * 9, places]), dy]);
      const ones = emit.numbers(new Array(BATCH).fill(1), 'float32', [1, BATCH]);
      const sum = emit.node('Gemm', [ones, emit.reshape(products, [BATCH, channels ** 2 * 9])]);
      return transpose(emit, emit.reshape(sum, [channels * 9, channels]), [1, 0]);
    },
    'Conv with dy as the filter': (emit, input) => {
      const [x, dy] = [input(images), input(images)].map((name) => transpose(emit, name, [1, 0, 2, 3]));
      return transpose(emit, emit.node('Conv', [x, dy], { pads: around }), [1, 0, 2, 3]);
    },
    'over blocks of images, channels beside columns, from and to blocks': (emit, input) => {
      const groups = channels / BLOCK;
      const [x, dy] = [input(images), input(images)].map((name) => intoBlocks(emit, name));
      const rows = emit.reshape(x, [BATCH * groups * side, side * BLOCK]);
      const wide = emit.node('Pad', [rows, emit.int64s([0, BLOCK, 0, BLOCK])]);
      const swapped = intoBlocks(emit, emit.reshape(wide, [1, BATCH, groups * side, (side + 2) * BLOCK]));
      const shape = [BATCH / BLOCK, groups, side * (side + 2) * BLOCK * BLOCK];
      const grouped = emit.transpose(emit.reshape(swapped, shape), shape, [1, 0, 2]);
      const blocks = [BATCH / BLOCK, BLOCK, groups, places, BLOCK];
      const filter = transpose(emit, emit.reshape(dy, blocks), [2, 0, 3, 1, 4]);
      const operands = [emit.reshape(grouped, [groups, BATCH, side, (side + 2) * BLOCK]), emit.reshape(filter, [channels, BATCH, side, side])]; // prettier-ignore
      const result = overBlocks(emit, ...operands, [side, side], [1, 0, 1, 0], [1, BLOCK]);
      const own = transpose(emit, emit.reshape(result, [groups, groups, 3, 3, BLOCK, BLOCK]), [0, 4, 1, 2, 3, 5]);
      return transpose(emit, fromBlocks(emit, emit.reshape(own, filters), channels), [1, 0, 2, 3]);
    },
  });
}
