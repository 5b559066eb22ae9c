"""One engine with one work in a process of its own, for peers.py.

    python worker.py torch|jax|jax-loop FOLDER UNITS STEPS BATCH FEATURES LAYERS CELL THREADS RATE

Reads a request a line, `losses COUNT` or `time SECONDS`, and answers with a line of JSON: the
losses of so many steps, or the microseconds of a step. Every request begins at the first weights.
"""

import json
import os
import sys
import time
from pathlib import Path

from works import PREFIXES

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-7
# Steps of a scan that are faster unrolled into straight code; longer ones are slower (measured).
UNROLLED = 8


def load(folder):
    import numpy
    from safetensors.numpy import load_file

    return load_file(Path(folder) / "weights.safetensors"), numpy.load(Path(folder) / "data.npy")


class Torch:
    """Eager PyTorch: its fused recurrent layers, its fused Adam."""

    def __init__(self, weights, data, units, shape, layers, cell, threads, rate):
        import torch

        torch.set_num_threads(threads)
        torch.set_num_interop_threads(1)
        self.torch, self.weights, self.rate = torch, weights, rate
        features = shape[2]
        self.x = torch.tensor(data.reshape(shape))
        self.y = self.x[:, :, :1].contiguous()
        kind = {"LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU, "SimpleRNN": torch.nn.RNN}[cell]
        self.recurrent = kind(features, units, num_layers=layers, batch_first=True)
        self.dense = torch.nn.Linear(units, 1)
        self.layers, self.cell, self.units = layers, cell, units
        self.restart()

    def restart(self):
        torch = self.torch
        with torch.no_grad():
            for layer in range(self.layers):
                name = f"{PREFIXES[self.cell]}_{layer + 1}."
                get = lambda part: self.gates(torch.tensor(self.weights[name + part]))
                own = lambda part: getattr(self.recurrent, f"{part}_l{layer}")
                own("weight_ih").copy_(get("kernel").T)
                own("weight_hh").copy_(get("recurrent_kernel").T)
                if self.cell == "GRU":
                    own("bias_ih").copy_(get("bias")[0])
                    own("bias_hh").copy_(get("bias")[1])
                    continue
                own("bias_ih").copy_(get("bias"))
                # PyTorch has two biases, of which only the sum matters: the other stays zero.
                own("bias_hh").zero_()
                own("bias_hh").requires_grad_(False)
            self.dense.weight.copy_(torch.tensor(self.weights["dense_1.kernel"]).T)
            self.dense.bias.copy_(torch.tensor(self.weights["dense_1.bias"]))
        every = [*self.recurrent.parameters(), *self.dense.parameters()]
        trained = [parameter for parameter in every if parameter.requires_grad]
        self.optimizer = torch.optim.Adam(
            trained, lr=self.rate, betas=(BETA_1, BETA_2), eps=EPSILON, fused=True
        )

    def gates(self, tensor):
        """The gates along the last axis in PyTorch's order: a GRU has r before z."""
        if self.cell != "GRU":
            return tensor
        z, r, h = tensor.split(self.units, dim=-1)
        return self.torch.cat([r, z, h], dim=-1)

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        hidden, _ = self.recurrent(self.x)
        loss = self.torch.nn.functional.mse_loss(self.dense(hidden), self.y)
        loss.backward()
        self.optimizer.step()
        return loss

    def losses(self, count):
        self.restart()
        losses = []
        for step in range(1, count + 1):
            # Keras adds epsilon to the root before the correction of its bias, PyTorch after it.
            self.optimizer.param_groups[0]["eps"] = EPSILON / (1 - BETA_2**step) ** 0.5
            losses.append(float(self.step().detach()))
        return losses

    def run(self, count):
        self.restart()
        self.step()
        start = time.perf_counter()
        for _ in range(count):
            loss = self.step()
        float(loss.detach())
        return (time.perf_counter() - start) / count


class Jax:
    """JAX: a whole training step in one jit, or with `loop` the whole training."""

    def __init__(self, weights, data, units, shape, layers, cell, threads, rate, loop=False):
        import jax
        import jax.numpy as jnp

        self.jax, self.loop = jax, loop
        self.first = {name: jnp.asarray(value) for name, value in weights.items()}
        x = jnp.asarray(data.reshape(shape))
        unroll = shape[1] if shape[1] <= UNROLLED else 1

        def layer(weights, name, x):
            """x and the result are [steps, batch, …]."""
            start = jnp.zeros((shape[0], units))
            recurrent, bias = weights[name + ".recurrent_kernel"], weights[name + ".bias"]

            def lstm(state, z):
                h, c = state
                i, f, g, o = jnp.split(z + h @ recurrent, 4, axis=1)
                c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
                h = jax.nn.sigmoid(o) * jnp.tanh(c)
                return (h, c), h

            def gru(h, x):
                inner = h @ recurrent + bias[1]
                z, r = jnp.split(jax.nn.sigmoid((x + inner)[:, : 2 * units]), 2, axis=1)
                new = jnp.tanh(x[:, 2 * units :] + r * inner[:, 2 * units :])
                h = z * h + (1 - z) * new
                return h, h

            def simple(h, z):
                h = jnp.tanh(z + h @ recurrent)
                return h, h

            body, state = {
                "LSTM": (lstm, (start, start)), "GRU": (gru, start), "SimpleRNN": (simple, start),
            }[cell]
            z = x @ weights[name + ".kernel"] + (bias[0] if cell == "GRU" else bias)
            return jax.lax.scan(body, state, z, unroll=unroll)[1]

        def loss(weights):
            hidden = x.transpose(1, 0, 2)
            target = hidden[:, :, :1]
            for number in range(1, layers + 1):
                hidden = layer(weights, f"{PREFIXES[cell]}_{number}", hidden)
            y = hidden @ weights["dense_1.kernel"] + weights["dense_1.bias"]
            return jnp.mean((y - target) ** 2)

        def step(state):
            w, m, v, t = state
            value, g = jax.value_and_grad(loss)(w)
            t = t + 1
            m = jax.tree.map(lambda m, g: m + (g - m) * (1 - BETA_1), m, g)
            v = jax.tree.map(lambda v, g: v + (g * g - v) * (1 - BETA_2), v, g)
            alpha = rate * jnp.sqrt(1 - BETA_2**t) / (1 - BETA_1**t)
            w = jax.tree.map(lambda w, m, v: w - alpha * m / (jnp.sqrt(v) + EPSILON), w, m, v)
            return (w, m, v, t), value

        self.step = jax.jit(step, donate_argnums=0)
        self.steps = jax.jit(
            lambda state, count: jax.lax.fori_loop(0, count, lambda _, s: step(s)[0], state),
            donate_argnums=0,
        )

    def start(self):
        jnp = self.jax.numpy
        copy = {name: jnp.array(value) for name, value in self.first.items()}
        zeros = lambda: {name: jnp.zeros_like(value) for name, value in self.first.items()}
        state = (copy, zeros(), zeros(), jnp.zeros(()))
        return self.jax.block_until_ready(state)

    def losses(self, count):
        state, losses = self.start(), []
        for _ in range(count):
            state, loss = self.step(state)
            losses.append(float(loss))
        return losses

    def run(self, count):
        state = self.start()
        if self.loop:
            state = self.jax.block_until_ready(self.steps(state, 1))
            start = time.perf_counter()
            self.jax.block_until_ready(self.steps(state, count))
        else:
            state, loss = self.step(state)
            loss.block_until_ready()
            start = time.perf_counter()
            for _ in range(count):
                state, loss = self.step(state)
            self.jax.block_until_ready(state)
        return (time.perf_counter() - start) / count


def main():
    kind, folder = sys.argv[1:3]
    units, steps, batch, features, layers = map(int, sys.argv[3:8])
    cell, threads = sys.argv[8], int(sys.argv[9])
    os.environ["OMP_NUM_THREADS"] = str(threads)
    if threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    weights, data = load(folder)
    shape, rate = (batch, steps, features), float(sys.argv[10])
    arguments = (weights, data, units, shape, layers, cell, threads, rate)
    engine = Torch(*arguments) if kind == "torch" else Jax(*arguments, loop=kind == "jax-loop")
    # Compiled, and as warm as it gets.
    estimate, begin = engine.run(2), time.perf_counter()
    while time.perf_counter() - begin < 0.3:
        estimate = engine.run(max(2, int(0.1 / estimate)))
    print("ready", flush=True)
    for line in sys.stdin:
        request, amount = line.split()
        if request == "losses":
            answer = engine.losses(int(amount))
        else:
            answer = engine.run(max(2, int(float(amount) / estimate))) * 1e6
        print(json.dumps(answer), flush=True)


main()
