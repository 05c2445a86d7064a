// One value taken apart along an axis: the words of a sequence, the gates of a cell.
import { compare } from './micro.mjs';

for (const [shape, axis] of [
  [[50, 32, 64], 0],
  [[32, 50, 64], 1],
]) {
  const count = shape[axis];
  const rest = shape.toSpliced(axis, 1);
  const each = (build) => Array.from({ length: count }, (_, index) => build(index));
  await compare(`[${shape}] into ${count} parts along axis ${axis}`, {
    'Split, Reshape': (emit, input) => {
      const sizes = emit.int64s(new Array(count).fill(1));
      return emit.split('Split', [input(shape), sizes], { axis }, count).map((part) => emit.reshape(part, rest));
    },
    'a Gather for each': (emit, input) => {
      const x = input(shape);
      return each((index) => emit.node('Gather', [x, emit.int64s([index], [])], { axis }));
    },
    'a Slice for each, Reshape': (emit, input) => {
      const x = input(shape);
      const cut = (index) => ['Slice', [x, emit.int64s([index]), emit.int64s([index + 1]), emit.int64s([axis])]];
      return each((index) => emit.reshape(emit.node(...cut(index)), rest));
    },
  });
}

for (const [rows, units] of [
  [32, 64],
  [128, 128],
]) {
  const shape = [rows, 4 * units];
  await compare(`[${shape}] into 4 parts along axis 1`, {
    Split: (emit, input) => emit.split('Split', [input(shape), emit.int64s(new Array(4).fill(units))], { axis: 1 }, 4),
    'a Slice for each': (emit, input) => {
      const x = input(shape);
      const cut = (from) => emit.node('Slice', [x, emit.int64s([from]), emit.int64s([from + units]), emit.int64s([1])]);
      return [0, units, 2 * units, 3 * units].map(cut);
    },
  });
}
