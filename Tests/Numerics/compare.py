"""Trains experiments by the second implementation of the numeric contract and compares the results.

    python3 Tests/Numerics/compare.py [--further RESULTS] [NAME ...]

What is written in this folder shares nothing with the engine: it follows Sources/Engine/NUMERICS.md
alone. Compared are the committed results and, with --further, those that `lstm-lab run
Tests/Numerics/experiments --results RESULTS` wrote. A line says what was compared, or the first
difference; any difference ends the script with 1. Needs python3, python3-numpy and python3-yaml.
"""

import argparse
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

import elementary
import experiment
import randomness
from decimals import FLOAT32, FLOAT64, rounded, shortest
from float32 import FLOAT, fma

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parents[1]
PAGE = PROJECT / "Sources" / "Engine" / "NUMERICS.md"

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


def stored(values):
    """The bytes that are hashed: little-endian, every NaN the same."""
    return np.where(np.isnan(values), FLOAT(np.nan), values).astype("<f4").tobytes()


def digest(parameters):
    hashed = hashlib.sha256()
    for name, values in parameters:
        hashed.update(name.encode() + b"\n" + stored(values))
    return f"sha256:{hashed.hexdigest()}"


def compare(file, results, limit=None):
    """What was compared, in words."""
    training, epochs = experiment.load(file)
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


def check_known_values():
    """Holds the values of the page's section 12 to those that come out here."""
    page = PAGE.read_text(encoding="utf-8")
    seed, kernel, recurrent = 1, "lstm_1.kernel", "lstm_1.recurrent_kernel"

    def bits(*values):
        return ", ".join(f"{int(value.view(np.uint32)):08x}" for value in map(FLOAT, values))

    def of(function, *values):
        return bits(*(function(FLOAT(value)) for value in values))

    def sweep(function):
        numbers = np.arange(2**20, dtype=np.uint32)
        everywhere = (numbers * np.uint32(4099)).view(FLOAT)
        near_zero = (numbers.astype(FLOAT) - FLOAT(2**19)) * FLOAT(2**-16)
        inputs = np.concatenate([everywhere, near_zero])
        with np.errstate(all="ignore"):
            return hashlib.sha256(stored(function(inputs))).hexdigest()

    def words(values):
        return " ".join(f"{word:08x}" for word in values)

    def first(initializer, shape, name):
        return bits(*randomness.first_values(initializer, shape, seed, name)[0, :2]) + ", …"

    def quantile(p):
        return elementary.standard_normal_quantile(p).hex()

    stream = randomness.Stream(seed, kernel)
    known = [
        bits(fma(FLOAT(1 + 2**-22), FLOAT((1 - 2**-22) * 2**-24), FLOAT(1 + 2**-23))),
        of(elementary.exp, 1, -0.3, -100),
        of(elementary.sigmoid, 1, -3, -100),
        of(elementary.tanh, 0.5, 0.999, -2),
        *(sweep(f) for f in (elementary.exp, elementary.sigmoid, elementary.tanh)),
        elementary.natural_logarithm(10.0).hex(),
        f"{quantile(0.01)}, {quantile(1e-20)}",
        words(randomness.philox((0, 0, 0, 0), (0, 0))),
        f"{randomness.name_hash(kernel):016x}",
        words(next(stream.words) for _ in range(4)),
        repr(randomness.Stream(seed, kernel).uniform()),
        repr(randomness.Stream(seed, recurrent).normal()),
        str(randomness.Stream(seed, "shuffle of epoch 1").permutation(5))[1:-1],
        first(randomness.glorot_uniform, (1, 20), kernel),
        first(randomness.orthogonal, (5, 20), recurrent),
        str(randomness.dropout_mask((4,), 0.5, seed, "dropout_1.dropout", 0).tolist())[1:-1],
    ]
    section = page[page.index("## 12. ") : page.index("## 13. ")].replace("−", "-")
    written = [row.split(" | ")[1] for row in section.split("\n") if row.startswith("| ")][1:]
    expect(PAGE.name, known, [row.removesuffix(" |").split(" (")[0] for row in written])
    return f"{len(known)} known values of {PAGE.name}"


def run(title, work):
    """Whether nothing differed."""
    start = time.perf_counter()
    try:
        text, same = work(), True
    except (Difference, experiment.NotCovered, OSError) as problem:
        text, same = f"{type(problem).__name__}: {problem}", False
    print(f"{'same' if same else 'DIFFERS':8} {title:20} {text} ({time.perf_counter() - start:.1f} s)")
    return same


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME", help="a committed experiment")
    parser.add_argument("--further", type=Path, metavar="RESULTS")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in EXPERIMENTS]
    if unknown:
        parser.error(f"no such experiment here: {', '.join(unknown)}")
    all_same = run("arithmetic", check_arithmetic)
    all_same &= run("known values", check_known_values)
    for name in arguments.names or EXPERIMENTS:
        file, results = PROJECT / "experiments" / f"{name}.yaml", PROJECT / "results" / name
        all_same &= run(name, lambda: compare(file, results, EXPERIMENTS[name]))
    for file in sorted(FOLDER.glob("experiments/*.yaml")) if arguments.further else []:
        all_same &= run(file.stem, lambda: compare(file, arguments.further / file.stem))
    sys.exit(0 if all_same else 1)


if __name__ == "__main__":
    main()
