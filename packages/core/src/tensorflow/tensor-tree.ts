export type { TensorTree, Tensors } from '../data/tensor-tree.js';
