import { defineComponent, FileFormatError, FileNotFoundError, LmlError, type Dataset, type NdArray } from '@lml/core';
import { z } from 'zod';

import { readIdx } from '../formats/idx.js';
import { columnsDataset } from '../shared/columns-dataset.js';
import { filePath } from '../shared/named-arrays.js';
import { floatBytes, scaledBytes, withChannels } from '../shared/pixels.js';

/** Where Debian's package puts the files. */
const DEBIAN = '/usr/share/datasets/fashion-mnist';

const shape = {
  /** The folder with the four files, or in a browser its URL. */
  root: filePath.default(DEBIAN).describe('The folder with the four files, or in a browser its URL.'),
  /** Whether it is the 60,000 images for training rather than the 10,000 for testing. Default: `true`. */
  train: z
    .boolean()
    .default(true)
    .describe('Whether it is the 60,000 images for training rather than the 10,000 for testing.'),
  /** Whether pixels are divided by 255, to lie from 0 to 1, rather than be 0 to 255 as in the files. Default: `true`. */
  scale: z
    .boolean()
    .default(true)
    .describe('Whether pixels are divided by 255, to lie from 0 to 1, rather than be 0 to 255 as in the files.'),
  /** Whether an image is a row of 784 numbers rather than an image [28, 28, 1]. Default: `false`. */
  flatten: z
    .boolean()
    .default(false)
    .describe('Whether an image is a row of 784 numbers rather than an image [28, 28, 1].'),
};

/** Options of {@link fashionMnist}. */
export interface FashionMnistOptions extends z.input<z.ZodObject<typeof shape>> {}

const CLASSES = [
  ...(['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag'] as const),
  'Ankle boot',
] as const;

const SIZE = 28;

/** Both parts: the beginning of the names of their files, and how many samples they have. */
const PARTS = { train: { prefix: 'train', samples: 60_000 }, test: { prefix: 't10k', samples: 10_000 } } as const;

/**
 * Fashion-MNIST: grey images of 28 × 28 pixels of clothes, in 10 classes of equal size: 60,000 for training, 6,000 a class, and 10,000
 * for testing, 1,000 a class. Samples `{ input, target }` with `input` float32 `[28, 28, 1]` and `target` int32. Classes:
 * T-shirt/top, Trouser, Pullover, Dress, Coat, Sandal, Shirt, Sneaker, Bag, Ankle boot.
 *
 * Nothing is downloaded. `root` is a folder with `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
 * `t10k-labels-idx1-ubyte`, each as it is or packed, then with `.gz` at the end of its name. Debian and its relatives have them in the package
 * `dataset-fashion-mnist`, which puts them where `root` is by default. Pixels are divided by 255; `scale: false` gives those of
 * the files, 0 to 255, as float32.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND` for a file that is not there; `LML_FILE_FORMAT` if one is damaged, or has other samples. From
 * `get`: `LML_INVALID_ARGUMENT` for an index out of range.
 *
 * @see H. Xiao, K. Rasul, R. Vollgraf (2017), Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms,
 * https://arxiv.org/abs/1708.07747; https://github.com/zalandoresearch/fashion-mnist, licence MIT. As torchvision's `FashionMNIST`.
 *
 * @example
 * ```ts
 * import { fashionMnist } from '@lml/datasets';
 *
 * const dataset = fashionMnist({ root: 'no/such/folder', train: false });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const fashionMnist = defineComponent({
  kind: 'dataset',
  name: 'fashion-mnist',
  summary: 'Fashion-MNIST: 70,000 images of 28 × 28 pixels of clothes in 10 classes, from a folder with its files.',
  schema: z.strictObject(shape),
  examples: [{}, { root: 'data/fashion-mnist', train: false, flatten: true, scale: false }],
  // The files need not be there.
  conformance: { opens: false },
  targetNames: CLASSES,
  create: ({ root, train, scale, flatten }): Dataset => {
    const folder = root.replace(/\/+$/, '');
    const { prefix, samples } = PARTS[train ? 'train' : 'test'];
    const files = { input: `${prefix}-images-idx3-ubyte`, target: `${prefix}-labels-idx1-ubyte` };
    return columnsDataset(
      async () => {
        const [images, labels] = await Promise.all([
          readPart(folder, files.input, [samples, SIZE, SIZE]),
          readPart(folder, files.target, [samples]),
        ]);
        checkLabels(labels, `${folder}/${files.target}`);
        const pixels = scale ? scaledBytes(images) : floatBytes(images);
        return {
          input: flatten ? { ...pixels, shape: [samples, SIZE * SIZE] } : withChannels(pixels),
          target: { dtype: 'int32', shape: [samples], data: new Int32Array(labels.data as Uint8Array) },
        };
      },
      {
        files: { input: `${folder}/${files.input}`, target: `${folder}/${files.target}` },
        classNames: CLASSES,
      },
    );
  },
});

/** Reads a file as it is, or else packed. */
async function readPart(folder: string, name: string, shape: readonly number[]): Promise<NdArray> {
  const path = `${folder}/${name}`;
  const orElse =
    (next: () => Promise<NdArray>) =>
    (error: unknown): Promise<NdArray> => {
      if (LmlError.isInstance(error, FileNotFoundError.code)) return next();
      throw error;
    };
  const array = await readIdx(path)
    .catch(orElse(() => readIdx(`${path}.gz`)))
    .catch(orElse(() => Promise.reject(missing(folder, name))));
  if (array.dtype === 'uint8' && array.shape.join() === shape.join()) return array;
  throw new FileFormatError(
    `'${path}' holds ${array.dtype} [${array.shape.join(', ')}], but in Fashion-MNIST it is uint8 [${shape.join(', ')}]. It is another file.`,
  );
}

function missing(folder: string, name: string): FileNotFoundError {
  const all = Object.values(PARTS).flatMap(({ prefix }) => [
    `${prefix}-images-idx3-ubyte`,
    `${prefix}-labels-idx1-ubyte`,
  ]);
  return new FileNotFoundError(
    `Fashion-MNIST needs '${name}' or '${name}.gz', but '${folder}' has neither. Say by root which folder has its files: ${all.join(', ')}, as they are or with .gz. ` +
      `Debian's package dataset-fashion-mnist puts them into ${DEBIAN}; they come from https://github.com/zalandoresearch/fashion-mnist.`,
  );
}

function checkLabels({ data }: NdArray, file: string): void {
  const labels = data as Uint8Array;
  const wrong = labels.findIndex((label) => label >= CLASSES.length);
  if (wrong >= 0)
    throw new FileFormatError(
      `'${file}' holds the label ${labels[wrong]} at position ${wrong}; classes are 0 to ${CLASSES.length - 1}. It is damaged, or another file.`,
    );
}
