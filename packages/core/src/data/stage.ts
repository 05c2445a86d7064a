/** What data is used for. */
export type Stage = 'train' | 'validation' | 'test' | 'predict';

/** The stages, in the order in which a project meets them. */
export const STAGES = ['train', 'validation', 'test', 'predict'] as const satisfies readonly Stage[];
