"""Learning rates by Keras in float64, for ScheduleParityTests.

Run beside this file with KERAS_BACKEND=jax and JAX_ENABLE_X64=1; it writes schedules.json. Made with
Keras 3.15.1.
"""

import json
import math

import jax.numpy
import keras
import numpy as np

keras.config.set_floatx("float64")
# Keras rounds a Python float to float32 before it casts it to a schedule's type, but not NumPy's; and
# its own cosine is float32.
math.pi = np.float64(math.pi)
keras.src.ops.cos = jax.numpy.cos

STEPS = [0, 1, 4, 5, 6, 7, 9, 10, 11, 13, 14, 15, 50, 99, 100, 101, 110, 111, 1000, 100000]

# A schedule's name and arguments, as an experiment writes them.
CASES = [
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.96}),
    ("ExponentialDecay", {"initial_learning_rate": 0.3, "decay_steps": 7, "decay_rate": 0.9}),
    (
        "ExponentialDecay",
        {"initial_learning_rate": 1.0, "decay_steps": 7, "decay_rate": 0.7, "staircase": True},
    ),
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 1000, "decay_rate": 1.5}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 100}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "alpha": 0.25}),
    (
        "CosineDecay",
        {
            "initial_learning_rate": 0.0,
            "decay_steps": 100,
            "warmup_target": 0.2,
            "warmup_steps": 10,
        },
    ),
    (
        "CosineDecay",
        {
            "initial_learning_rate": 0.5,
            "decay_steps": 10,
            "alpha": 0.1,
            "warmup_target": 0.2,
            "warmup_steps": 5,
        },
    ),
    ("CosineDecay", {"initial_learning_rate": 0.5, "decay_steps": 10, "warmup_target": 0.2}),
]


def main():
    cases = []
    for name, arguments in CASES:
        exact = {k: np.float64(v) if isinstance(v, float) else v for k, v in arguments.items()}
        schedule = getattr(keras.optimizers.schedules, name)(**exact)
        cases.append(
            {
                "schedule": f"{name}: {json.dumps(arguments)}",
                "rates": [float(schedule(step)) for step in STEPS],
            }
        )
    with open("schedules.json", "w") as file:
        json.dump({"steps": STEPS, "cases": cases}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
