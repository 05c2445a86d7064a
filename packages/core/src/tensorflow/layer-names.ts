import * as tf from '@tensorflow/tfjs';

type Layer = tf.layers.Layer;

/** A layer, and its path by structure. */
export interface NamedLayer {
  /** The path: `encoder/dense_0`. */
  readonly path: string;
  /** The layer. */
  readonly layer: Layer;
}

/** All layers below a model, depth first, with paths that are equal each time the model is built. */
export function namedLayers(model: Layer): NamedLayer[] {
  return below(model, '');
}

function below(parent: Layer, prefix: string): NamedLayer[] {
  const counts = new Map<string, number>();
  return children(parent).flatMap((layer) => {
    const stem = givenName(layer);
    const counter = stem.given ? '' : `_${count(counts, stem.name)}`;
    const path = `${prefix}${stem.name}${counter}`;
    return [{ path, layer }, ...below(layer, `${path}/`)];
  });
}

function count(counts: Map<string, number>, name: string): number {
  const index = counts.get(name) ?? 0;
  counts.set(name, index + 1);
  return index;
}

/**
 * The name that somebody gave the layer, or its class. TensorFlow.js names a layer `dense_Dense7` and a model `model3` by
 * counters of the whole process, and Bidirectional puts `forward_` before such a name.
 */
function givenName(layer: Layer): { name: string; given: boolean } {
  const className = layer.getClassName();
  // The cell of a recurrent layer has the automatic name of that layer, so other classes than its own are looked for too.
  const other = /_([A-Z][A-Za-z0-9]*?)_?\d+$/.exec(layer.name)?.[1] ?? className;
  for (const candidate of [className, other]) {
    const automatic = `(?:${snakeCase(candidate)}_${candidate}|${candidate.toLowerCase()})_?\\d+`;
    const prefix = new RegExp(`^(.*?)${automatic}$`).exec(layer.name)?.[1];
    if (prefix !== undefined) return { name: prefix + snakeCase(className), given: false };
  }
  return { name: layer.name, given: true };
}

/** As TensorFlow.js itself turns a class name into a layer name. */
function snakeCase(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** The layers of a model, or those that a wrapper, a recurrent layer or a layer of the user's holds as fields. */
function children(parent: Layer): Layer[] {
  if (parent instanceof tf.LayersModel) return parent.layers;
  const found = new Set<Layer>();
  for (const [field, value] of Object.entries(parent)) {
    // Bidirectional works with two copies of the layer that it was given, and keeps that one unused.
    if (field === 'layer' && 'forwardLayer' in parent) continue;
    for (const part of Array.isArray(value) ? (value as unknown[]) : [value])
      if (part instanceof tf.layers.Layer) found.add(part);
  }
  return [...found];
}
