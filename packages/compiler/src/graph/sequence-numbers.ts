import type { GraphData, GraphNode } from './graph.js';

/** The numbers of a `LinSpace` or `Range`, which are known beforehand. */
export function sequenceNumbers({ op, attributes, outputs }: GraphNode): GraphData {
  const { start, stop, num, step } = attributes as { start: number; stop: number; num: number; step: number };
  const { dtype, shape } = outputs[0]!;
  const typed = dtype === 'float32' ? Float32Array : Int32Array;
  // A step of 1, TensorFlow.js's default, also leads down.
  const distance = op === 'LinSpace' ? (stop - start) / (num - 1) : step === 1 && stop < start ? -1 : step;
  // TensorFlow.js adds up, and so rounds as often.
  const values = new typed(shape[0]!);
  for (let index = 0; index < values.length; index++) {
    values[index] = index === 0 ? start : values[index - 1]! + distance;
  }
  return values;
}
