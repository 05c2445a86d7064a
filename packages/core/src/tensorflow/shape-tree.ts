import * as tf from '@tensorflow/tfjs';

import { isRecord } from '../data/given-record.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import type { KernelDType } from './kernel-shapes/infer.js';
import type { TensorTree } from './tensor-tree.js';

/** The shape of a tensor; `null` where a size is free. */
export type Shape = readonly (number | null)[];

/** A shape, or lists and records of shapes. */
export type ShapeTree = Shape | readonly ShapeTree[] | { readonly [key: string]: ShapeTree };

/** Shape and data type of a tensor that is to be given. */
export interface TypedShape {
  /** The shape. */
  readonly shape: Shape;
  /** The data type. */
  readonly dtype: KernelDType;
}

/** A tensor that is to be given: its shape where it is float32, else its shape and its data type. */
export type TensorType = Shape | TypedShape;

/** What is to be given: a tensor, or lists and records of tensors. */
export type TypeTree = TensorType | readonly TypeTree[] | { readonly [key: string]: TypeTree };

/** Tensors by the length of their shape. */
export interface TensorsByRank {
  /** Of no axis. */
  readonly 0: tf.Scalar;
  /** Of one axis. */
  readonly 1: tf.Tensor1D;
  /** Of two axes. */
  readonly 2: tf.Tensor2D;
  /** Of three axes. */
  readonly 3: tf.Tensor3D;
  /** Of four axes. */
  readonly 4: tf.Tensor4D;
  /** Of five axes. */
  readonly 5: tf.Tensor5D;
  /** Of six axes. */
  readonly 6: tf.Tensor<tf.Rank.R6>;
}

/** A tensor of a shape; its rank where the length of the shape is known. */
export type TensorOf<Of extends readonly unknown[]> = Of['length'] extends keyof TensorsByRank
  ? TensorsByRank[Of['length']]
  : tf.Tensor;

/** The tensors of such types. */
export type TensorsOf<Types extends TypeTree> = Types extends Shape
  ? TensorOf<Types>
  : Types extends TypedShape
    ? TensorOf<Types['shape']>
    : { readonly [Key in keyof Types]: Types[Key] extends TypeTree ? TensorsOf<Types[Key]> : never };

/** Whether it is one shape, and no list or record of shapes. */
export function isShape(tree: unknown): tree is Shape {
  return Array.isArray(tree) && tree.every((size) => size === null || typeof size === 'number');
}

/** A shape as people read it: `[batch, 3]`. */
export function describeShape(shape: Shape): string {
  return `[${shape.map((size, axis) => size ?? (axis === 0 ? 'batch' : 'any')).join(', ')}]`;
}

/** Whether a shape is one that was stated. */
export function fitsShape(shape: readonly number[], stated: Shape): boolean {
  return shape.length === stated.length && stated.every((size, axis) => size === null || size === shape[axis]);
}

/** Whether it is one tensor that is to be given, and no list or record. */
export function isTensorType(types: unknown): types is TensorType {
  return tensorType(types as TypeTree) !== undefined;
}

/** The shape and data type of a tensor that is to be given. */
export function typedShape(type: TensorType): TypedShape {
  return tensorType(type)!;
}

/** The shape and data type of a tensor that is to be given; undefined for a list or a record. */
function tensorType(types: TypeTree): TypedShape | undefined {
  if (isShape(types)) return { shape: types, dtype: 'float32' };
  return !Array.isArray(types) && isShape((types as { shape?: unknown }).shape) ? (types as TypedShape) : undefined;
}

/** Lists and records like those of types, of a tensor for each. */
export function makeTensors(types: TypeTree, make: (shape: Shape, dtype: KernelDType) => tf.Tensor): TensorTree {
  const leaf = tensorType(types);
  if (leaf !== undefined) return make(leaf.shape, leaf.dtype);
  if (Array.isArray(types)) return types.map((part: TypeTree) => makeTensors(part, make));
  return Object.fromEntries(
    Object.entries(types).map(([key, part]: [string, TypeTree]) => [key, makeTensors(part, make)]),
  );
}

/** The shapes of tensors, in lists and records like theirs. */
export function shapesOf(tree: TensorTree): ShapeTree {
  if (tree instanceof tf.Tensor) return tree.shape;
  if (Array.isArray(tree)) return tree.map(shapesOf);
  return Object.fromEntries(Object.entries(tree).map(([key, part]: [string, TensorTree]) => [key, shapesOf(part)]));
}

/** Shapes that are free where two do not have the same size. */
export function commonShapes(one: ShapeTree, other: ShapeTree): ShapeTree {
  if (isShape(one)) return one.map((size, axis) => (size === (other as Shape)[axis] ? size : null));
  if (Array.isArray(one)) return one.map((part: ShapeTree, at) => commonShapes(part, (other as ShapeTree[])[at]!));
  const parts = Object.entries(one as { readonly [key: string]: ShapeTree });
  return Object.fromEntries(
    parts.map(([key, part]) => [key, commonShapes(part, (other as { readonly [key: string]: ShapeTree })[key]!)]),
  );
}

/**
 * Checks what a model is given against what it takes.
 *
 * @throws `LML_INVALID_ARGUMENT` for other lists, records or data types; `LML_SHAPE_MISMATCH` for another shape.
 */
export function checkTensors(given: unknown, types: TypeTree, path = ''): void {
  const what = path === '' ? 'what the model is given' : `${path.slice(1)} of what the model is given`;
  const leaf = tensorType(types);
  if (leaf === undefined) {
    const keys = Object.keys(types);
    const isAlike = Array.isArray(types)
      ? Array.isArray(given) && given.length === types.length
      : isRecord(given) && keys.every((key) => key in given);
    const expected = Array.isArray(types) ? `a list of ${types.length}` : `a record with ${keys.join(', ')}`;
    if (!isAlike) throw new InvalidArgumentError(what, expected, given, PARTS);
    for (const key of keys)
      checkTensors(
        (given as Record<string, unknown>)[key],
        (types as Record<string, TypeTree>)[key]!,
        `${path}.${key}`,
      );
    return;
  }
  if (!(given instanceof tf.Tensor)) throw new InvalidArgumentError(what, 'a tensor', given, PARTS);
  const { shape, dtype } = leaf;
  if (!fitsShape(given.shape, shape)) {
    throw new ShapeMismatchError(
      `The model takes ${path === '' ? 'an input' : path.slice(1)} of shape ${describeShape(shape)}, got [${given.shape.join(', ')}]. Look at the dataset and at the inputs that the model states.`,
    );
  }
  if (dtype !== 'float32' && given.dtype !== dtype) {
    const remedy = `Give whole numbers, or cast them: tf.cast(x, '${dtype}').`;
    throw new InvalidArgumentError(what, `of type ${dtype}`, given, remedy);
  }
}

const PARTS = "Look at the names of the batch's parts: one of a labelled dataset is { input, target }.";
