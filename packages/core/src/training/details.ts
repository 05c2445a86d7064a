import type { Stage } from '../data/stage.js';
import type { MetricDetail } from '../learning/metric-report.js';

/** Arrays and figures by full name: `validation/confusion-matrix`. */
export type ReportedDetails = Readonly<Record<string, MetricDetail>>;

/** The details with those of a stage replaced. */
export function withDetails(before: ReportedDetails, stage: Stage, fresh: ReportedDetails): ReportedDetails {
  const others = Object.entries(before).filter(([name]) => !name.startsWith(`${stage}/`));
  return { ...Object.fromEntries(others), ...fresh };
}

/** The details of some stages. */
export function detailsOf(details: ReportedDetails, stages: readonly Stage[]): ReportedDetails {
  const chosen = Object.entries(details).filter(([name]) => stages.some((stage) => name.startsWith(`${stage}/`)));
  return Object.fromEntries(chosen);
}
