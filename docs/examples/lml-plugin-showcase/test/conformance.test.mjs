import { describe, it } from 'node:test';
import '@lml/compiler';
import '@lml/datasets';
import '@lml/learners';
import '@lml/losses';
import '@lml/metrics';
import '@lml/models';
import '@lml/optimizers';
import '@lml/predictors';
import { describeComponent } from '@lml/testing';
import { plugin } from 'lml-plugin-showcase';
import { tokenizerSuite } from './tokenizer-suite.mjs';

/** What components are known not to do, and why. */
const EXPECTED_FAILURES = {
  pretrained: { 'model/seed': 'its weights come from a file, and not from the seed' },
};

for (const component of plugin.components) {
  const expectedFailures = EXPECTED_FAILURES[component.componentName] ?? {};
  const suite = component.kind === 'tokenizer' ? tokenizerSuite : undefined;
  describeComponent({ describe, it }, component, { expectedFailures, suite });
}
