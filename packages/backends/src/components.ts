export * from './eager/cpu.js';
export * from './eager/wasm.js';
