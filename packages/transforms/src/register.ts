import { isComponent, registerPlugin, type Plugin } from '@lml/core';

import * as components from './components.js';
import { families } from './families.js';
import { version } from './version.js';

/** The transforms, for an isolated registry: `createRegistry({ plugins: [plugin] })`. */
export const plugin: Plugin = {
  name: '@lml/transforms',
  version,
  apiVersion: 1,
  components: Object.values(components).filter(isComponent),
  families,
};

registerPlugin(plugin);
