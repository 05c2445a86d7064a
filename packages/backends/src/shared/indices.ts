import { InvalidArgumentError } from '@lml/core';
import type { KernelArray } from '@lml/core/engine';

/**
 * Checks that places, of `depth` indices each, lie in a tensor of these sizes.
 *
 * @throws `LML_INVALID_ARGUMENT` for the first one that does not.
 */
export function checkPlaces({ data }: KernelArray, depth: number, sizes: readonly number[]): void {
  for (let place = 0; place < data.length; place++) {
    const axis = place % depth;
    const index = data[place]!;
    if (index >= 0 && index < sizes[axis]!) continue;
    const first = place - axis;
    throw new InvalidArgumentError(
      'indices',
      `places within the shape [${sizes.join(', ')}]`,
      Array.from(data.subarray(first, first + depth)),
    );
  }
}
