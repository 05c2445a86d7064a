import { pathToFileURL } from 'node:url';
import { plugin as losses } from '@lml/losses';
import { plugin as metrics } from '@lml/metrics';
import { plugin as optimizers } from '@lml/optimizers';
import { plugin as predictors } from '@lml/predictors';
import { plugin as splitters } from '@lml/splitters';
import { describeGoldens } from '@lml/testing';
import { packages } from '../workspace/packages.mjs';
import { goldenEngines } from './engines.mjs';

const plugins = [losses, metrics, optimizers, predictors, splitters];

const network = 'it needs a network in code, and is compared with torchmetrics in the spec of its folder';

const inCode = 'a function in code, which no file holds, compared with numbers in its spec';

/** What has no file of cases, and why. @type {Record<string, Record<string, string>>} */
const without = {
  [metrics.name]: {
    bootstrap: 'which samples are drawn depends on the generator',
    'lambda-input': inCode,
    'multi-task': 'the same metrics have cases of their own',
    'bert-score': network,
    'clip-score': network,
    'deep-image-structure-and-texture-similarity': network,
    'frechet-inception-distance': network,
    'inception-score': network,
    'info-lm': network,
    'kernel-inception-distance': network,
    'learned-perceptual-image-patch-similarity': network,
    'memorization-informed-frechet-inception-distance': network,
    residuals: 'a figure of differences, looked at in its spec',
  },
  [splitters.name]: {
    'blocked-time-series-split': 'no library has it; its laws are in splitters.laws.spec.ts',
    'purged-k-fold': 'no library has it; its laws are in splitters.laws.spec.ts',
  },
  [optimizers.name]: { lambda: inCode, multiplicative: inCode },
};

/** All cases run everywhere in the CI, whose second step asks for it; else on cpu, on wasm and ONNX Runtime one for each shape, and none on TensorFlow. */
const areAll = process.env['LML_ENGINES'] === 'all';
const engines = Object.fromEntries(
  Object.entries(goldenEngines).filter(([name]) => areAll || !name.includes('tensorflow')),
);
/** Op by op on TensorFlow one for each shape always: its last digits are other ones. */
const onePerShape = ['eager (tensorflow)', ...(areAll ? [] : ['eager (wasm)', 'onnx'])];

/**
 * TensorFlow's Adam takes 1 − β₂ from β₂ in float32, which shows in v; weights are right. Its exponentials and logarithms have other last
 * digits, which show after the hundreds of steps of a long CTC.
 */
const tolerances = { [optimizers.name]: { tensorflow: 5e-5 }, [losses.name]: { 'eager (tensorflow)': 2e-5 } };

for (const plugin of plugins) {
  describeGoldens(plugin, goldensOf(plugin.name), {
    engines,
    onePerShape,
    without: without[plugin.name] ?? {},
    tolerance: tolerances[plugin.name] ?? {},
  });
}

/** @param {string} name */
function goldensOf(name) {
  const { path } = /** @type {import('../workspace/packages.mjs').WorkspacePackage} */ (
    packages().find((one) => one.name === name)
  );
  return pathToFileURL(`${path}/src/goldens/`);
}
