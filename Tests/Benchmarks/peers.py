"""Measures lstm-lab side by side with PyTorch and JAX and prints Markdown tables.

    python -m venv peers && peers/bin/pip install --requirement Tests/Benchmarks/requirements.txt
    swift build -c release --product lstm-lab
    peers/bin/python Tests/Benchmarks/peers.py [--quick] [--works 0,2] [--rounds 10]
        [--parts speed,memory]

Everything is measured in alternating rounds, so that what disturbs the machine disturbs all alike,
and quoted as medians, ratios as medians of each round's ratio with the smallest and the largest.
Before it is timed, every engine has trained 20 steps from the same weights on the same data, and
the losses must agree to 1e-4 of the largest. The machine should have nothing else to do.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy

sys.dont_write_bytecode = True

from engines import PROJECT, LstmLab, Worker
from works import SEED, WORKS, Files

PEERS = {"torch": "PyTorch", "jax": "JAX", "jax-loop": "JAX, one jit"}
TOLERANCE = 1e-4
SHAPES = "units, steps, batch, features, layers"


class Bench:
    def __init__(self, options):
        self.options = options
        self.lab = LstmLab(options.lstm_lab, options.cores)
        self.threads = range(1, len(options.cores.split(",")) + 1)
        self.folder = Path(options.folder)
        self.works = [WORKS[number] for number in options.works]

    def files(self, work, name="work", **changes):
        return Files(work, self.folder / f"{WORKS.index(work)}-{name}", **changes)

    def rounds(self):
        for number in range(self.options.rounds):
            print(f"round {number + 1} of {self.options.rounds}", file=sys.stderr, end="\r")
            yield number
        print(file=sys.stderr)

    # The tables.

    def speed(self):
        head = [SHAPES, "lstm-lab", *PEERS.values()]
        head += ["times as fast as the best of them", "GFLOP/s", "of the peak", "two cores"]
        counts = " and ".join(map(str, self.threads))
        print(f"\nMicroseconds a training step, with {counts} threads:\n")
        # A row is told when it is measured: the next one may take minutes.
        table(head, (self.speed_row(work) for work in self.works))

    def speed_row(self, work):
        files = self.files(work)
        workers = {
            (kind, threads): Worker(kind, files, threads, self.options.cores)
            for kind in PEERS for threads in self.threads}
        try:
            self.compare_losses(work, files, workers)
            times = {key: [] for key in workers}
            documents = {threads: [] for threads in self.threads}
            print(f"speed of {work.name}", file=sys.stderr)
            for _ in self.rounds():
                for threads in self.threads:
                    documents[threads].append(self.lab.bench(files, threads, self.options.samples))
                    for kind in PEERS:
                        sample = workers[kind, threads].microseconds(self.options.seconds)
                        times[kind, threads].append(sample)
        finally:
            for worker in workers.values():
                worker.end()
        for threads in self.threads:
            times["lab", threads] = [microseconds(document) for document in documents[threads]]
        best = {
            kind: min((times[kind, threads] for threads in self.threads), key=median)
            for kind in ["lab", *PEERS]}
        peer = min((best[kind] for kind in PEERS), key=median)
        fastest = min(self.threads, key=lambda threads: median(times["lab", threads]))
        shown = [
            " / ".join(short(median(times[kind, threads])) for threads in self.threads)
            for kind in ["lab", *PEERS]]
        one, two = times["lab", self.threads[0]], times["lab", self.threads[-1]]
        return [
            work.name, *shown, ratios(peer, best["lab"]),
            *efficiency(documents[fastest]), ratios(one, two)]

    def compare_losses(self, work, files, workers):
        """All compute the same thing."""
        expected = self.lab.losses(files)
        assert len(expected) == 20
        for (kind, threads), worker in workers.items():
            actual = worker.losses(len(expected))
            # Of the largest: a loss that swings, as with many units, is no measure of itself.
            differences = [abs(a - e) / max(expected) for a, e in zip(actual, expected)]
            note = f"losses of {PEERS[kind]}, {threads} threads, {work.name}"
            print(f"{note}: within {max(differences):.1e}", file=sys.stderr)
            if not max(differences) <= TOLERANCE:
                raise SystemExit(f"{note} differ: {actual} instead of {expected}")

    def avx2(self):
        rows = []
        for work in self.works:
            if work.cell != "LSTM" or work.units < 256:
                continue
            files = self.files(work, "avx2")
            documents = {threads: [] for threads in self.threads}
            print(f"AVX2 of {work.name}", file=sys.stderr)
            for _ in self.rounds():
                for threads in self.threads:
                    document = self.lab.bench(files, threads, self.options.samples, "avx2")
                    documents[threads].append(document)
            for threads in self.threads:
                times = [microseconds(document) for document in documents[threads]]
                rows.append(
                    [work.name, threads, short(median(times)), *efficiency(documents[threads])])
        if rows:
            print("\nWith AVX2 alone, against the peak of AVX2:\n")
            table([SHAPES, "threads", "µs", "GFLOP/s", "of the peak"], rows)

    def denormals(self):
        """Numbers below the normal range: every product and sum of the recurrence has one."""
        work = WORKS[2]
        random = numpy.random.default_rng(SEED)
        # Small enough a rate for the weights to stay where they are.
        rate = 1e-12
        zero_bias = {
            name: value * (0 if name.endswith("bias") else 1)
            for name, value in work.weights().items()}
        small = {name: value * numpy.float32(1e-37) for name, value in work.weights().items()}
        data = (random.uniform(-1, 1, work.count) * 1e-38).astype(numpy.float32)
        cases = {
            "": self.files(work, "normal", learning_rate=rate),
            "weights around 1e-38": self.files(
                work, "weights", weights=small, learning_rate=rate),
            "inputs and targets around 1e-38, no bias": self.files(
                work, "data", weights=zero_bias, data=data, learning_rate=rate),
        }
        workers = {
            name: Worker("torch", files, 1, self.options.cores) for name, files in cases.items()}
        engines = ("lab", "torch")
        times = {(engine, name): [] for engine in engines for name in cases}
        print("denormal numbers", file=sys.stderr)
        try:
            for _ in self.rounds():
                for name, files in cases.items():
                    document = self.lab.bench(files, 1, self.options.samples)
                    times["lab", name].append(microseconds(document))
                    sample = workers[name].microseconds(self.options.seconds)
                    times["torch", name].append(sample)
        finally:
            for worker in workers.values():
                worker.end()
        print(f"\nNumbers below the normal range, {work.name}, one thread: the time of a step over")
        print("that of a normal one:\n")
        rows = [
            [name, *(ratios(times[engine, name], times[engine, ""]) for engine in engines)]
            for name in cases if name]
        table(["", "lstm-lab", "PyTorch"], rows)

    def process(self):
        """The experiments of the repository as a person runs them."""
        times = []
        print("the whole process", file=sys.stderr)
        for _ in self.rounds():
            with tempfile.TemporaryDirectory() as results:
                command = self.lab.command(
                    len(self.threads), "run", PROJECT / "experiments", "--results", results)
                start = time.perf_counter()
                self.lab.output(command)
                times.append((time.perf_counter() - start) * 1e3)
        count = len(list((PROJECT / "experiments").glob("*.yaml")))
        print(
            f"\nThe {count} experiments of `experiments/`, the whole process: "
            f"{median(times):.0f} ms ({min(times):.0f}–{max(times):.0f})")

    def memory(self):
        rows = []
        for work in self.works:
            files = self.files(work, "memory")
            arena, peak = self.lab.arena(files), self.lab.peak_memory(files)
            sizes = (arena, peak, peak - arena)
            rows.append([work.name, *(f"{size / 2**20:.1f}" for size in sizes)])
        print("\nMemory of a run in MiB:\n")
        head = ["arena, as planned", "process at its peak", "beside the arena"]
        table([SHAPES, *head], rows)

    def functions(self):
        files = self.files(WORKS[0], "functions")
        rows = []
        for instruction_set in ("avx512", "avx2"):
            try:
                documents = [
                    self.lab.bench(files, 1, self.options.samples, instruction_set)
                    for _ in range(self.options.rounds)]
            except SystemExit:
                continue  # This machine does not have it.
            named = [
                {entry["name"]: entry["nanoseconds"] for entry in document["functions"]}
                for document in documents]
            costs = [median(one[name] for one in named) for name in named[0]]
            rows.append([instruction_set, *(f"{cost:.2f}" for cost in costs)])
        print("\nNanoseconds an element, one thread:\n")
        table(["", *named[0]], rows)

    PARTS = {
        "speed": speed, "avx2": avx2, "denormals": denormals, "process": process,
        "memory": memory, "functions": functions,
    }


def microseconds(document):
    return document["step"]["microseconds"]["median"]


def efficiency(documents):
    """GFLOP/s, and the share of the peak that was measured in the same process."""
    speed = median(document["step"]["gflops"] for document in documents)
    share = median(document["step"]["share_of_peak"] for document in documents)
    return [f"{speed:.1f}", f"{share * 100:.1f} %"]


def ratios(upper, lower):
    each = [a / b for a, b in zip(upper, lower)]
    return f"{median(each):.2f} ({min(each):.2f}–{max(each):.2f})"


def short(value):
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|---" + "|--:" * (len(head) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |", flush=True)


def steal():
    """Ticks that the hypervisor gave to others, and all ticks."""
    ticks = list(map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9]))
    return ticks[7], sum(ticks)


def main():
    sys.stdout.reconfigure(line_buffering=True)
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    numbers = ", ".join(f"{number}: {work.name}" for number, work in enumerate(WORKS))
    parser.add_argument(
        "--works", default=",".join(map(str, range(len(WORKS)))),
        help=f"which, by number: {numbers} (units, steps, batch, features, layers)")
    parser.add_argument("--rounds", type=int, help="alternating rounds, 10 by default")
    parser.add_argument("--quick", action="store_true", help="three short rounds")
    parser.add_argument(
        "--parts", default=",".join(Bench.PARTS), help=f"of {', '.join(Bench.PARTS)}")
    parser.add_argument("--cores", default="0,1", help="processors to use: the first, then all")
    parser.add_argument("--lstm-lab", default=PROJECT / ".build/release/lstm-lab", type=Path)
    options = parser.parse_args()
    options.works = [int(number) for number in options.works.split(",")]
    options.rounds = options.rounds or (3 if options.quick else 10)
    # Rounds of one `bench`, and the seconds of a peer's sample.
    options.samples, options.seconds = (2, 0.1) if options.quick else (5, 0.3)
    before = steal()
    with tempfile.TemporaryDirectory() as folder:
        options.folder = folder
        bench = Bench(options)
        for part in options.parts.split(","):
            Bench.PARTS[part](bench)
    stolen, all_ticks = (after - start for after, start in zip(steal(), before))
    print(f"\n{options.rounds} rounds; {stolen / all_ticks * 100:.1f} % of the time was others'.")


if __name__ == "__main__":
    main()
