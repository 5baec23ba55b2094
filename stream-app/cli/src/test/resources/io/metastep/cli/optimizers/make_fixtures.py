"""Makes the npz files beside it: one optimizer as PyTorch, TensorFlow 1 and Keras keep it, and the updates that PyTorch computes.

    pip install torch numpy
    python make_fixtures.py

Made with torch 2.13.0, numpy 2.4.6. The optimizer: log-and-sign (p = 10), two layers of 5, update = 0.1 y. Everything is computed in double
precision, from parameters that are exact in single precision.
"""

import pathlib

import numpy as np
import torch

HIDDEN = 5
LAYERS = 2
P = 10
SCALE = 0.1
FORGET_BIAS = 1.0
HERE = pathlib.Path(__file__).parent

rng = np.random.default_rng(2016)


class LearnedOptimizer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = torch.nn.LSTM(2, HIDDEN, LAYERS)
        self.linear = torch.nn.Linear(HIDDEN, 1)

    def forward(self, features):
        return SCALE * self.linear(self.lstm(features)[0])[..., 0]


def log_and_sign(gradients):
    """Andrychowicz et al. 2016, appendix A; the last axis of the result has the logarithm first."""
    large = np.abs(gradients) >= np.exp(-P)
    logarithm = np.log(np.abs(np.where(large, gradients, 1))) / P
    return np.stack(
        [np.where(large, logarithm, -1), np.where(large, np.sign(gradients), np.exp(P) * gradients)], axis=-1
    )


def random_parameters(module):
    for name, parameter in module.named_parameters():
        size = 0.3 if "bias" in name else 1.2
        values = rng.normal(0, size, parameter.shape).astype("float32")
        parameter.data = torch.tensor(values, dtype=torch.float64)


def reordered(rows, order):
    """Blocks of gates in another order than PyTorch's i, f, g, o."""
    return np.concatenate([np.split(rows, 4)["ifgo".index(gate)] for gate in order])


def state(module):
    return {name: value.numpy() for name, value in module.state_dict().items()}


def tensorflow(arrays):
    """Sonnet 1 and BasicLSTMCell: one kernel [inputs + units, 4 units], gates i, j, f, o, and 1 is added to the forget gate's biases."""
    result = {"linear/w": arrays["linear.weight"].T, "linear/b": arrays["linear.bias"]}
    for layer in range(LAYERS):
        joined = np.concatenate([arrays[f"lstm.weight_ih_l{layer}"], arrays[f"lstm.weight_hh_l{layer}"]], axis=1)
        bias = arrays[f"lstm.bias_ih_l{layer}"] + arrays[f"lstm.bias_hh_l{layer}"]
        bias[HIDDEN : 2 * HIDDEN] -= FORGET_BIAS
        result[f"lstm_{layer + 1}/w_gates"] = reordered(joined, "igfo").T
        result[f"lstm_{layer + 1}/b_gates"] = reordered(bias, "igfo")
    return result


def run_tensorflow(arrays, features):
    """What Sonnet 1 does with these arrays."""
    sigmoid = lambda z: 1 / (1 + np.exp(-z))
    h = [np.zeros((features.shape[1], HIDDEN)) for _ in range(LAYERS)]
    c = [np.zeros((features.shape[1], HIDDEN)) for _ in range(LAYERS)]
    updates = []
    for x in features:
        for layer in range(LAYERS):
            gates = np.concatenate([x, h[layer]], 1) @ arrays[f"lstm_{layer + 1}/w_gates"]
            i, j, f, o = np.split(gates + arrays[f"lstm_{layer + 1}/b_gates"], 4, axis=1)
            c[layer] = sigmoid(f + FORGET_BIAS) * c[layer] + sigmoid(i) * np.tanh(j)
            h[layer] = sigmoid(o) * np.tanh(c[layer])
            x = h[layer]
        updates.append(SCALE * (x @ arrays["linear/w"] + arrays["linear/b"])[:, 0])
    return np.stack(updates)


def keras(arrays):
    """Keras: kernels [inputs, 4 units], gates i, f, c, o; here as float64 in Fortran order."""
    result = {"output.kernel": arrays["linear.weight"].T, "output.bias": arrays["linear.bias"]}
    for layer in range(LAYERS):
        name = f"layer{layer + 1}"
        result[f"{name}.kernel"] = arrays[f"lstm.weight_ih_l{layer}"].T
        result[f"{name}.recurrent_kernel"] = arrays[f"lstm.weight_hh_l{layer}"].T
        result[f"{name}.bias"] = arrays[f"lstm.bias_ih_l{layer}"] + arrays[f"lstm.bias_hh_l{layer}"]
    result["optimizer.iterations"] = np.int64(64_000)  # no part of the optimizer, and of a type that cannot be imported
    return {name: np.asfortranarray(value) for name, value in result.items()}


module = LearnedOptimizer().double()
random_parameters(module)
arrays = state(module)

steps, coordinates = 30, 6
sizes = np.exp(rng.uniform(-14, 2, (steps, coordinates)))
gradients = (sizes * rng.choice([-1, 1], sizes.shape)).astype("float32")
features = log_and_sign(gradients.astype("float64"))
with torch.no_grad():
    updates = module(torch.tensor(features)).numpy()

sonnet = tensorflow(arrays)
assert np.abs(run_tensorflow(sonnet, features) - updates).max() < 1e-14
assert updates.std() > 0.03

np.savez(HERE / "pytorch.npz", **{name: value.astype("float32") for name, value in arrays.items()})
np.savez_compressed(HERE / "tensorflow.npz", **sonnet)
np.savez_compressed(HERE / "keras.npz", **keras(arrays))
np.savez_compressed(HERE / "updates.npz", gradients=gradients, updates=updates)
