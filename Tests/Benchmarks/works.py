"""The networks that all engines train: shapes, first weights, data, and the experiment's file."""

from dataclasses import dataclass
from pathlib import Path

import numpy
from safetensors.numpy import save_file

SEED = 7

GATES = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}
# The names that layers get by themselves.
PREFIXES = {"LSTM": "lstm", "GRU": "gru", "SimpleRNN": "simple_rnn"}


@dataclass(frozen=True)
class Work:
    """Recurrent layers that give every step, one above the other, and a Dense layer of one unit on
    each step. Mean squared error, Adam. The target is the input's first feature."""

    units: int
    steps: int
    batch: int
    features: int
    layers: int
    cell: str = "LSTM"

    @property
    def name(self):
        shape = f"{self.units}, {self.steps}, {self.batch}, {self.features}, {self.layers}"
        return shape if self.cell == "LSTM" else f"{self.cell}: {shape}"

    @property
    def shape(self):
        return (self.batch, self.steps, self.features)

    @property
    def count(self):
        return self.batch * self.steps * self.features

    def weights(self):
        """Uniform, as PyTorch draws them; gates in Keras's order: i, f, c, o of an LSTM, z, r, h of a
        GRU."""
        random = numpy.random.default_rng(SEED)
        bound = 1 / numpy.sqrt(self.units)

        def draw(*shape):
            return random.uniform(-bound, bound, shape).astype(numpy.float32)

        tensors = {}
        for layer in range(1, self.layers + 1):
            inputs = self.features if layer == 1 else self.units
            name, width = f"{PREFIXES[self.cell]}_{layer}", GATES[self.cell] * self.units
            tensors[f"{name}.kernel"] = draw(inputs, width)
            tensors[f"{name}.recurrent_kernel"] = draw(self.units, width)
            # The recurrent part of a GRU has a bias of its own.
            tensors[f"{name}.bias"] = draw(2, width) if self.cell == "GRU" else draw(width)
        tensors["dense_1.kernel"] = draw(self.units, 1)
        tensors["dense_1.bias"] = draw(1)
        return tensors

    def data(self):
        """What the source `ramp` gives: i / count, divided in float64 and rounded once."""
        return (numpy.arange(self.count) / self.count).astype(numpy.float32)


WORKS = [
    Work(5, 5, 1, 1, 1),
    Work(32, 30, 32, 1, 1),
    Work(64, 50, 32, 8, 1),
    Work(256, 100, 64, 64, 1),
    Work(512, 64, 64, 64, 2),
    Work(64, 50, 32, 8, 1, "GRU"),
    Work(64, 50, 32, 8, 1, "SimpleRNN"),
]


class Files:
    """A work in a folder: experiment.yaml for lstm-lab, weights and data for all."""

    def __init__(self, work, folder, weights=None, data=None, learning_rate=0.001):
        """The data are the ramp's unless they are given; then they stand in the file."""
        self.work = work
        self.folder = Path(folder)
        self.folder.mkdir(parents=True)
        self.learning_rate = learning_rate
        source = f"{{ramp: {{length: {work.count}}}}}"
        if data is not None:
            # Nine digits bring every float32 back.
            source = "{values: [" + ", ".join(f"{value:.9g}" for value in data) + "]}"
        save_file(weights or work.weights(), self.weights)
        numpy.save(self.data, work.data() if data is None else data)
        shape = list(work.shape)
        layers = [f"  - {work.cell}: {{units: {work.units}, return_sequences: true}}"] * work.layers
        self.experiment.write_text(
            "\n".join(
                [
                    f"initial_weights: {self.weights.name}",
                    "data:",
                    f"  source: {source}",
                    f"  input: {{reshape: {shape}}}",
                    f"  target: [{{reshape: {shape}}}, {{slice: {{axis: 2, count: 1}}}}]",
                    "model:",
                    *layers,
                    "  - Dense: {units: 1}",
                    "training:",
                    "  loss: mean_squared_error",
                    f"  optimizer: {{Adam: {{learning_rate: {learning_rate}}}}}",
                    "  epochs: 20",
                    f"  batch_size: {work.batch}",
                    "",
                ]
            )
        )

    @property
    def experiment(self):
        return self.folder / "experiment.yaml"

    @property
    def weights(self):
        return self.folder / "weights.safetensors"

    @property
    def data(self):
        return self.folder / "data.npy"
