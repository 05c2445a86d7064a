// Rows added up by where they belong: the gradient of an embedding.
import { compare } from './micro.mjs';

const [FLOAT, INT64] = [1, 7];

for (const [rows, segments, size] of [
  [1600, 5000, 64],
  [1600, 20, 64],
  [256, 1000, 16],
]) {
  // prettier-ignore
  const ids = (emit, input) => emit.node('Cast', [input([rows], (index) => (index * 7919) % segments)], { to: INT64 });
  const zeros = (emit) => emit.node('Expand', [emit.scalar(0, 'float32'), emit.int64s([segments, size])]);
  await compare(`${rows} rows of ${size} into ${segments}`, {
    'ScatterND(add)': (emit, input) => {
      const [where, x] = [emit.reshape(ids(emit, input), [rows, 1]), input([rows, size])];
      return emit.node('ScatterND', [zeros(emit), where, x], { reduction: 'add' });
    },
    'ScatterElements(add)': (emit, input) => {
      const where = emit.node('Expand', [emit.reshape(ids(emit, input), [rows, 1]), emit.int64s([rows, size])]);
      return emit.node('ScatterElements', [zeros(emit), where, input([rows, size])], { axis: 0, reduction: 'add' });
    },
    'one-hot rows, Gemm': (emit, input) => {
      const range = emit.numbers(Array.from({ length: segments }, (_, index) => index), 'float32', [1, segments]); // prettier-ignore
      const column = emit.reshape(
        input([rows], (index) => (index * 7919) % segments),
        [rows, 1],
      );
      const hot = emit.node('Cast', [emit.node('Equal', [column, range])], { to: FLOAT });
      return emit.node('Gemm', [hot, input([rows, size])], { transA: 1 });
    },
  });
}
