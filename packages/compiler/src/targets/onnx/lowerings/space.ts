import type { GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import { CHANNELS_FIRST } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { padded } from '../padded.js';
import { sliced, type Cut } from './slice.js';

type Pairs = readonly (readonly [number, number])[];

/** Blocks of images, of which each place becomes an image of the batch; zeros are put around them first. */
export const spaceToBatch: Lowering = {
  ops: ['SpaceToBatchND'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const block = attributes['blockShape'] as number[];
    const pairs: Pairs = [[0, 0], ...(attributes['paddings'] as Pairs)];
    const pads = x.shape.map((_, axis) => pairs[axis] ?? ([0, 0] as const));
    const images = padded(emit.input(x), pads, emit, emit.scalar(0, x.dtype));
    const sizes = output.shape.slice(1, block.length + 1);
    const rest = x.shape.slice(block.length + 1);
    const apart = [x.shape[0]!, ...sizes.flatMap((size, axis) => [size, block[axis]!]), ...rest];
    // From [batch, size, block, …, rest] to [block, …, batch, size, …, rest].
    const inner = block.map((_, axis) => 2 * axis + 2);
    const order = [
      ...inner,
      0,
      ...inner.map((axis) => axis - 1),
      ...rest.map((_, axis) => 2 * block.length + 1 + axis),
    ];
    emit.define(output, emit.reshape(emit.transpose(emit.reshape(images, apart), apart, order), output.shape), []);
  },
};

/** The reverse: images of the batch become places of blocks; then something is cut off. */
export const batchToSpace: Lowering = {
  ops: ['BatchToSpaceND'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const block = attributes['blockShape'] as number[];
    const sizes = x.shape.slice(1, block.length + 1);
    const rest = x.shape.slice(block.length + 1);
    const apart = [...block, output.shape[0]!, ...sizes, ...rest];
    // From [block, …, batch, size, …, rest] to [batch, size, block, …, rest].
    const spatial = block.flatMap((_, axis) => [block.length + 1 + axis, axis]);
    const order = [block.length, ...spatial, ...rest.map((_, axis) => 2 * block.length + 1 + axis)];
    const whole = sizes.map((size, axis) => size * block[axis]!);
    const together = emit.transpose(emit.reshape(emit.input(x), apart), apart, order);
    const images = emit.reshape(together, [output.shape[0]!, ...whole, ...rest]);
    emit.define(output, cropped(images, whole, attributes['crops'] as Pairs, emit), []);
  },
};

function cropped(name: string, sizes: readonly number[], crops: Pairs, emit: Emitter): string {
  const cuts = crops.flatMap(([before, after], index): Cut[] =>
    before === 0 && after === 0 ? [] : [{ axis: index + 1, begin: before, end: sizes[index]! - after }],
  );
  return sliced(name, cuts, emit);
}

/** Channels that become blocks of places. */
export const depthToSpace: Lowering = {
  ops: ['DepthToSpace'],
  layout: ({ inputs, outputs }) => [inputs['x']!, outputs[0]!].map((value) => [value, CHANNELS_FIRST] as const),
  lower({ inputs, outputs, attributes }, emit) {
    const blocksize = attributes['blockSize'] as number;
    const name = emit.input(inputs['x']!, CHANNELS_FIRST);
    emit.define(outputs[0]!, emit.node('DepthToSpace', [name], { blocksize, mode: 'DCR' }), CHANNELS_FIRST);
  },
};
