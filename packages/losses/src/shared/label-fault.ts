import { isNdArray, type HostValue, type NdArray, type TargetFault } from '@lml/core';

/** What labels of sequences are looked at for. */
export interface LabelRules {
  /** How many classes there are, if that is known. */
  readonly classes: number | undefined;
  /** The class that is no label. */
  readonly blank: number;
  /** Whether labels that do not fit into their frames count nothing. */
  readonly zeroInfinity: boolean;
}

/** The first sample of `{ labels, labelLengths?, inputLengths? }` on the host that no frames can say. */
export function labelFault(target: HostValue, rules: LabelRules): TargetFault | undefined {
  const { labels, labelLengths, inputLengths } = target as Record<string, NdArray | undefined>;
  if (!isNdArray(labels) || labels.shape.length !== 2) return undefined;
  const [rows, width] = labels.shape as [number, number];
  for (let row = 0; row < rows; row++) {
    const said = Array.from({ length: width }, (_, place) => Number(labels.data[row * width + place]));
    const [count, frames] = [labelLengths, inputLengths].map((given) => given && Number(given.data[row]));
    const reason = reasonOf(said, count, frames, rules);
    if (reason !== undefined) return { row, reason };
  }
  return undefined;
}

function reasonOf(
  said: readonly number[],
  count: number | undefined,
  frames: number | undefined,
  { classes = Infinity, blank, zeroInfinity }: LabelRules,
): string | undefined {
  if (count !== undefined && !isLength(count, said.length))
    return `has labelLengths ${count}, but lengths are whole numbers from 0 to the number of labels, ${said.length}.`;
  if (frames !== undefined && !isLength(frames))
    return `has inputLengths ${frames}, but lengths are whole numbers from 0.`;
  const end = said.findIndex((label) => label < 0);
  const labels = said.slice(0, count ?? (end < 0 ? said.length : end));
  const wrong = labels.find((label) => !isLength(label, classes - 1));
  if (wrong !== undefined)
    return `has the label ${wrong}, but labels are whole numbers from 0${Number.isFinite(classes) ? ` to ${classes - 1}, as the model has ${classes} outputs` : ''}.`;
  if (labels.includes(blank))
    return `has the label ${blank}, which is the blank. Leave it out, or choose another blank.`;
  const needed = labels.length + labels.filter((label, place) => label === labels[place - 1]).length;
  if (zeroInfinity || frames === undefined || frames >= needed) return undefined;
  return `needs ${needed} frames for its ${labels.length} labels, with a blank between equal ones, and has ${frames}. Leave it out, or set zeroInfinity.`;
}

function isLength(value: number, most = Infinity): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}
