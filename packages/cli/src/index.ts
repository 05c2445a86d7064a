export { main } from './main.js';
export { packageNames, importPlugins } from './plugins.js';
