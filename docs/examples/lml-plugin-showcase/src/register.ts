import { isComponent, registerPlugin, type Plugin } from '@lml/core';
import * as exported from './components.js';
import { defineTokenizers } from './tokenizers/tokenizer.js';

defineTokenizers();

/** What the package registers. */
export const plugin: Plugin = {
  name: 'lml-plugin-showcase',
  version: '1.0.0',
  apiVersion: 1,
  components: Object.values<unknown>(exported).filter(isComponent),
};

registerPlugin(plugin);
