import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describeGoldens } from '@lml/testing';
import { packages } from '../workspace/packages.mjs';
import { goldenEngines } from './engines.mjs';

// Those of core and datasets are of no components.
const all = packages().filter(({ folder }) => ['losses', 'metrics'].includes(folder));

for (const { name, path } of all) {
  const folder = pathToFileURL(`${path}/src/goldens/`);
  if (!existsSync(folder)) continue;
  const { plugin } = await import(name);
  describeGoldens(plugin, folder, { engines: goldenEngines });
}
