"""Trainings with regularizers by Keras in float64, for RegularizerParityTests.

Run beside this file with KERAS_BACKEND=jax and JAX_ENABLE_X64=1; it writes regularizers.json. The first
weights and the data are multiples of 1/1024, so that float32 holds them. Made with Keras 3.15.1.
"""

import json

import jax.numpy
import keras
import numpy as np
from keras import regularizers

keras.config.set_floatx("float64")
# Keras's own is float32, whatever it is given.
keras.src.ops.tanh = jax.numpy.tanh

EPOCHS = 6
SAMPLES, TRAINED = 10, 6

# What stands in the experiment, and the same for Keras.
CASES = [
    {"kernel": "L2: {l2: 0.5}"},
    {"kernel": "L1: {l1: 0.25}", "recurrent": "L2", "bias": "L1L2: {l1: 0.125, l2: 0.25}"},
    {"recurrent": "L1L2: {l1: 0.0625, l2: 0.5}", "bias": "L1"},
]
MEANING = {
    "L2: {l2: 0.5}": lambda: regularizers.L2(0.5),
    "L1: {l1: 0.25}": lambda: regularizers.L1(0.25),
    "L2": lambda: regularizers.L2(),
    "L1": lambda: regularizers.L1(),
    "L1L2: {l1: 0.125, l2: 0.25}": lambda: regularizers.L1L2(l1=0.125, l2=0.25),
    "L1L2: {l1: 0.0625, l2: 0.5}": lambda: regularizers.L1L2(l1=0.0625, l2=0.5),
}


def draw(generator, shape, scale=1.0):
    return np.round(generator.uniform(-scale, scale, shape) * 1024) / 1024


def train(case, initial, x, y):
    def of(part):
        return MEANING[case[part]]() if part in case else None

    model = keras.Sequential(
        [
            keras.Input((4, 2)),
            keras.layers.LSTM(
                3,
                kernel_regularizer=of("kernel"),
                recurrent_regularizer=of("recurrent"),
                bias_regularizer=of("bias"),
            ),
            keras.layers.Dense(
                2, kernel_regularizer=of("kernel"), bias_regularizer=of("bias")
            ),
        ]
    )
    model.set_weights(list(initial.values()))
    model.compile(keras.optimizers.SGD(0.0625), "mean_squared_error", jit_compile=False)
    history = model.fit(
        x[:TRAINED],
        y[:TRAINED],
        validation_data=(x[TRAINED:], y[TRAINED:]),
        batch_size=4,
        epochs=EPOCHS,
        shuffle=False,
        verbose=0,
    ).history
    weights = {name: value.ravel().tolist() for name, value in zip(initial, model.get_weights())}
    return {**case, "loss": history["loss"], "val_loss": history["val_loss"], "weights": weights}


def main():
    generator = np.random.default_rng(11)
    shapes = {
        "lstm_1.kernel": (2, 12),
        "lstm_1.recurrent_kernel": (3, 12),
        "lstm_1.bias": (12,),
        "dense_1.kernel": (3, 2),
        "dense_1.bias": (2,),
    }
    initial = {name: draw(generator, shape) for name, shape in shapes.items()}
    x, y = draw(generator, (SAMPLES, 4, 2)), draw(generator, (SAMPLES, 2))
    fixture = {
        "initial": {name: value.ravel().tolist() for name, value in initial.items()},
        "x": x.ravel().tolist(),
        "y": y.ravel().tolist(),
        "cases": [train(case, initial, x, y) for case in CASES],
    }
    with open("regularizers.json", "w") as file:
        json.dump(fixture, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
