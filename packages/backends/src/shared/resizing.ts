import type { KernelArray } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

/** How images are resized, as it is written at an operation. */
export interface Resizing {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** For each place of an axis of the result: the two places of the image that it lies between, and the share of the second. */
interface Sources {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly share: Float64Array;
}

type Place = (from: number, to: number, resizing: Resizing) => Sources;

/** Where each place of a result lies in the image, from 0 on. */
function positions(from: number, to: number, { alignCorners, halfPixelCenters }: Resizing, shift: number): number[] {
  const isAligned = alignCorners && to > 1;
  const scale = isAligned ? (from - 1) / (to - 1) : from / to;
  return Array.from({ length: to }, (_, place) => (halfPixelCenters ? (place + 0.5) * scale - shift : place * scale));
}

/** Linear interpolation between neighbours. */
export const linear: Place = (from, to, resizing) => {
  const places = positions(from, to, resizing, 0.5).map((place) => Math.min(from - 1, Math.max(0, place)));
  const low = Int32Array.from(places, Math.floor);
  return {
    low,
    high: Int32Array.from(places, Math.ceil),
    share: Float64Array.from(places, (place, index) => place - low[index]!),
  };
};

/** The nearest neighbour. */
export const nearest: Place = (from, to, resizing) => {
  const round = resizing.alignCorners ? Math.round : Math.floor;
  const places = positions(from, to, resizing, 0).map((place) => Math.min(from - 1, round(place)));
  const low = Int32Array.from(places);
  return { low, high: low, share: new Float64Array(to) };
};

/**
 * The gradient of resized images with respect to the images: each place of `dy` `[batch, newHeight, newWidth, channels]` gives
 * its gradient back to the pixels that it was made of, by the shares that they had in it.
 */
export function resizingGradient(
  { dy, images }: { readonly dy: KernelArray; readonly images: KernelArray },
  resizing: Resizing,
  place: Place,
): KernelArray {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const [, newHeight, newWidth] = dy.shape as [number, number, number, number];
  const rows = place(height, newHeight, resizing);
  const columns = place(width, newWidth, resizing);
  const data = new Float32Array(tf.util.sizeFromShape([...images.shape]));
  let from = 0;
  for (let image = 0; image < batch; image++) {
    for (let row = 0; row < newHeight; row++) {
      const corners = [rows.low[row]!, rows.high[row]!].map((each) => (image * height + each) * width);
      const down = rows.share[row]!;
      for (let column = 0; column < newWidth; column++, from += channels) {
        const right = columns.share[column]!;
        for (const [index, start] of corners.entries()) {
          const share = index === 0 ? 1 - down : down;
          if (share === 0) continue;
          give(share * (1 - right), (start + columns.low[column]!) * channels);
          give(share * right, (start + columns.high[column]!) * channels);
        }
      }
    }
  }
  function give(share: number, to: number): void {
    if (share === 0) return;
    for (let channel = 0; channel < channels; channel++) data[to + channel]! += share * dy.data[from + channel]!;
  }
  return { shape: images.shape, dtype: 'float32', data };
}
