import { ShapeMismatchError, type HostMetricInput } from '@lml/core';

import { imagesOf } from './images.js';
import { objectsOf, type ObjectParts, type Objects } from './objects.js';

/** Both sides of an image. */
export interface ImageObjects {
  /** What was found. */
  readonly found: Objects;
  /** What is there. */
  readonly right: Objects;
}

/**
 * The objects of a batch, image by image.
 *
 * @throws `LML_INVALID_ARGUMENT`, `LML_SHAPE_MISMATCH` for what are no images with boxes or masks.
 */
export function imageObjects(name: string, input: HostMetricInput, parts: ObjectParts): ImageObjects[] {
  const wanted = [...(parts.boxFormat === undefined ? [] : ['boxes']), ...(parts.masks ? ['masks'] : [])];
  return imagesOf(name, input, wanted).map((sides, image) => {
    const found = objectsOf(`The prediction of ${name} for image ${image}`, sides.found, parts);
    const right = objectsOf(`The target of ${name} for image ${image}`, sides.right, { ...parts, scores: false });
    const [one, other] = [found.masks?.[0], right.masks?.[0]];
    if (one !== undefined && other !== undefined && (one.height !== other.height || one.width !== other.width))
      throw new ShapeMismatchError(
        `${name} was given masks of ${one.height} × ${one.width} and ${other.height} × ${other.width} pixels for image ${image}. Give one size.`,
      );
    return { found, right };
  });
}
