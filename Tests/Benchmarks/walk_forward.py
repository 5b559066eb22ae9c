"""Times a walk forward with a training before each forecast: the obvious loop in Keras, and lstm-lab.

    python3 Tests/Benchmarks/walk_forward.py .build/release/lstm-lab [ORIGINS]

The airline passengers, the last ORIGINS months one by one (100): before each, the logarithms are scaled
by the months before, an LSTM(16) and a Dense(1) are trained on windows of twelve months for 200 epochs
in batches of 16, and the month is forecast. Keras runs on JAX. Both in one run, on this machine; the
first forecast of Keras, which compiles, is told apart. Needs keras, jax and numpy.
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

os.environ["KERAS_BACKEND"] = "jax"
import keras  # noqa: E402
import numpy as np  # noqa: E402

PROJECT = pathlib.Path(__file__).resolve().parents[2]
TABLE = PROJECT / "experiments" / "data" / "airline.csv"


def passengers():
    rows = [r for r in csv.reader(TABLE.open()) if r and not r[0].startswith("#")]
    return np.array([float(r[1]) for r in rows[1:]])


def by_keras(series, origins):
    logs, spent, errors = np.log(series), [], []
    for origin in range(len(series) - origins, len(series)):
        start = time.perf_counter()
        low, high = logs[:origin].min(), logs[:origin].max()
        scaled = ((logs - low) / (high - low)).astype("float32")
        x = np.stack([scaled[i - 12:i] for i in range(12, origin)])[..., None]
        y = scaled[12:origin, None]
        keras.utils.set_random_seed(1)
        model = keras.Sequential([keras.layers.Input((12, 1)), keras.layers.LSTM(16), keras.layers.Dense(1)])
        model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
        model.fit(x, y, epochs=200, batch_size=16, verbose=0)
        forecast = model.predict(scaled[None, origin - 12:origin, None], verbose=0)[0, 0]
        errors.append(np.exp(forecast * (high - low) + low) - series[origin])
        spent.append(time.perf_counter() - start)
    return spent, float(np.sqrt(np.mean(np.square(errors))))


def by_lab(program, origins):
    text = (PROJECT / "experiments" / "airline-steps.yaml").read_text()
    head = text[: text.index("expect:")]
    head = head.replace("evaluate:", "evaluate:\n  walk_forward: {refit: each}\n  #")
    head = head.replace("{train: 96, test: rest}", f"{{train: {144 - origins}, test: rest}}")
    with tempfile.TemporaryDirectory() as folder:
        experiments = pathlib.Path(folder) / "experiments"
        (experiments / "data").mkdir(parents=True)
        (experiments / "data" / "airline.csv").write_bytes(TABLE.read_bytes())
        (experiments / "walk.yaml").write_text(head)
        start = time.perf_counter()
        subprocess.run([program, "run", str(experiments / "walk.yaml")], check=True, capture_output=True)
        spent = time.perf_counter() - start
        report = json.loads((pathlib.Path(folder) / "results" / "walk" / "report.json").read_text())
    return spent, report["evaluation"]["test"]["root_mean_squared_error"]


def main():
    program = sys.argv[1]
    origins = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    first, _ = by_lab(program, origins)
    spent, error = by_keras(passengers(), origins)
    second, lab_error = by_lab(program, origins)
    lab = min(first, second)
    print(f"Keras on JAX: {sum(spent):.1f} s for {origins} forecasts, the first {spent[0]:.1f} s; RMSE {error:.2f}")
    print(f"lstm-lab: {first:.2f} and {second:.2f} s for as many, and the training for all; RMSE {lab_error:.2f}")
    print(f"ratio: {sum(spent) / lab:.0f}")


if __name__ == "__main__":
    main()
