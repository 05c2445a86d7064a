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

for (const component of plugin.components) describeComponent({ describe, it }, component);
