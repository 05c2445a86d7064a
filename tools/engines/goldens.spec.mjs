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

for (const plugin of plugins) describeGoldens(plugin, goldensOf(plugin.name), { engines: goldenEngines });

/** @param {string} name */
function goldensOf(name) {
  const { path } = /** @type {import('../workspace/packages.mjs').WorkspacePackage} */ (
    packages().find((one) => one.name === name)
  );
  return pathToFileURL(`${path}/src/goldens/`);
}
