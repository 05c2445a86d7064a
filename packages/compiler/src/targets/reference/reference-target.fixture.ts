import * as tf from '@tensorflow/tfjs';

import type { LoadedTarget, Target } from '../../engine/target.js';
import { removeDeadNodes } from '../../passes/remove-dead-nodes.js';
import { ReferenceGraph, ReferencePlace } from './reference-graph.fixture.js';

/**
 * The target that walks a graph node by node with the kernels of TensorFlow.js's current backend. It proves that the port fits more
 * than one runtime: it keeps no composite, wants no pass but one, and its state lies on the backend, from where it is read
 * asynchronously. For tests only: it is not published.
 */
export function referenceTarget(): Target {
  return { name: 'reference', load: () => Promise.resolve(loaded()) };
}

function loaded(): LoadedTarget {
  return {
    runtime: 'The reference target',
    details: [`tfjs ${tf.version_core}`, tf.getBackend()],
    keepsComposite: () => false,
    optimize: removeDeadNodes,
    lower: (graph, storedAs) => Promise.resolve(new ReferenceGraph(graph, storedAs)),
    place: (storage, data) => new ReferencePlace(storage, data),
  };
}
