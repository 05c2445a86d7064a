import { loadNativeTensorflow, type NativeTensorflow } from '@lml/core/engine';

import type { LoadedTarget, Target } from '../../engine/target.js';
import { optimize } from '../../passes/optimize.js';
import { compileGraph } from './compile.js';
import { allLowerings, keepsComposite } from './lowerings/index.js';
import { TensorflowGraph } from './tensorflow-graph.js';
import { TensorflowPlace } from './tensorflow-place.js';

/** The target that runs graphs as sessions of TensorFlow, by the addon of tfjs-node. */
export function tensorflowTarget(): Target {
  return { name: 'tensorflow', load: async () => loaded(await loadNativeTensorflow()) };
}

function loaded({ binding, tfjsNodeVersion, tensorflowVersion }: NativeTensorflow): LoadedTarget {
  const lowerings = allLowerings();
  return {
    runtime: 'TensorFlow',
    details: [`TensorFlow ${tensorflowVersion}`, `tfjs-node ${tfjsNodeVersion}`],
    keepsComposite: (name) => keepsComposite(name, lowerings),
    optimize,
    lower: (graph, storedAs) => Promise.resolve(new TensorflowGraph(binding, compileGraph(graph, lowerings, storedAs))),
    place: (storage, data) => new TensorflowPlace(binding, storage, data),
  };
}
