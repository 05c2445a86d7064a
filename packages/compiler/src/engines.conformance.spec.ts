import { describeComponent } from '@lml/testing';

import { plugin } from './index.js';
import { hasTensorflow } from './targets/tensorflow/lowering.fixture.js';

if (!hasTensorflow) process.stdout.write('engines.conformance.spec: without tensorflow, no tfjs-node is installed\n');

for (const component of plugin.components)
  if (hasTensorflow || component.componentName !== 'tensorflow') describeComponent({ describe, it }, component);
