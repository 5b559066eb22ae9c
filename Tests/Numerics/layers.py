"""Layers, forward and backward: NUMERICS.md, sections 6 and 7.

A layer has `parameters`, arrays by their names in order; `forward(x, batch)`; and
`backward(dy, needs_dx)`, which gives the gradient of x, or None, and leaves those of the parameters in
`gradients`.
"""

import numpy as np

from elementary import ONE, sigmoid, tanh
from float32 import FLOAT, flush, fma, product, sum_rows
from randomness import first_values, glorot_uniform, orthogonal, zeros


def relu(x):
    return np.where(x <= 0, FLOAT(0), x)


# From y and dy to dx, section 3.7.
GRADIENTS = {
    sigmoid: lambda y, dy: dy * fma(-y, y, y),
    tanh: lambda y, dy: dy * fma(-y, y, ONE),
    relu: lambda y, dy: np.where(y > 0, dy, FLOAT(0)),
}
INITIALIZERS = {"glorot_uniform": glorot_uniform, "orthogonal": orthogonal}
ACTIVATIONS = {"linear": None, "sigmoid": sigmoid, "tanh": tanh, "relu": relu}


class Dense:
    def __init__(
        self, name, seed, features, units, activation="linear", kernel_initializer="glorot_uniform"
    ):
        self.activation = ACTIVATIONS[activation]
        initializer = INITIALIZERS[kernel_initializer]
        self.parameters = {
            f"{name}.kernel": first_values(initializer, (features, units), seed, f"{name}.kernel"),
            f"{name}.bias": first_values(zeros, (units,), seed, f"{name}.bias"),
        }

    def begin_pass(self):
        pass

    def forward(self, x, batch):
        self.x = x.reshape(-1, x.shape[-1])
        kernel, bias = self.parameters.values()
        y = product(self.x, kernel, bias).reshape(*x.shape[:-1], -1)
        self.y = self.activation(y) if self.activation else y
        return self.y

    def backward(self, dy, needs_dx):
        kernel, _ = self.parameters.values()
        if self.activation:
            dy = GRADIENTS[self.activation](self.y, dy)
        flat = dy.reshape(-1, dy.shape[-1])
        self.gradients = [product(self.x.T, flat), sum_rows(flat)]
        if not needs_dx:
            return None
        return product(flat, kernel.T).reshape(*dy.shape[:-1], -1)


class Flatten:
    parameters = {}
    gradients = []

    def begin_pass(self):
        pass

    def forward(self, x, batch):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dy, needs_dx):
        return dy.reshape(self.shape)


class LSTM:
    def __init__(self, name, seed, features, units, return_sequences=False, stateful=False):
        self.units = units
        self.returns_sequences = return_sequences
        self.is_stateful = stateful
        bias = first_values(zeros, (4 * units,), seed, f"{name}.bias")
        bias[units : 2 * units] = 1
        self.parameters = {
            f"{name}.kernel": first_values(
                glorot_uniform, (features, 4 * units), seed, f"{name}.kernel"),
            f"{name}.recurrent_kernel": first_values(
                orthogonal, (units, 4 * units), seed, f"{name}.recurrent_kernel"),
            f"{name}.bias": bias,
        }
        self.begin_pass()

    def begin_pass(self):
        """A stateful layer starts every pass over the data from zeros."""
        self.kept = None

    def forward(self, x, batch):
        kernel, recurrent, bias = self.parameters.values()
        samples, steps, _ = x.shape
        units = self.units
        self.x = x
        # Before each step: None where there is no state, which gives no terms.
        self.h_before, self.c_before = [None], [None]
        if self.is_stateful:
            state = self.kept or [np.zeros((samples, units), FLOAT)] * 2
            self.h_before, self.c_before = [state[0]], [state[1]]
        self.gates, self.tanh_c = [], []
        for t in range(steps):
            h, c = self.h_before[t], self.c_before[t]
            z = product(x[:, t], kernel, bias)
            if h is not None:
                z = product(h, recurrent, z)
            z = flush(z).reshape(samples, 4, units)
            i, f, o = np.moveaxis(sigmoid(z[:, [0, 1, 3]]), 1, 0)
            g = tanh(z[:, 2])
            c = flush(i * g if c is None else fma(f, c, i * g))
            tanh_c = tanh(c)
            h = flush(o * tanh_c)
            self.gates.append((i, f, g, o))
            self.tanh_c.append(tanh_c)
            self.h_before.append(h)
            self.c_before.append(c)
        self.kept = h, c
        return np.stack(self.h_before[1:], 1) if self.returns_sequences else h

    def backward(self, dy, needs_dx):
        kernel, recurrent, _ = self.parameters.values()
        batch, steps, features = self.x.shape
        dz = [None] * steps
        dc_after = None
        for t in reversed(range(steps)):
            is_last = t == steps - 1
            upstream = dy[:, t] if self.returns_sequences else dy if is_last else None
            dh = upstream if is_last else self.gate_chains(dz[t + 1], recurrent, upstream)
            dh = flush(dh)
            (i, f, g, o), tanh_c, c = self.gates[t], self.tanh_c[t], self.c_before[t]
            from_h = GRADIENTS[tanh](tanh_c, dh * o)
            dc = flush(from_h if is_last else dc_after + from_h)
            dz_f = np.zeros_like(dc) if c is None else flush(GRADIENTS[sigmoid](f, dc * c))
            dz[t] = np.concatenate(
                [
                    flush(GRADIENTS[sigmoid](i, dc * g)),
                    dz_f,
                    flush(GRADIENTS[tanh](g, dc * i)),
                    flush(GRADIENTS[sigmoid](o, dh * tanh_c)),
                ],
                axis=1,
            )
            dc_after = dc * f
        self.gradients = self.weight_gradients(dz, batch, steps, features)
        if not needs_dx:
            return None
        return np.stack([self.gate_chains(dz[t], kernel, None) for t in range(steps)], 1)

    def gate_chains(self, dz, weights, addend):
        """dz times the transpose of the weights: one chain a gate, added in the order i, f, c, o."""
        units = self.units
        batch, rows = len(dz), len(weights)
        parts = dz.reshape(batch, 4, units)
        columns = weights.reshape(rows, 4, units)
        chains = np.zeros((4, batch, rows), FLOAT)
        for k in range(units):
            chains = fma(parts[:, :, k].T[:, :, None], columns[:, :, k].T[:, None, :], chains)
        total = addend
        for chain in chains:
            total = chain if total is None else total + chain
        return total

    def weight_gradients(self, dz, batch, steps, features):
        """Chains over samples, and within a sample over steps. What W, U and b multiply stands in one
        row, so that their chains go side by side."""
        terms, columns = features + self.units + 1, 4 * self.units
        total = np.zeros((terms, columns), FLOAT)
        for sample in range(batch):
            for t in range(steps):
                h = self.h_before[t]
                row = np.zeros(terms, FLOAT)
                row[:features] = self.x[sample, t]
                row[-1] = 1
                if h is not None:
                    row[features:-1] = h[sample]
                fresh = fma(row[:, None], dz[t][sample], total)
                if h is None:
                    fresh[features:-1] = total[features:-1]
                total = fresh
        return [total[:features], total[features:-1], total[-1]]
