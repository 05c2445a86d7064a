import { isComponent } from '../registry/component.js';
import { isIterableDataset } from './dataset.js';

/** What to do where a dataset is something else. */
export function datasetAdvice(value: unknown): string | undefined {
  if (isComponent(value)) return 'A component must be called: dataset: iris().';
  if (isIterableDataset(value)) return 'Give a stream as train, validation or test.';
  if (typeof value === 'string')
    return "Files are read by a dataset, as npyLabelled({ inputs: 'x.npy', targets: 'y.npy' }).";
  return Array.isArray(value)
    ? 'Lists become a dataset by labelled({ inputs, targets }), or unlabelled({ inputs }) of @lml/datasets.'
    : undefined;
}
