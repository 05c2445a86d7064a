import { isComponent, registerPlugin, type Plugin } from '@lml/core';

import * as components from './components.js';
import { version } from './version.js';

/** This package's models. */
export const plugin: Plugin = {
  name: '@lml/models',
  version,
  apiVersion: 1,
  components: (Object.values(components) as unknown[]).filter(isComponent),
};

registerPlugin(plugin);
