"""Reads those parts of the language of experiment files that NUMERICS.md gives a meaning to.

Whatever else a file says is an error, so that nothing is left out in silence.
"""

import ast
import inspect
import operator
import re

import numpy as np
import yaml

from float32 import FLOAT
from layers import LSTM, Dense, Flatten
from recurrent import GRU, Dropout, Masking
from training import SGD, Adam, Batch, Training

OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Pow: operator.pow, ast.USub: operator.neg,
}


LAYERS = {"Dense": Dense, "GRU": GRU, "LSTM": LSTM}
OPTIMIZERS = {"Adam": Adam, "SGD": SGD}


class NotCovered(Exception):
    """The file says something that this implementation does not have."""


def made(kinds, kind, *values, **arguments):
    """One of some kinds, all of whose arguments are known."""
    known = inspect.signature(kinds[kind]).parameters if kind in kinds else ()
    if not set(arguments) <= set(known) or kind not in kinds:
        raise NotCovered(f"{kind}: {arguments}")
    return kinds[kind](*values, **arguments)


def load(path):
    """The training that a file describes, and how many epochs it has."""
    with open(path, encoding="utf-8") as file:
        text = yaml.safe_load(file)
    take(text, "description"), take(text, "expect")
    variables = take(text, "variables", {})
    text = evaluated(text, variables)
    seed, data, model = take(text, "seed", 1), take(text, "data"), take(text, "model")
    settings = take(text, "training")
    nothing_left(text)

    kind, arguments = choice(take(data, "source"))
    values = np.array(numbers(kind, arguments)).astype(FLOAT)
    x, y = (values.reshape(reshape(take(data, key))) for key in ("input", "target"))
    nothing_left(data)

    if choice(take(settings, "loss"))[0] != "mean_squared_error":
        raise NotCovered("loss")
    kind, arguments = choice(take(settings, "optimizer"))
    optimizer = made(OPTIMIZERS, kind, **arguments)
    epochs, batch_size = take(settings, "epochs"), take(settings, "batch_size", 32)
    shuffles = take(settings, "shuffle", True)
    nothing_left(settings)
    return Training(network(model, x, seed), x, y, optimizer, seed, batch_size, shuffles), epochs


def numbers(kind, arguments):
    """What a source gives, in float64."""
    if kind == "values":
        return arguments
    if kind != "ramp":
        raise NotCovered(kind)
    length = take(arguments, "length")
    return [i / length for i in range(length)]


def network(model, x, seed):
    """The layers that a file lists, for an input like x."""
    counts = {}
    layers = []
    batch = Batch()
    for written in model:
        kind, arguments = choice(written)
        name = automatic_name(kind, counts)
        if kind == "TimeDistributed":
            # A Dense layer is applied to the last axis, whatever stands before it.
            kind, arguments = choice(arguments["layer"])
            name = automatic_name(kind, counts)
            if kind != "Dense":
                raise NotCovered(kind)
        if kind == "Flatten":
            layers.append(Flatten())
        elif kind == "Masking":
            layers.append(Masking(**arguments))
        elif kind == "Dropout":
            layers.append(Dropout(name, seed, **arguments))
        else:
            layers.append(made(LAYERS, kind, name, seed, x.shape[-1], **arguments))
        # Its shape is all that is wanted of the output; the state that it leaves is let go of.
        x = layers[-1].forward(x, batch)
        layers[-1].begin_pass()
    return layers


def automatic_name(kind, counts):
    """`LSTM` is lstm_1, `TimeDistributed` time_distributed_1."""
    base = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
    counts[base] = counts.get(base, 0) + 1
    return f"{base}_{counts[base]}"


def choice(written):
    """`Name: {arguments}`, or the bare name."""
    if isinstance(written, str):
        return written, {}
    ((name, arguments),) = written.items()
    return name, arguments or {}


def reshape(written):
    kind, shape = choice(written)
    if kind != "reshape":
        raise NotCovered(kind)
    return shape


def evaluated(value, variables):
    """The same with every formula computed."""
    if isinstance(value, dict):
        return {key: evaluated(part, variables) for key, part in value.items()}
    if isinstance(value, list):
        return [evaluated(part, variables) for part in value]
    if isinstance(value, str) and value.startswith("="):
        return formula(ast.parse(value[1:].strip().replace("^", "**"), mode="eval").body, variables)
    return value


def formula(node, variables):
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](
            formula(node.left, variables), formula(node.right, variables))
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)](formula(node.operand, variables))
    return variables[node.id] if isinstance(node, ast.Name) else node.value


def take(mapping, key, default=None):
    return mapping.pop(key, default)


def nothing_left(mapping):
    if mapping:
        raise NotCovered(", ".join(mapping))
