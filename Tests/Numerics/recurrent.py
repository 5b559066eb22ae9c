"""GRU with masks and dropout, Masking and Dropout: NUMERICS.md, sections 4, 6 and 7."""

import numpy as np

from elementary import ONE, sigmoid, tanh
from float32 import FLOAT, flush, fma, product, sum_rows
from layers import GRADIENTS
from randomness import first_values, glorot_uniform, orthogonal, zeros


class Masking:
    parameters = {}
    gradients = []

    def __init__(self, mask_value=0):
        self.mask_value = FLOAT(mask_value)

    def begin_pass(self):
        pass

    def forward(self, x, batch):
        batch.mask = (x != self.mask_value).any(axis=2)
        self.mask = batch.mask
        return np.where(self.mask[:, :, None], x, FLOAT(0))

    def backward(self, dy, needs_dx):
        return np.where(self.mask[:, :, None], dy, FLOAT(0))


class Dropout:
    parameters = {}
    gradients = []

    def __init__(self, name, seed, rate):
        self.name, self.seed, self.rate = name, seed, rate

    def begin_pass(self):
        pass

    def forward(self, x, batch):
        self.kept = batch.dropout(x.shape, self.rate, self.seed, f"{self.name}.dropout")
        return times(x, self.kept)

    def backward(self, dy, needs_dx):
        return times(dy, self.kept)


def times(x, kept):
    """x, or x times what a dropout keeps."""
    return x if kept is None else x * kept


def rows(values):
    """All steps [steps][samples, columns] as rows, sample by sample."""
    stacked = np.stack(values, 1)
    return stacked.reshape(-1, stacked.shape[-1])


class GRU:
    def __init__(
        self, name, seed, features, units, return_sequences=False, reset_after=True, dropout=0.0,
        recurrent_dropout=0.0
    ):
        self.name, self.seed, self.units = name, seed, units
        self.returns_sequences, self.resets_after = return_sequences, reset_after
        self.dropout, self.recurrent_dropout = dropout, recurrent_dropout
        self.bias_shape = (2, 3 * units) if reset_after else (3 * units,)
        self.parameters = {
            f"{name}.kernel": first_values(
                glorot_uniform, (features, 3 * units), seed, f"{name}.kernel"),
            f"{name}.recurrent_kernel": first_values(
                orthogonal, (units, 3 * units), seed, f"{name}.recurrent_kernel"),
            f"{name}.bias": first_values(zeros, self.bias_shape, seed, f"{name}.bias"),
        }

    def begin_pass(self):
        pass

    def weights(self):
        """W, U and the biases of x and of h, each in the parts z, r and h."""
        kernel, recurrent, bias = self.parameters.values()
        b = np.split(bias.reshape(-1, 3 * self.units), 3, 1)
        if not self.resets_after:
            return np.split(kernel, 3, 1), np.split(recurrent, 3, 1), [p[0] for p in b], None
        of_x = [b[0][0] + b[0][1], b[1][0] + b[1][1], b[2][0]]
        return np.split(kernel, 3, 1), np.split(recurrent, 3, 1), of_x, b[2][1]

    def forward(self, x, batch):
        W, U, b, c = self.weights()
        samples, steps, features = x.shape

        def drawn(columns, rate, title):
            return batch.dropout((samples, columns), rate, self.seed, f"{self.name}.{title}")

        kept = drawn(features, self.dropout, "dropout")
        self.kept = None if kept is None else kept[:, None, :]
        self.x = times(x, self.kept)
        self.masks = [
            drawn(self.units, self.recurrent_dropout, f"recurrent_dropout_{gate}")
            for gate in range(3)]
        self.mask = batch.mask
        flat = self.x.reshape(-1, features)
        xz, xr, xh = (product(flat, W[n], b[n]).reshape(samples, steps, -1) for n in range(3))
        self.steps = []
        h = np.zeros((samples, self.units), FLOAT)
        sequence = []
        for t in range(steps):
            before = h
            hz, hr, hh = (times(before, mask) for mask in self.masks)
            z = sigmoid(flush(product(hz, U[0], xz[:, t])))
            r = sigmoid(flush(product(hr, U[1], xr[:, t])))
            if self.resets_after:
                left = hh
                p = product(hh, U[2], c)
                g = tanh(flush(fma(r, p, xh[:, t])))
            else:
                left, p = flush(r * hh), None
                g = tanh(flush(product(left, U[2], xh[:, t])))
            h = flush(fma(z, before, (ONE - z) * g))
            if self.mask is not None:
                h = np.where(self.mask[:, t : t + 1], h, before)
            self.steps.append((before, hz, hr, hh, left, z, r, p, g))
            sequence.append(h)
        if self.returns_sequences:
            return np.stack(sequence, 1)
        # What is above sees no steps.
        batch.mask = None
        return h

    def backward(self, dy, needs_dx):
        W, U, _, _ = self.weights()
        steps = len(self.steps)
        dxz, dxr, dxh, dp = ([None] * steps for _ in range(4))
        arrived = dy[:, -1] if self.returns_sequences else dy
        for t in reversed(range(steps)):
            before, _, _, hh, _, z, r, p, g = self.steps[t]
            # What step t sends to the state before it, added up in this order.
            sent = [dy[:, t - 1]] if self.returns_sequences and t > 0 else []
            dh = arrived
            if self.mask is not None:
                counts = self.mask[:, t : t + 1]
                sent.append(np.where(counts, FLOAT(0), arrived))
                dh = np.where(counts, arrived, FLOAT(0))
            dh = flush(dh)
            sent.append(dh * z)
            dz = dh * (before - g)
            dq = flush(GRADIENTS[tanh](g, dh * (ONE - z)))
            dxh[t] = dq
            if self.resets_after:
                dr, dp[t] = dq * p, dq * r
                sent.append(times(product(dp[t], U[2].T), self.masks[2]))
            else:
                dreset = flush(product(dq, U[2].T))
                dr = dreset * hh
                sent.append(times(dreset * r, self.masks[2]))
            dxr[t] = flush(GRADIENTS[sigmoid](r, dr))
            sent.append(times(product(dxr[t], U[1].T), self.masks[1]))
            dxz[t] = flush(GRADIENTS[sigmoid](z, dz))
            sent.append(times(product(dxz[t], U[0].T), self.masks[0]))
            arrived = sent[0]
            for part in sent[1:]:
                arrived = arrived + part
        self.gradients = self.weight_gradients(dxz, dxr, dxh, dp)
        if not needs_dx:
            return None
        parts = [
            product(rows(d), W[n].T) for n, d in ((2, dxh), (1, dxr), (0, dxz))]
        dx = (parts[0] + parts[1]) + parts[2]
        return times(dx.reshape(self.x.shape), self.kept)

    def weight_gradients(self, dxz, dxr, dxh, dp):
        flat = self.x.reshape(-1, self.x.shape[-1])
        of_x = [rows(d) for d in (dxz, dxr, dxh)]
        of_h = [*of_x[:2], rows(dp) if self.resets_after else of_x[2]]
        left = [rows([step[n] for step in self.steps]) for n in (1, 2, 4)]
        sums = [sum_rows(d) for d in of_x]
        bias = np.concatenate(sums)
        if self.resets_after:
            bias = np.stack([bias, np.concatenate([*sums[:2], sum_rows(of_h[2])])])
        return [
            np.concatenate([product(flat.T, d) for d in of_x], 1),
            np.concatenate([product(h.T, d) for h, d in zip(left, of_h)], 1),
            bias,
        ]
