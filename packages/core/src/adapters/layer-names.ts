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
  const stems = children(parent).map((layer) => ({ layer, ...givenName(layer) }));
  const taken = new Set<string>();
  // Given names come first: nobody else gets them.
  const paths = new Map<Layer, string>();
  for (const { layer, name, given } of stems) if (given) paths.set(layer, unique(name, taken, name));
  for (const { layer, name, given } of stems) if (!given) paths.set(layer, unique(name, taken));
  return stems.flatMap(({ layer }) => {
    const path = `${prefix}${paths.get(layer)}`;
    return [{ path, layer }, ...below(layer, `${path}/`)];
  });
}

/** The first choice if nobody has it, else the stem with the first number that is free. */
export function unique(stem: string, taken: Set<string>, choice = `${stem}_0`): string {
  let name = choice;
  for (let index = 1; taken.has(name); index++) name = `${stem}_${index}`;
  taken.add(name);
  return name;
}

/**
 * The name that somebody gave the layer, or its class. TensorFlow.js names a layer `dense_Dense7` and a model `model3` by
 * counters of the whole process, and Bidirectional puts `forward_` before such a name.
 */
export function givenName(layer: Layer): { name: string; given: boolean } {
  const className = layer.getClassName();
  // The cell of a recurrent layer has the automatic name of that layer, so other classes than its own are looked for too.
  const other = /_([A-Z][A-Za-z0-9]*?)_?\d+$/.exec(layer.name)?.[1] ?? className;
  for (const candidate of [className, other]) {
    const automatic = [`${snakeCase(candidate)}_${candidate}`, candidate.toLowerCase()].map(literally).join('|');
    const prefix = new RegExp(`^(.*?)(?:${automatic})_?\\d+$`).exec(layer.name)?.[1];
    if (prefix !== undefined) return { name: prefix + snakeCase(className), given: false };
  }
  return { name: layer.name, given: true };
}

/** As TensorFlow.js itself turns a class name into a layer name. */
function snakeCase(name: string): string {
  const snake = name
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return snake.startsWith('_') ? `private${snake}` : snake;
}

/** A pattern that matches a text as it stands. */
function literally(text: string): string {
  return text.replace(/[$^.*+?()[\]{}|\\]/g, '\\$&');
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
