import { isComponent, registerPlugin, type Plugin } from '@lml/core';

import * as components from './components.js';
import { families } from './families.js';
import { version } from './version.js';

/** The executor, for an isolated registry: `createRegistry({ plugins: [plugin] })`. */
export const plugin: Plugin = {
  name: '@lml/redis',
  version,
  apiVersion: 1,
  components: Object.values(components).filter(isComponent),
  families,
};

registerPlugin(plugin);
