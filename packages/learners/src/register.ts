import { isComponent, registerPlugin, type Plugin } from '@lml/core';

import * as components from './components.js';
import { families } from './families.js';
import { version } from './version.js';

/** The components of this package, as a plugin. */
export const plugin: Plugin = {
  name: '@lml/learners',
  version,
  apiVersion: 1,
  components: (Object.values(components) as unknown[]).filter(isComponent),
  families,
};

registerPlugin(plugin);
