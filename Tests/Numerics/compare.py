"""Trains committed experiments by the second implementation and compares the committed results.

    python3 Tests/Numerics/compare.py [NAME ...]

What is written here shares nothing with the engine: it follows Sources/Engine/NUMERICS.md alone. A
line says what was compared; the first difference of each experiment is printed, and the script ends
with 1. Needs python3, python3-numpy and python3-yaml.
"""

import hashlib
import json
import random
import sys
import time
from fractions import Fraction
from pathlib import Path

# The folder of the sources stays as it is.
sys.dont_write_bytecode = True

import numpy as np

import experiment
from decimals import FLOAT32, FLOAT64, rounded, shortest
from float32 import FLOAT, fma

PROJECT = Path(__file__).resolve().parents[2]

# The tutorial's three first. Where not all epochs are trained, so many; then predictions and weights,
# which are those after the last epoch, are not compared.
EXPERIMENTS = {
    "one-to-one": None, "many-to-one": None, "many-to-many": None,
    "one-to-one-stateful": None, "dense-baseline": None, "many-to-many-long": 200,
}


class Difference(Exception):
    """Something is not what was committed."""


def expect(what, ours, committed):
    """Raises at the first line that differs."""
    if ours == committed:
        return
    lines = list(zip(ours, committed))
    place = next((n for n, (a, b) in enumerate(lines) if a != b), len(lines))
    shown = [part[place] if place < len(part) else "nothing" for part in (ours, committed)]
    raise Difference(f"{what}, line {place + 1}: {shown[0]}, committed {shown[1]}")


def lines_of(path):
    return path.read_bytes().decode().split("\n")


def history(losses):
    rows = [f"{n},{shortest(loss, FLOAT64)}" for n, loss in enumerate(losses, 1)]
    return ["epoch,loss", *rows]


def predictions(values, targets):
    axes = {2: "sample,feature", 3: "sample,step,feature"}[values.ndim]
    rows = [
        ",".join([*map(str, place), shortest(value, FLOAT32), shortest(targets[place], FLOAT32)])
        for place, value in np.ndenumerate(values)
    ]
    return [f"{axes},prediction,target", *rows, ""]


def digest(parameters):
    hashed = hashlib.sha256()
    for name, values in parameters:
        hashed.update(name.encode() + b"\n" + values.astype("<f4").tobytes())
    return f"sha256:{hashed.hexdigest()}"


def compare(name, limit):
    """What was compared, in words."""
    results = PROJECT / "results" / name
    training, epochs = experiment.load(PROJECT / "experiments" / f"{name}.yaml")
    trained = min(epochs, limit or epochs)
    ours = history([training.epoch(number) for number in range(1, trained + 1)])
    committed = lines_of(results / "history.csv")
    if trained < epochs:
        expect("history.csv", ours, committed[: trained + 1])
        return f"{trained} of {epochs} epochs of history.csv"
    expect("history.csv", [*ours, ""], committed)
    y = predictions(training.predict(), training.y)
    expect("predictions.csv", y, lines_of(results / "predictions.csv"))
    report = json.loads((results / "report.json").read_text())
    parameters = training.parameters()
    expect("digest of the weights", [digest(parameters)], [report["digest"]["weights"]])
    count = sum(values.size for _, values in parameters)
    return f"{epochs} epochs of history.csv, predictions.csv, the digest of all {count} weights"


def check_arithmetic(count=4000):
    """Holds the fused multiply-add to fractions: where a sum comes so near to a tie that float64 loses
    the difference, and elsewhere, also below the normal range."""
    generator = random.Random(1)

    def power():
        return 2.0 ** generator.choice((generator.randint(-149, -120), generator.randint(-30, 30)))

    for n in range(count):
        # Their product is 1 - x^2.
        x = generator.choice((-1, 1)) * generator.randint(0, 9) * 2.0**-23
        scale = power()
        a, b = FLOAT(1 + x), FLOAT((1 - x) * scale)
        significand = generator.choice((1, 2**23, 2**24 - 1, generator.getrandbits(24)))
        ulp = scale * 2.0 ** generator.randint(-1, 4) if n % 2 else power()
        c = FLOAT(generator.choice((-1, 1)) * significand * ulp)
        exact = Fraction(float(a)) * Fraction(float(b)) + Fraction(float(c))
        size = float(rounded(abs(exact), FLOAT32)) if exact else 0.0
        if float(fma(a, b, c)) != (size if exact > 0 else -size):
            raise Difference(f"fma({a!r}, {b!r}, {c!r})")
    return f"{count} fused multiply-adds with fractions"


def run(title, work):
    """Whether nothing differed."""
    start = time.perf_counter()
    try:
        text, same = work(), True
    except (Difference, experiment.NotCovered) as problem:
        text, same = f"{type(problem).__name__}: {problem}", False
    print(f"{'same' if same else 'DIFFERS':8} {title:20} {text} ({time.perf_counter() - start:.1f} s)")
    return same


def main(names):
    unknown = [name for name in names if name not in EXPERIMENTS]
    if unknown:
        sys.exit(f"no such experiment here: {', '.join(unknown)}")
    all_same = run("arithmetic", check_arithmetic)
    for name in names or EXPERIMENTS:
        all_same &= run(name, lambda: compare(name, EXPERIMENTS[name]))
    sys.exit(0 if all_same else 1)


if __name__ == "__main__":
    main(sys.argv[1:])
