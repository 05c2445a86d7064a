import { componentOption, defineComponent, readBytes, readSafetensors, type Model } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The model. */
  model: componentOption('model').describe('The model.'),
  /**
   * A safetensors file with its weights, relative to the working directory: that of a checkpoint, or of another library.
   */
  weights: z
    .string()
    .min(1)
    .describe(
      'A safetensors file with its weights, relative to the working directory: that of a checkpoint, or of another library.',
    ),
};

/** Options of {@link pretrained}. */
export interface PretrainedOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * A model that begins with the weights of a file: a teacher to distil from, or what is to be trained on.
 *
 * @throws From `build`: `LML_FILE_NOT_FOUND` and `LML_FILE_FORMAT` where there is no such file; `LML_UNDECLARED_STATE` or
 * `LML_SHAPE_MISMATCH` where its weights are of another model.
 */
export const pretrained = defineComponent({
  kind: 'model',
  name: 'pretrained',
  summary: 'A model that begins with the weights of a file.',
  schema: z.strictObject(shape),
  examples: [
    {
      model: { name: '@lml/models:mlp', inputSize: 4, hiddenSizes: [16], outputSize: 3 },
      weights: 'projects/teacher.safetensors',
    },
  ],
  conformance: { input: { shape: [2, 4] } },
  create: ({ model, weights }): Model =>
    Object.create(model, {
      build: {
        async value(...[context]: Parameters<Model['build']>) {
          const values = readSafetensors(await readBytes(weights));
          await model.build(context);
          model.setWeights(values);
        },
      },
    }) as Model,
});

declare module '@lml/core' {
  interface ModelComponents {
    pretrained: typeof pretrained;
  }
  interface ModelOptions {
    pretrained: PretrainedOptions;
  }
}
