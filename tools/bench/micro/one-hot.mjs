// Labels as rows of zeros with a one; labels that are negative or too large have none.
import { compare } from './micro.mjs';

const [FLOAT, INT64] = [1, 7];

for (const [rows, classes] of [
  [128, 10],
  [128, 1000],
  [2048, 5000],
]) {
  // prettier-ignore
  const labels = (input) => input([rows], (index) => ((index * 7919) % (classes + 2)) - 1);
  const pair = (emit) => emit.numbers([0, 1], 'float32');
  const guarded = (emit, name) => {
    const depth = emit.scalar(classes, 'float32');
    const isBelow = emit.node('Less', [name, emit.scalar(0, 'float32')]);
    return emit.node('Cast', [emit.node('Where', [isBelow, depth, name])], { to: INT64 });
  };
  await compare(`one-hot rows of ${rows} labels among ${classes}`, {
    'OneHot, negative labels moved beyond the end': (emit, input) =>
      emit.node('OneHot', [guarded(emit, labels(input)), emit.int64s([classes], []), pair(emit)]),
    'Equal to a range, Cast': (emit, input) => {
      const range = emit.numbers(Array.from({ length: classes }, (_, index) => index), 'float32', [1, classes]); // prettier-ignore
      const column = emit.reshape(labels(input), [rows, 1]);
      return emit.node('Cast', [emit.node('Equal', [column, range])], { to: FLOAT });
    },
    'rows of an identity matrix': (emit, input) => {
      const isInside = emit.node('Less', [labels(input), emit.scalar(classes, 'float32')]);
      const first = emit.node('Cast', [guarded(emit, labels(input))], { to: FLOAT });
      const safe = emit.node('Where', [isInside, first, emit.scalar(classes, 'float32')]);
      const depth = emit.int64s([classes + 1, classes]);
      const square = emit.node('Expand', [emit.scalar(0, 'float32'), depth]);
      const identity = emit.node('EyeLike', [square], { dtype: FLOAT });
      return emit.node('Gather', [identity, emit.node('Cast', [safe], { to: INT64 })], { axis: 0 });
    },
  });
}
