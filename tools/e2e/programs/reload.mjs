// Loads a checkpoint in a process of its own and prints predictions for the test data.
import '@lml/backends';
import '@lml/datasets';
import '@lml/learners';
import '@lml/losses';
import '@lml/metrics';
import '@lml/models';
import '@lml/optimizers';
import '@lml/predictors';
import { loadProject } from '@lml/core';

const project = await loadProject(process.argv[2]);
console.log(JSON.stringify(Array.from((await project.predict()).data)));
