// Generated from the components beside it: npm run barrels.
export * from './eager/cpu.js';
export * from './eager/wasm.js';
