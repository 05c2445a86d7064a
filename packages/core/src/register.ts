import * as components from './components.js';
import { defineCoreKinds } from './adapters/core-kinds.js';
import { registerPlugin } from './registry/global.js';
import type { Plugin } from './registry/plugin.js';
import { defineRunKinds } from './training/run-kinds.js';
import { defineSearchKinds } from './search/search-kinds.js';
import { repairGradients } from './tensorflow/gradient-repairs/install.js';
import { silenceBanner } from './tensorflow/quiet.js';
import { version } from './version.js';

/** Core's own components: the engines auto and eager, callbacks and loggers. */
export const plugin: Plugin = {
  name: '@lml/core',
  version,
  apiVersion: 1,
  components: Object.values(components),
};

silenceBanner();
repairGradients();
defineCoreKinds();
defineRunKinds();
defineSearchKinds();
registerPlugin(plugin);
