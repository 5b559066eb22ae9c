"""Loss, optimizers and the loop over epochs: NUMERICS.md, sections 8 to 10."""

import math

import numpy as np

from float32 import FLOAT, flush, flush_square, fma
from randomness import Stream, dropout_mask


def mean_squared_error(prediction, target):
    """The loss of a batch in float64, and its gradient."""
    total = 0.0
    for given, wanted in zip(prediction.ravel().tolist(), target.ravel().tolist()):
        difference = given - wanted
        total += difference * difference
    scale = FLOAT(2 / prediction.size)
    return total / prediction.size, flush((prediction - target) * scale)


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2 = learning_rate, beta_1, beta_2
        self.epsilon = FLOAT(epsilon)
        self.correction_1, self.correction_2 = 0.0, 0.0
        self.moments = {}

    def begin_step(self):
        self.correction_1 = (1 - self.beta_1) + self.beta_1 * self.correction_1
        self.correction_2 = (1 - self.beta_2) + self.beta_2 * self.correction_2
        root = math.sqrt(self.correction_2)
        self.alpha = FLOAT(self.learning_rate * root / self.correction_1)

    def updated(self, name, w, g):
        m, v = self.moments.get(name, (np.zeros_like(w), np.zeros_like(w)))
        g = flush(g)
        m = flush(fma(g - m, FLOAT(1 - self.beta_1), m))
        v = flush_square(fma(fma(g, g, -v), FLOAT(1 - self.beta_2), v))
        self.moments[name] = m, v
        return flush(fma(-self.alpha, m / (np.sqrt(v) + self.epsilon), w))


class SGD:
    def __init__(self, learning_rate=0.01, momentum=0.0):
        self.rate, self.momentum = FLOAT(learning_rate), FLOAT(momentum)
        self.velocities = {}

    def begin_step(self):
        pass

    def updated(self, name, w, g):
        g = flush(g)
        if self.momentum == 0:
            return flush(fma(-self.rate, g, w))
        u = self.velocities.get(name, np.zeros_like(w))
        u = flush(fma(self.momentum, u, -(self.rate * g)))
        self.velocities[name] = u
        return flush(w + u)


class Batch:
    """What layers know of a batch beside its numbers."""

    def __init__(self, update=None):
        # The updates before it; None where it is no training step.
        self.update = update
        # Which steps of which samples count; None: all.
        self.mask = None

    def dropout(self, shape, rate, seed, name):
        """What a dropout keeps; None: all of it."""
        if self.update is None or rate == 0:
            return None
        return dropout_mask(shape, rate, seed, name, self.update)


class Training:
    """A network and its data, and how it is trained."""

    def __init__(self, layers, x, y, optimizer, seed, batch_size, shuffles):
        self.layers, self.optimizer, self.seed, self.shuffles = layers, optimizer, seed, shuffles
        self.x, self.y = flush(x), flush(y)
        self.batch_size = min(batch_size, len(x))
        self.updates = 0
        self.trained = [n for n, layer in enumerate(layers) if layer.parameters]

    def epoch(self, number):
        """One pass over all samples; gives the mean loss."""
        count = len(self.x)
        order = list(range(count))
        if self.shuffles and count > self.batch_size:
            order = Stream(self.seed, f"shuffle of epoch {number}").permutation(count)
        self.begin_pass()
        total = 0.0
        for start in range(0, count, self.batch_size):
            batch = order[start : start + self.batch_size]
            total += self.step(self.x[batch], self.y[batch]) * len(batch)
        return total / count

    def step(self, x, y):
        """One update; gives the loss before it."""
        loss, gradient = mean_squared_error(self.forward(x, Batch(self.updates)), y)
        self.updates += 1
        for place in reversed(range(self.trained[0], len(self.layers))):
            gradient = self.layers[place].backward(gradient, place > self.trained[0])
        self.optimizer.begin_step()
        for layer in self.layers:
            for (name, w), g in zip(layer.parameters.items(), layer.gradients):
                layer.parameters[name] = self.optimizer.updated(name, w, g)
        return loss

    def predict(self):
        """The outputs for all samples in their own order."""
        self.begin_pass()
        batches = range(0, len(self.x), self.batch_size)
        return np.concatenate(
            [self.forward(self.x[start : start + self.batch_size], Batch()) for start in batches])

    def begin_pass(self):
        for layer in self.layers:
            layer.begin_pass()

    def forward(self, x, batch):
        for layer in self.layers:
            x = layer.forward(x, batch)
        return x

    def parameters(self):
        return [pair for layer in self.layers for pair in layer.parameters.items()]
