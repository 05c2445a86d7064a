import { MetricState, type AnyMetric, type MetricNumbers, type MetricResult } from '@lml/core';

/** A metric of one batch of texts. */
export async function scoreOf(
  metric: AnyMetric,
  prediction: MetricNumbers,
  target: MetricNumbers,
  weight?: readonly number[],
): Promise<MetricResult> {
  const state = new MetricState(metric);
  await state.update(prediction, target, { weight });
  return state.compute();
}
