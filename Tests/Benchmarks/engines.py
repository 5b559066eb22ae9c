"""The engines as peers.py asks them: each sample is taken while all others stand still."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def pinned(cores, threads, command):
    """The command on as many processors as it has threads."""
    chosen = ",".join(cores.split(",")[:threads])
    return ["taskset", "-c", chosen, *map(str, command)]


class Worker:
    """A peer in a process that lives as long as a work is measured. Between its samples it is
    stopped, so that no thread of it looks for work while another engine is measured."""

    def __init__(self, kind, files, threads, cores):
        work = files.work
        shape = [work.units, work.steps, work.batch, work.features, work.layers, work.cell]
        script = Path(__file__).with_name("worker.py")
        command = [sys.executable, script, kind, files.folder, *shape, threads, files.learning_rate]
        environment = {**os.environ, "JAX_PLATFORMS": "cpu", "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(
            pinned(cores, threads, command), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env=environment)
        if self.process.stdout.readline() != "ready\n":
            raise SystemExit(f"{kind} does not start; see requirements.txt")
        self.process.send_signal(signal.SIGSTOP)

    def ask(self, request):
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.process.send_signal(signal.SIGSTOP)
        return answer

    def losses(self, count):
        return self.ask(f"losses {count}")

    def microseconds(self, seconds):
        return self.ask(f"time {seconds}")

    def end(self):
        self.process.kill()
        self.process.wait()


class LstmLab:
    """The program under test, a process a sample."""

    def __init__(self, path, cores):
        self.path, self.cores = path, cores

    def command(self, threads, *arguments):
        return pinned(self.cores, threads, [self.path, *arguments])

    def bench(self, files, threads, rounds, instruction_set=None):
        """The document of `lstm-lab bench --json`."""
        environment = dict(os.environ)
        if instruction_set:
            environment["LSTM_LAB_ISA"] = instruction_set
        command = self.command(
            threads, "bench", files.experiment, "--json", "--threads", threads, "--rounds", rounds)
        return json.loads(self.output(command, environment))

    def losses(self, files):
        """The losses of the experiment's history."""
        with tempfile.TemporaryDirectory() as results:
            self.output(self.command(1, "run", files.experiment, "--results", results))
            [history] = Path(results).glob("*/history.csv")
            return [float(row.split(",")[1]) for row in history.read_text().split()[1:]]

    def arena(self, files):
        """Bytes of memory that `show plan` promises."""
        first = self.output(self.command(1, "show", "plan", files.experiment)).split("\n", 1)[0]
        return int(first.split()[1])

    def peak_memory(self, files):
        """Bytes that the process of a run takes at most. A process begins with the peak of the one
        that started it, so that one is as small as can be, smaller than any run."""
        launcher = (
            "import os, sys\n"
            "pid = os.fork()\n"
            "if pid == 0:\n"
            "  os.dup2(os.open(os.devnull, os.O_WRONLY), 2)\n"
            "  os.execv(sys.argv[1], sys.argv[1:])\n"
            "_, status, usage = os.wait4(pid, 0)\n"
            "print(usage.ru_maxrss * 1024)\n"
            "sys.exit(status != 0)\n")
        with tempfile.TemporaryDirectory() as results:
            command = [
                sys.executable, "-I", "-S", "-c", launcher, self.path, "run",
                files.experiment, "--results", results]
            return int(self.output(pinned(self.cores, 1, command)))

    @staticmethod
    def output(command, environment=None):
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)}: status {done.returncode}\n{done.stderr}")
        return done.stdout
