"""Makes keras.json: what Keras 3 computes in float64, for networks of every layer, loss and option.

Needs keras and jax: KERAS_BACKEND=jax JAX_ENABLE_X64=1 python make_keras.py
With words behind it, it makes only the cases whose names contain one of them anew.
Each case holds a stack of layers as an experiment file writes it, samples, targets, weights, and
what Keras makes of them: outputs, gradients of the weights, ten losses of training with SGD, the
weights behind them, and outputs with those. Weights are drawn anew for every case.
"""

import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import keras  # noqa: E402
import keras.src.backend.jax.numpy as keras_numpy  # noqa: E402
import numpy as np  # noqa: E402

# Keras computes it in float32, whatever the type of its argument.
keras_numpy.tanh = jnp.tanh

keras.config.set_floatx("float64")
RATE = 0.05
STEPS = 10


def layer(kind, arguments):
    arguments = dict(arguments)
    sources = arguments.pop("from", None)
    states = arguments.pop("initial_state", None)
    for key in ("layer",):
        if key in arguments:
            (inner, own), = arguments[key].items()
            arguments[key] = layer(inner, own)[0]
    if kind == "Bidirectional" and arguments.get("merge_mode") is None:
        arguments.pop("merge_mode", None)
    return getattr(keras.layers, kind)(**arguments), sources, states


def build(stack, shape, batch):
    """A model and its layers.

    Keras's own stateful layers keep no state in training on this backend, and a layer with an initial
    state does not get its input's mask. So states are inputs and outputs of the model, and masks are given.
    """
    given = keras.Input(batch_shape=(batch, *shape), name="input")
    values = {"input": given}
    last, mask = given, None
    layers, carried, kept_states = [], [], []
    for entry in stack:
        (kind, arguments), = entry.items()
        is_stateful = arguments.get("stateful", False)
        if is_stateful:
            arguments = {k: v for k, v in arguments.items() if k != "stateful"}
            arguments["return_state"] = True
        made, sources, states = layer(kind, arguments)
        if kind == "Masking":
            mask = keras.ops.any(keras.ops.not_equal(given, made.mask_value), axis=-1)
        source = values[sources] if isinstance(sources, str) else (
            [values[name] for name in sources] if sources else last)
        if states:
            states = [states] if isinstance(states, str) else states
            given_states = [values[name] for name in states]
            outputs = made(source, initial_state=given_states, mask=mask)
        elif is_stateful:
            inputs = [keras.Input(batch_shape=(batch, made.units)) for _ in range(2 if kind == "LSTM" else 1)]
            outputs = made(source, initial_state=inputs, mask=mask)
            carried += inputs
            kept_states += outputs[1:]
            outputs = outputs[0]
        else:
            outputs = made(source)
        if isinstance(outputs, (list, tuple)):
            names = ["h", "c"]
            if kind == "Bidirectional":
                count = (len(outputs) - 1) // 2
                names = [f"{way}_{name}" for way in ("forward", "backward")
                         for name in ["h", "c"][:count]]
            for name, output in zip(names, outputs[1:]):
                values[f"{arguments['name']}.{name}"] = output
            outputs = outputs[0]
        if "name" in arguments:
            values[arguments["name"]] = outputs
        layers.append(made)
        last = outputs
    return keras.Model([given, *carried] if carried else given, [last, *kept_states] if carried else last), layers


def variables(layers):
    """(name, variable) of every layer, inner ones included."""
    found = []
    for one in layers:
        if isinstance(one, keras.layers.Bidirectional):
            inner = one.layer.name if hasattr(one, "layer") else one.forward_layer.name
            base = one.forward_layer.name.removeprefix("forward_")
            for way, copy in (("forward", one.forward_layer), ("backward", one.backward_layer)):
                found += [(f"{way}_{base}.{v.name}", v) for v in copy.weights if kept(v)]
        elif isinstance(one, keras.layers.TimeDistributed):
            found += [(f"{one.layer.name}.{v.name}", v) for v in one.layer.weights if kept(v)]
        else:
            found += [(f"{one.name}.{v.name}", v) for v in one.weights if kept(v)]
    return found


def kept(variable):
    return "state" not in variable.name and "seed" not in variable.name


def table(array):
    array = np.asarray(array, dtype=np.float64)
    return {"shape": list(array.shape), "values": [float(x) for x in array.reshape(-1)]}


def train_stateful(model, x, y, batch):
    """Ten epochs by hand: the losses, and the outputs of a pass behind them."""
    def loss(trainable, fixed, states, a, b):
        outputs, _ = model.stateless_call(trainable, fixed, [a, *states], training=True)
        return jnp.mean((outputs[0] - b) ** 2), outputs[1:]

    step = jax.jit(jax.value_and_grad(loss, has_aux=True))
    fixed = [v.value for v in model.non_trainable_variables]
    losses = []
    for _ in range(STEPS):
        states = [jnp.zeros((batch, s.shape[-1])) for s in model.inputs[1:]]
        total = 0
        for i in range(0, len(x), batch):
            trainable = [v.value for v in model.trainable_variables]
            (value, states), gradients = step(
                trainable, fixed, states, jnp.asarray(x[i:i + batch]), jnp.asarray(y[i:i + batch]))
            for variable, gradient in zip(model.trainable_variables, gradients):
                variable.assign(variable.value - RATE * gradient)
            total += float(value) * batch
        losses.append(total / len(x))
    return losses


def predict_stateful(model, x, batch):
    states = [jnp.zeros((batch, s.shape[-1])) for s in model.inputs[1:]]
    outputs = []
    for i in range(0, len(x), batch):
        output, *states = model([jnp.asarray(x[i:i + batch]), *states], training=False)
        outputs.append(np.array(output))
    return np.concatenate(outputs)


def make(name, stack, x, y, loss="mean_squared_error", batch=None, options=None):
    if ONLY and not any(word in name for word in ONLY):
        return BEFORE[name]
    random = np.random.default_rng(sum(map(ord, name)))
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    batch = batch or len(x)
    model, layers = build(stack, x.shape[1:], batch)
    named = variables(layers)
    for key, variable in named:
        values = random.normal(0, 0.4, variable.shape)
        if key.endswith("moving_variance"):
            values = 0.5 + np.abs(values)
        if key.endswith("gamma"):
            values = 1 + 0.3 * values
        # What float32 holds exactly, so that both begin with the same numbers.
        variable.assign(values.astype(np.float32).astype(np.float64))
    start = [np.array(v) for _, v in named]

    is_stateful = isinstance(model.inputs, list) and len(model.inputs) > 1

    def reset():
        for (_, variable), value in zip(named, start):
            variable.assign(value)

    kinds = {
        "mean_squared_error": keras.losses.MeanSquaredError,
        "mean_absolute_error": keras.losses.MeanAbsoluteError, "huber": keras.losses.Huber,
        "binary_crossentropy": keras.losses.BinaryCrossentropy,
        "categorical_crossentropy": keras.losses.CategoricalCrossentropy,
        "sparse_categorical_crossentropy": keras.losses.SparseCategoricalCrossentropy,
    }
    loss_name, loss_arguments = (loss, {}) if isinstance(loss, str) else next(iter(loss.items()))

    def compile_with(rate):
        model.compile(
            loss=kinds[loss_name](**loss_arguments), optimizer=keras.optimizers.SGD(rate),
            jit_compile=True)

    def batches():
        return [(x[i:i + batch], y[i:i + batch]) for i in range(0, len(x), batch)]

    def predict():
        if is_stateful:
            return predict_stateful(model, x, batch)
        return np.concatenate([np.array(model(a, training=False)) for a, _ in batches()])

    reset()
    outputs = predict()
    reset()
    gradients = None
    if len(batches()) == 1:
        compile_with(1.0)
        model.train_on_batch(*batches()[0])
        gradients = [a - np.array(v) for a, (_, v) in zip(start, named)]
    reset()
    compile_with(RATE)
    losses = []
    if is_stateful:
        losses = train_stateful(model, x, y, batch)
    for step in range(0 if is_stateful else STEPS):
        total = 0
        for a, b in batches():
            model.reset_metrics()
            total += float(model.train_on_batch(a, b)) * len(a)
        losses.append(total / len(x))
    result = {
        "name": name, "layers": stack, "loss": loss, "batch": batch, "input": table(x),
        "target": table(y), "weights": {k: table(w) for (k, _), w in zip(named, start)},
        "output": table(outputs), "losses": losses,
        "final": {k: table(v) for k, v in named}, "final_output": table(predict()),
    }
    if gradients is not None:
        result["gradients"] = {
            k: table(g) for (k, v), g in zip(named, gradients) if v.trainable}
    print(name, losses[0], losses[-1], file=sys.stderr)
    return result


def numbers(seed, *shape):
    return np.random.default_rng(seed).normal(0, 1, shape).astype(np.float32)


def padded(seed, batch, steps, features):
    """Masked at the start, in the middle, at the end, over a whole sample, and not at all."""
    x = numbers(seed, batch, steps, features)
    x[0, :2] = 0
    x[1, 2] = 0
    x[2, 3:] = 0
    x[3, :] = 0
    return x


def cases():
    x, masked = numbers(1, 5, 5, 2), padded(2, 5, 5, 2)
    one, sequence = numbers(3, 5, 2), numbers(4, 5, 5, 2)
    head = {"Dense": {"units": 2, "name": "head"}}
    below = {"Dense": {"units": 3, "name": "below", "activation": "tanh"}}
    mask = {"Masking": {}}
    for kind, more in (
        ("LSTM", {}), ("GRU", {}), ("GRU", {"reset_after": False}), ("SimpleRNN", {}),
    ):
        tag = kind.lower() + ("-before" if more else "")
        def cell(**arguments):
            return {kind: {"units": 4, "name": "cell", **more, **arguments}}
        yield make(f"{tag}", [below, cell(), head], x, one)
        yield make(f"{tag}-sequences", [below, cell(return_sequences=True), head], x, sequence)
        yield make(f"{tag}-no-bias", [below, cell(use_bias=False), head], x, one)
        yield make(f"{tag}-backwards", [below, cell(go_backwards=True, return_sequences=True), head],
                   x, sequence)
        yield make(f"{tag}-relu", [below, cell(activation="relu"), head], x, one)
        if kind != "SimpleRNN":
            yield make(f"{tag}-hard", [
                below, cell(activation="softsign", recurrent_activation="hard_sigmoid"), head], x, one)
            yield make(f"{tag}-linear", [
                below, cell(activation="linear", recurrent_activation="tanh"), head], x, one)
        yield make(f"{tag}-masked", [mask, below, cell(), head], masked, one)
        yield make(f"{tag}-masked-sequences",
                   [mask, below, cell(return_sequences=True), head], masked, sequence)
        yield make(f"{tag}-masked-backwards",
                   [mask, below, cell(go_backwards=True, return_sequences=True), head], masked, sequence)
        yield make(f"{tag}-stateful", [below, cell(stateful=True), head], numbers(5, 6, 4, 2),
                   numbers(6, 6, 2), batch=3)
        yield make(f"{tag}-stateful-masked", [mask, below, cell(stateful=True), head],
                   np.concatenate([padded(7, 4, 4, 2)[::-1], padded(8, 4, 4, 2)]), numbers(9, 8, 2), batch=4)
        states = ["encoder.h", "encoder.c"] if kind == "LSTM" else "encoder.h"
        encoder = {kind: {"units": 4, "name": "encoder", "return_state": True,
                          "return_sequences": True, **more}}
        yield make(f"{tag}-states", [encoder, cell(initial_state=states), head], x, one)
        yield make(f"{tag}-states-masked", [mask, encoder, cell(initial_state=states), head], masked, one)
    for kind in ("LSTM", "GRU", "SimpleRNN"):
        for mode in ("concat", "sum", "mul", "ave"):
            both = lambda sequences: {"Bidirectional": {
                "layer": {kind: {"units": 3, "name": "cell", "return_sequences": sequences}},
                "merge_mode": mode, "name": "both"}}
            tag = f"bidirectional-{kind.lower()}-{mode}"
            yield make(tag, [below, both(False), head], x, one)
            if mode in ("concat", "mul"):
                yield make(f"{tag}-sequences", [below, both(True), head], x, sequence)
                yield make(f"{tag}-masked", [mask, below, both(True), head], masked, sequence)
                yield make(f"{tag}-masked-last", [mask, below, both(False), head], masked, one)
    ids = np.array([[1, 2, 0, 3, 0], [0, 0, 4, 1, 1], [4, 3, 2, 1, 0], [0, 0, 0, 0, 0]])
    for zero in (False, True):
        embedding = {"Embedding": {"input_dim": 5, "output_dim": 3, "mask_zero": zero, "name": "words"}}
        yield make(f"embedding-{zero}".lower(), [embedding, {"LSTM": {"units": 3, "name": "cell"}}, head],
                   ids, one[:4])
        yield make(f"embedding-sequences-{zero}".lower(),
                   [embedding, {"GRU": {"units": 3, "name": "cell", "return_sequences": True}}, head],
                   ids, sequence[:4])
    yield make("masking-value", [{"Masking": {"mask_value": -1.0}}, {"LSTM": {"units": 3, "name": "cell"}},
                                 head], np.where(masked == 0, -1, masked), one)
    yield make("time-distributed", [
        mask, {"TimeDistributed": {"layer": {"Dense": {"units": 3, "name": "inner"}}, "name": "each"}},
        {"LSTM": {"units": 3, "name": "cell", "return_sequences": True}}, head], masked, sequence)
    for tag, arguments in (
        ("", {}), ("-no-offset", {"center": False}), ("-no-scale", {"scale": False}),
        ("-momentum", {"momentum": 0.7, "epsilon": 0.1}),
    ):
        normal = {"BatchNormalization": {"name": "normal", **arguments}}
        yield make(f"batch-normalization{tag}", [below, normal, head], numbers(10, 6, 4), numbers(11, 6, 2))
        yield make(f"batch-normalization-steps{tag}", [below, normal, head], x, sequence)
        yield make(f"batch-normalization-masked{tag}", [mask, below, normal, head], masked, sequence)
    flat = {"Flatten": {}}
    for tag, arguments in (
        ("valid", {}), ("same", {"padding": "same"}), ("causal", {"padding": "causal"}),
        ("strides", {"strides": 2, "padding": "same"}), ("strides-valid", {"strides": 2}),
        ("dilation", {"dilation_rate": 2, "padding": "causal"}), ("groups", {"groups": 2, "filters": 4}),
        ("no-bias", {"use_bias": False, "activation": "relu"}),
    ):
        arguments = {"filters": 3, "kernel_size": 3, "name": "window", **arguments}
        yield make(f"conv1d-{tag}", [{"Dense": {"units": 4, "name": "below"}}, {"Conv1D": arguments}, flat,
                                     head], numbers(12, 4, 7, 2), one[:4])
    for name in (
        "celu", "elu", "exponential", "gelu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh",
        "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid",
        "silu", "soft_shrink", "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid",
        "squareplus", "tanh", "tanh_shrink",
    ):
        yield make(f"activation-{name}", [
            {"Dense": {"units": 4, "name": "below"}}, {"Activation": {"activation": name}}, head],
            numbers(13, 6, 3), numbers(14, 6, 2))
    classes = np.eye(3)[[0, 2, 1, 1, 0]]
    labels = np.array([[0], [2], [1], [1], [0]])
    steps = np.eye(3)[np.array([[0, 1, 2, 1, 0]] * 5)]
    dense = lambda activation, units=3: {"Dense": {"units": units, "name": "head", "activation": activation}}
    rnn = lambda sequences: {"GRU": {"units": 3, "name": "cell", "return_sequences": sequences}}
    for logits in (False, True):
        activation = "linear" if logits else "softmax"
        tag = "-logits" if logits else ""
        yield make(f"categorical{tag}", [rnn(False), dense(activation)], x, classes,
                   {"categorical_crossentropy": {"from_logits": logits}})
        yield make(f"categorical-smooth{tag}", [rnn(False), dense(activation)], x, classes,
                   {"categorical_crossentropy": {"from_logits": logits, "label_smoothing": 0.1}})
        yield make(f"categorical-masked{tag}", [mask, rnn(True), dense(activation)], masked, steps,
                   {"categorical_crossentropy": {"from_logits": logits}})
        yield make(f"sparse{tag}", [rnn(False), dense(activation)], x, labels,
                   {"sparse_categorical_crossentropy": {"from_logits": logits}})
        yield make(f"sparse-masked{tag}", [mask, rnn(True), dense(activation)], masked,
                   steps.argmax(-1)[..., None], {"sparse_categorical_crossentropy": {"from_logits": logits}})
        activation = "linear" if logits else "sigmoid"
        yield make(f"binary{tag}", [rnn(False), dense(activation, 2)], x, (one > 0).astype(float),
                   {"binary_crossentropy": {"from_logits": logits}})
        yield make(f"binary-smooth{tag}", [rnn(False), dense(activation, 2)], x, (one > 0).astype(float),
                   {"binary_crossentropy": {"from_logits": logits, "label_smoothing": 0.1}})
        yield make(f"binary-masked{tag}", [mask, rnn(True), dense(activation, 2)], masked,
                   (sequence > 0).astype(float), {"binary_crossentropy": {"from_logits": logits}})
    # A softmax that is not one: rows are divided by their sums.
    yield make("categorical-sums", [rnn(False), dense("sigmoid")], x, classes, "categorical_crossentropy")
    for loss in ("mean_absolute_error", "huber", {"huber": {"delta": 0.5}}):
        tag = loss if isinstance(loss, str) else "huber-half"
        yield make(f"loss-{tag}", [rnn(False), dense("linear", 2)], x, 2 * one, loss)
        yield make(f"loss-{tag}-masked", [mask, rnn(True), dense("linear", 2)], masked, 2 * sequence, loss)
    yield make("loss-mean_squared_error-masked", [mask, rnn(True), dense("linear", 2)], masked, sequence)


if __name__ == "__main__":
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "keras.json")
    ONLY = sys.argv[1:]
    BEFORE = {case["name"]: case for case in json.load(open(path))["cases"]} if ONLY else {}
    made = list(cases())
    with open(path, "w") as file:
        head = json.dumps({"keras": keras.__version__, "backend": keras.backend.backend()})
        file.write(head[:-1] + ', "cases": [\n')
        file.write(",\n".join(json.dumps(case, separators=(",", ":")) for case in made))
        file.write("\n]}\n")
