"""Ten steps of every optimizer and option by Keras in float64, for OptimizerParityTests.

Run beside this file with KERAS_BACKEND=jax and JAX_ENABLE_X64=1; it writes optimizers.json. The first
weights and the gradients are multiples of 1/1024, so that float32 holds them. Made with Keras 3.15.1.
"""

import json

import keras
import numpy as np

keras.config.set_floatx("float64")

STEPS = 10
SHAPES = {"kernel": (5, 7), "bias": (3,)}

# An optimizer's name and arguments, as an experiment writes them.
CASES = [
    ("SGD", {}),
    ("SGD", {"learning_rate": 0.05, "momentum": 0.9}),
    ("SGD", {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True}),
    ("SGD", {"learning_rate": 0.05, "nesterov": True}),
    ("SGD", {"learning_rate": 0.05, "weight_decay": 0.2}),
    ("SGD", {"learning_rate": 0.05, "clipnorm": 0.75}),
    ("SGD", {"learning_rate": 0.05, "clipvalue": 0.25}),
    ("SGD", {"learning_rate": 0.05, "global_clipnorm": 2}),
    ("SGD", {"learning_rate": 0.05, "global_clipnorm": 1e6}),
    ("SGD", {"momentum": 0.5, "nesterov": True, "weight_decay": 0.1, "clipnorm": 1}),
    ("RMSprop", {}),
    ("RMSprop", {"learning_rate": 0.01, "rho": 0.8, "epsilon": 1e-3}),
    ("RMSprop", {"learning_rate": 0.01, "momentum": 0.9}),
    ("RMSprop", {"learning_rate": 0.01, "centered": True}),
    ("RMSprop", {"learning_rate": 0.01, "momentum": 0.5, "centered": True, "weight_decay": 0.1}),
    ("RMSprop", {"learning_rate": 0.01, "global_clipnorm": 0.5}),
    ("Adam", {}),
    ("Adam", {"learning_rate": 0.02, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}),
    ("Adam", {"learning_rate": 0.02, "weight_decay": 0.3}),
    ("Adam", {"learning_rate": 0.02, "clipnorm": 0.5}),
    ("Adam", {"learning_rate": 0.02, "clipvalue": 0.125}),
    ("AdamW", {}),
    ("AdamW", {"learning_rate": 0.02, "weight_decay": 0.5, "beta_1": 0.8}),
    ("AdamW", {"learning_rate": 0.02, "global_clipnorm": 0.5}),
]


def draw(generator, shape, scale):
    return np.round(generator.uniform(-scale, scale, shape) * 1024) / 1024


def main():
    generator = np.random.default_rng(7)
    initial = {name: draw(generator, shape, 1) for name, shape in SHAPES.items()}
    # Now long, now short, so that a limit cuts some and leaves others.
    gradients = [
        {name: draw(generator, shape, (0.125, 0.5, 2)[step % 3]) for name, shape in SHAPES.items()}
        for step in range(STEPS)
    ]
    gradients[4] = {name: np.zeros(shape) for name, shape in SHAPES.items()}
    results = []
    for name, arguments in CASES:
        optimizer = getattr(keras.optimizers, name)(**arguments)
        variables = [keras.Variable(value, name=key) for key, value in initial.items()]
        for step in gradients:
            optimizer.apply([keras.ops.convert_to_tensor(g) for g in step.values()], variables)
        results.append(
            {
                "optimizer": f"{name}: {json.dumps(arguments)}",
                "weights": {v.name: np.asarray(v.value).ravel().tolist() for v in variables},
            }
        )
    fixture = {
        "initial": {name: value.ravel().tolist() for name, value in initial.items()},
        "gradients": [{n: g.ravel().tolist() for n, g in step.items()} for step in gradients],
        "cases": results,
    }
    with open("optimizers.json", "w") as file:
        json.dump(fixture, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
