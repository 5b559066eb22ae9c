"""Writes two files with the format's own library, for the tests beside this folder.

    pip install safetensors==0.8.0 numpy && python3 make.py

The numbers follow from their index (row-major), so that the tests can say what they must be.
"""

import pathlib

import numpy as np
from safetensors.numpy import save_file

folder = pathlib.Path(__file__).parent


def numbers(shape, dtype):
    return (np.arange(np.prod(shape, dtype=int)) / 4 - 0.5).astype(dtype).reshape(shape)


# The parameters of a model, in both types that can be read.
save_file(
    {
        "lstm_1.kernel": numbers((1, 20), np.float32),
        "lstm_1.recurrent_kernel": numbers((5, 20), np.float64),
        "dense_1.bias": numbers((1,), np.float64),
        "dense_1.kernel": numbers((5, 1), np.float32),
    },
    folder / "parameters.safetensors",
    metadata={"format": "np", "note": 'quotes " and\nlines, and Ünïcode'},
)

# Everything else that the library writes: other types, a scalar, nothing at all.
save_file(
    {
        "half": numbers((3,), np.float16),
        "integers": np.arange(3, dtype=np.int64),
        "bytes": np.arange(3, dtype=np.uint8),
        "flags": np.array([True, False, True]),
        "scalar": np.array(2.5, dtype=np.float32),
        "nothing": np.zeros((0, 4), dtype=np.float32),
        "größe": numbers((2, 1, 2), np.float32),
    },
    folder / "types.safetensors",
)
