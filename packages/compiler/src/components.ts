// Generated from the components beside it: npm run barrels.
export * from './engines/onnx.js';
