import { isComponent, registerPlugin, type Plugin } from '@lml/core';

import { torchmetricsCatalogue } from './catalogue/torchmetrics.js';
import * as components from './components.js';
import { families } from './families.js';
import { version } from './version.js';

/** The metrics of this package, as a plugin. */
export const plugin: Plugin = {
  name: '@lml/metrics',
  version,
  apiVersion: 1,
  components: Object.values(components).filter(isComponent),
  families,
  catalogues: [torchmetricsCatalogue],
};

registerPlugin(plugin);
