import { isComponent } from '../registry/component.js';
import { isIterableDataset } from './dataset.js';
import { isRecord } from './given-record.js';

/** What to do where a dataset is something else. */
export function datasetAdvice(value: unknown): string | undefined {
  if (isComponent(value)) return 'A component must be called: dataset: iris().';
  if (isIterableDataset(value)) return 'Give a stream as train, validation or test.';
  if (typeof value === 'string')
    return "Files are read by a dataset, as csv({ path: 'table.csv', target: 'price' }) of @lml/datasets.";
  return Array.isArray(value)
    ? isRecord(value[0])
      ? "Objects become a dataset by records(rows, { target: 'price' }) of @lml/datasets."
      : 'Lists become a dataset by labelled({ inputs, targets }), or unlabelled({ inputs }) of @lml/datasets.'
    : undefined;
}
