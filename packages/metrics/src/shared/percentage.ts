/** The least size that errors are divided by, as in torchmetrics. */
export const LEAST_SCALE = 1.17e-6;
