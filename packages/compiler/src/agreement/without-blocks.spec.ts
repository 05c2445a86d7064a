import { jest } from '@jest/globals';

// As on a machine, or in a browser, where convolutions have no form in blocks of channels.
const probe = jest.fn(() => Promise.resolve(undefined));
jest.unstable_mockModule('../targets/onnx/blocked/probe.js', () => ({ probeBlockedConvolution: probe }));

const { onnx } = await import('../engines/onnx.js');
const { describeLayers, describeModels } = await import('./describe.fixture.js');
const { imageLayers } = await import('./layers/layers.fixture.js');
const { lenet, resnet20 } = await import('./models.fixture.js');

const convolutions = Object.entries(imageLayers).filter(
  ([name, { fails }]) => /conv[12]d/i.test(name) && fails === undefined,
);

describe('Without blocks of channels', () => {
  afterAll(() => expect(probe).toHaveBeenCalled());

  const create = () => onnx({ threads: 1 });
  describeLayers(create, Object.fromEntries(convolutions));
  describeModels(create, { 'a small LeNet': lenet(8, 14, 3), 'a narrow ResNet-20': resnet20(4, 8, 2) });
});
