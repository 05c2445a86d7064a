/** What one gives an op: its name in TensorFlow, one of the `TF_ATTR_…` as its type, and its value; arrays are lists. */
export interface NativeAttribute {
  /** Its name. */
  readonly name: string;
  /** One of the `TF_ATTR_…`. */
  readonly type: number;
  /** Its value; arrays are lists. */
  readonly value: boolean | number | string | readonly number[] | readonly boolean[] | null;
}

/** A tensor inside of TensorFlow. Its number is never given to another one. */
export interface NativeTensor {
  /** Its number. */
  readonly id: number;
  /** Its shape. */
  readonly shape: number[];
  /** One of the data types of TensorFlow: those that JavaScript can read and write are `TF_FLOAT` and so on. */
  readonly dtype: number;
}

/**
 * The values of a tensor as they are written. Of `TF_FLOAT` a `Float32Array`, of `TF_COMPLEX64` none: it is made by the op
 * `Complex`; of `TF_INT32` an `Int32Array`, of `TF_INT64` one with two numbers a value, the lower one first; of `TF_BOOL` and
 * `TF_UINT8` a `Uint8Array`; of `TF_STRING` the bytes of each string. They may be shared with the tensor: do not change them.
 */
export type NativeValues = Float32Array | Int32Array | Uint8Array | readonly Uint8Array[];

/**
 * The addon of tfjs-node: TensorFlow's C API, as far as it goes. All of it runs at once and blocks; what goes wrong is a plain
 * `Error` with TensorFlow's words. Shapes and lists must be real arrays.
 */
export interface NativeBinding {
  /** Makes a tensor; its values must be as many as its shape says. */
  createTensor(shape: readonly number[], dtype: number, values: NativeValues): number;
  /** Frees a tensor. */
  deleteTensor(id: number): void;
  /** A copy of a tensor's values: of `TF_COMPLEX64` pairs, of `TF_INT64` a `BigInt64Array`, of `TF_STRING` the bytes of each. */
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array | BigInt64Array | Uint8Array[];
  /** Runs any op of TensorFlow that has no attributes of other types than those below; the tensors it gives are the caller's. */
  executeOp(
    name: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): NativeTensor[];
  /** Loads the SavedModel of a folder by its tags, separated by commas; gives its number. */
  loadSavedModel(folder: string, tags: string): number;
  /** Closes a model, and its session. */
  deleteSavedModel(id: number): void;
  /** Runs a model's session: `inputNames` and `outputNames` are those of the graph's nodes with `:0` and so on, separated by commas. */
  runSavedModel(id: number, inputs: readonly number[], inputNames: string, outputNames: string): NativeTensor[];
  /** How many tensors there are. */
  getNumOfTensors(): number;
  /** How many models are loaded. */
  getNumOfSavedModels(): number;
  /** Whether ops run on a GPU. */
  isUsingGpuDevice(): boolean;
  /** The version of libtensorflow. */
  readonly TF_Version: string;
  /** The data type of float32. */
  readonly TF_FLOAT: number;
  /** The data type of int32. */
  readonly TF_INT32: number;
  /** The data type of int64. */
  readonly TF_INT64: number;
  /** The data type of truth values. */
  readonly TF_BOOL: number;
  /** The data type of complex numbers. */
  readonly TF_COMPLEX64: number;
  /** The data type of strings. */
  readonly TF_STRING: number;
  /** The data type of variables and the like. */
  readonly TF_RESOURCE: number;
  /** The data type of bytes. */
  readonly TF_UINT8: number;
  /** Attributes that are strings. */
  readonly TF_ATTR_STRING: number;
  /** Attributes that are whole numbers. */
  readonly TF_ATTR_INT: number;
  /** Attributes that are float32. */
  readonly TF_ATTR_FLOAT: number;
  /** Attributes that are truth values. */
  readonly TF_ATTR_BOOL: number;
  /** Attributes that are data types. */
  readonly TF_ATTR_TYPE: number;
  /** Attributes that are shapes. */
  readonly TF_ATTR_SHAPE: number;
}
