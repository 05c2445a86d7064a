import './register.js';

export * from './components.js';
export { plugin } from './register.js';
export type { ArrayInput, InputsInput, NestedArray, TypedArray } from './shared/array-input.js';
export type { Indices } from './shared/indices-schema.js';
export type { SameFormComponent } from './shared/same-form.js';
export type { Weights } from './shared/sampler-shapes.js';
