import { contextWithin, InvalidArgumentError, type Dataset, type Sample, type SampleContext } from '@lml/core';
import { after } from '@lml/core/engine';

/**
 * The inputs of several samples of a dataset, each with draws of its own, and the first sample whole.
 *
 * @throws `LML_INVALID_ARGUMENT` for a sample without `input`.
 */
export function inputsOf(
  dataset: Dataset,
  indices: readonly number[],
  context: SampleContext,
  use: (inputs: readonly unknown[], first: Sample) => Sample,
): Sample | Promise<Sample> {
  const samples = indices.map((index, at) => dataset.get(index, contextWithin(context, `sample-${at}`)));
  const together = (read: readonly Sample[]): Sample =>
    use(
      read.map((sample, at) => {
        if ('input' in sample) return sample['input'];
        throw new InvalidArgumentError(`Sample ${indices[at]}`, "a record with 'input'", sample);
      }),
      read[0]!,
    );
  const all: readonly Sample[] | Promise<readonly Sample[]> = samples.some((sample) => sample instanceof Promise)
    ? Promise.all(samples.map(async (sample) => sample))
    : (samples as readonly Sample[]);
  return after(all, together);
}
