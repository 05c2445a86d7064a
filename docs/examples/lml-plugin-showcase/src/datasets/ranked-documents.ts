import { columnarDataset, defineComponent, ndArray, RandomState } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** How many queries there are. Default: `8`. */
  queries: z.int().min(1).default(8).describe('How many queries there are.'),
  /** How many documents each query has. Default: `5`. */
  documents: z.int().min(1).default(5).describe('How many documents each query has.'),
  /** The seed of the features. Default: `0`. */
  seed: z.int().min(0).default(0).describe('The seed of the features.'),
};

/** Options of {@link rankedDocuments}. */
export interface RankedDocumentsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Documents for queries: samples `{ input, target, query }`, three features of a document, float32, how relevant it is, 0 to 3, and the number of
 * its query. Relevance follows from the features.
 */
export const rankedDocuments = defineComponent({
  kind: 'dataset',
  name: 'ranked-documents',
  summary: 'Documents that are more or less relevant to queries.',
  schema: z.strictObject(shape),
  examples: [{}, { queries: 2, documents: 3, seed: 1 }],
  create: ({ queries, documents, seed }) =>
    columnarDataset(() => {
      const samples = queries * documents;
      const features = Float32Array.from(new RandomState(seed).normal(0, 1, samples * 3));
      const relevance = Array.from({ length: samples }, (_, row) => {
        const [a, b] = [features[row * 3]!, features[row * 3 + 1]!];
        return Math.max(0, Math.min(3, Math.round(1 + a - b)));
      });
      return {
        input: ndArray(features, { shape: [samples, 3] }),
        target: ndArray(relevance),
        query: ndArray(Int32Array.from(relevance, (_, row) => Math.floor(row / documents))),
      };
    }),
});

declare module '@lml/core' {
  interface DatasetComponents {
    'ranked-documents': typeof rankedDocuments;
  }
  interface DatasetOptions {
    'ranked-documents': RankedDocumentsOptions;
  }
}
