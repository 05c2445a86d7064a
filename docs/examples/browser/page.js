// Trains LeNet on handwritten digits in the page, with the loss as a curve that moves while it learns.
import { cpu } from '@lml/backends';
import { onnx } from '@lml/compiler';
import { DataModule, Project, subset } from '@lml/core';
import { digits } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { lenet } from '@lml/models';
import { adam } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import uPlot from 'uplot';

const element = (id) => document.getElementById(id);
const show = (id, text) => (element(id).textContent = text);

/** The loss of each step that is logged, drawn whenever there is a new one. */
function createCurve() {
  const points = [[], []];
  const series = [{ label: 'step' }, { label: 'training loss', stroke: '#0b62c4', width: 2 }];
  const scales = { x: { time: false } };
  const plot = new uPlot({ width: 680, height: 260, scales, series }, points, element('curve'));
  return (step, loss) => {
    points[0].push(step);
    points[1].push(loss);
    plot.setData(points);
  };
}

function createProject(addPoint, executionProviders) {
  const learner = supervised({
    data: new DataModule({ dataset: digits(), batchSize: 32, split: { validation: 0.1, test: 0.2 } }),
    model: lenet({ inputShape: [8, 8, 1], numClasses: 10, dropout: 0.3 }),
    loss: crossEntropy(),
    optimizer: adam({ lr: 0.003 }),
    metrics: [accuracy()],
    predictor: classification(),
  });
  const page = {
    name: 'page',
    open: ({ notice }) => show('engine', notice ?? ''),
    log({ type, clock, values }) {
      if (type === 'step') {
        addPoint(clock.step, values['train/loss']);
        show('loss', values['train/loss'].toFixed(4));
      } else if (type === 'epoch') {
        show('epoch', String(clock.epoch));
        show('accuracy', values['validation/accuracy'].toFixed(4));
      }
    },
  };
  const trainer = {
    maxEpochs: 20,
    backend: cpu(),
    engine: onnx({ path: './', executionProviders }),
    loggers: [page],
    log: { every: 5, unit: 'batch' },
  };
  return new Project({ learner, trainer, seed: 0 });
}

/** Ten images of the test with the digit that the network sees. */
async function showImages(project) {
  const chosen = project.data.indices.test.slice(0, 10);
  const labels = await project.predict({ dataset: subset(digits(), chosen) });
  const all = digits();
  await all.open?.();
  const figures = chosen.map(async (index, position) => {
    const { input } = await all.get(index);
    const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
    const context = canvas.getContext('2d');
    const image = context.createImageData(8, 8);
    const brightest = Math.max(...input.data);
    input.data.forEach((value, pixel) => image.data.set([0, 0, 0, (255 * value) / brightest], 4 * pixel));
    context.putImageData(image, 0, 0);
    const figure = document.createElement('figure');
    const caption = Object.assign(document.createElement('figcaption'), { textContent: String(labels.data[position]) });
    figure.append(canvas, caption);
    return figure;
  });
  element('images').replaceChildren(...(await Promise.all(figures)));
}

element('start').addEventListener('click', async () => {
  const abort = new AbortController();
  element('start').disabled = true;
  element('stop').disabled = false;
  element('stop').onclick = () => abort.abort();
  element('curve').replaceChildren();
  element('images').replaceChildren();
  for (const id of ['epoch', 'loss', 'accuracy', 'test']) show(id, '–');
  show('message', '');
  try {
    const project = createProject(createCurve(), [element('gpu').checked ? 'webgpu' : 'wasm']);
    await project.train({ signal: abort.signal });
    const result = await project.test();
    show('test', result['test/accuracy'].toFixed(4));
    await showImages(project);
  } catch (error) {
    show('message', error.message);
  } finally {
    element('start').disabled = false;
    element('stop').disabled = true;
  }
});

// On so small a network the way to the GPU and back costs more than it gains, so nobody gets it unasked.
element('gpu').disabled = !(await navigator.gpu?.requestAdapter());
