import { describeModels } from './describe.fixture.js';
import { lenet, lstm, mlp } from './models.fixture.js';

describeModels({
  'the MLP 784-128-10': mlp(),
  // Narrower than the benchmark's: the convolutions of TensorFlow.js's cpu backend take seconds at full size.
  'a small LeNet': lenet(8, 14, 3),
  'the LSTM text classifier': lstm('sigmoid', 2),
  'the LSTM text classifier with hard sigmoids': lstm('hardSigmoid', 2),
});
