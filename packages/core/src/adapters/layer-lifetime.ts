import type * as tf from '@tensorflow/tfjs';

interface LayerInternals {
  readonly name: string;
  readonly inboundNodes: readonly unknown[];
  readonly _refCount: number | null;
}

/**
 * Disposes a model's weights. TensorFlow.js counts one use of a layer for each place where it stands in a graph, but
 * disposing a model takes back one only, so that the weights of a layer that stands in two places would stay for ever.
 */
export function disposeModel(model: tf.LayersModel): void {
  const { containerNodes } = model as unknown as { containerNodes: Set<string> };
  const further = [...new Set(model.layers)].flatMap((layer) => {
    const { name, inboundNodes } = layer as unknown as LayerInternals;
    const places = inboundNodes.filter((_, index) => containerNodes.has(`${name}_ib-${index}`)).length;
    return new Array<tf.layers.Layer>(Math.max(0, places - 1)).fill(layer);
  });
  model.dispose();
  for (const layer of further) if (((layer as unknown as LayerInternals)._refCount ?? 0) > 0) layer.dispose();
}
