"""Has other people's programs read what lstm-lab writes for programs.

    python validate.py PATH-OF-LSTM-LAB

Runs `check` and `run` over the committed experiments and over bad files written to a temporary
folder, and compares what each reader found with the JSON document. Ends with 1 at the first
difference.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import junitparser
import pydantic

# The folder of the sources stays as it is.
sys.dont_write_bytecode = True

from readers import Mismatch, check_github, check_json, check_junit, check_sarif, expect

PROJECT = Path(__file__).resolve().parents[2]

BASE = """\
variables: {units: 5}
data:
  source: {ramp: {length: 5}}
  input: {reshape: [5, 1, 1]}
  target: {reshape: [5, 1]}
model:
  - LSTM: {units: =units}
  - Dense: {units: 1}
training: {loss: mean_squared_error, optimizer: Adam, epochs: 3, batch_size: 5}
"""

# Names and texts hold what JSON, XML, URIs and workflow commands treat specially.
FILES = {
    "good.yaml": BASE,
    "good.yml": BASE,
    "empty.yaml": "",
    "bracket.yaml": "a: [1,\n  2\nb: 3\n",
    "carriage.yaml": BASE.replace("\n", "\r\n").replace("epochs: 3", "epochs: ten"),
    "control.yaml": BASE.replace("units: 1}", 'units: 1, "a\\e]]>\\0&\\r\\n<\\"%, b": 2}'),
    "raw-control.yaml": BASE + "description: a\x01b\n",
    "names/100%, \u00fc: <a&b>'\".yaml": BASE.replace("units: 1}", "\u00fc: {x: 1}, units: 1}"),
    "child.yaml": "extends: names/parent.yaml\n",
    "names/parent.yaml": BASE.replace("LSTM: {units: =units}", "LSTM: {unitz: =units}"),
    "shape.yaml": BASE.replace("target: {reshape: [5, 1]}", "target: {reshape: [5, 1, 1]}"),
    "count.yaml": BASE + "expect: {parameters: {total: 7}}\n",
    "loss.yaml": BASE + "expect: {loss: {max: 1.0e-9}}\n",
    "matrix.yaml": BASE + "matrix: {units: [2, 0, -1], seed: [1, 2]}\n",
    "well-matrix.yaml": BASE + "matrix: {units: [2, 3], seed: [1, 2]}\n",
}


class Program:
    """lstm-lab, run in one folder."""

    def __init__(self, path, folder):
        self.path, self.folder = str(path), folder

    def run(self, *arguments, status, actions=None):
        """What it writes to stdout as bytes; its exit status is checked."""
        environment = {k: v for k, v in os.environ.items() if k != "GITHUB_ACTIONS"}
        if actions is not None:
            environment["GITHUB_ACTIONS"] = actions
        done = subprocess.run(
            [self.path, *arguments], cwd=self.folder, env=environment, capture_output=True)
        if done.returncode != status:
            raise Mismatch(
                f"{' '.join(arguments)}: exit status {done.returncode}, not {status}\n"
                + done.stderr.decode())
        return done.stdout


def check_formats(program, arguments, status, scratch):
    """All formats of one command, held against its JSON."""

    def output(form):
        first = program.run(*arguments, "--format", form, status=status)
        again = program.run(*arguments, "--format", form, status=status)
        # How long a training took is the one thing that differs.
        same = [re.sub(rb' time="[0-9.]+"', b"", text) for text in (first, again)]
        expect(*same, f"{form} of a second call")
        return first

    document = json.loads(output("json"))
    check_json(document, program.folder)
    sarif, junit = output("sarif"), output("junit")
    # What a reader throws is its way of refusing.
    try:
        results = check_sarif(sarif, document, scratch)
    except (pydantic.ValidationError, ValueError, KeyError, OSError) as error:
        raise Mismatch(f"SARIF is refused: {error}") from error
    try:
        cases = check_junit(junit, document, scratch)
    except (junitparser.JUnitXmlError, SyntaxError, ValueError) as error:
        raise Mismatch(f"JUnit is refused: {error}") from error
    annotations = output("github")
    check_github(annotations, document)
    expect(b"", output("text"), "stdout with --format text")

    def actions(value, *more):
        return program.run(*arguments, *more, status=status, actions=value)

    expect(b"", actions(None), "stdout without a format")
    expect(b"", actions(""), "stdout without a format, GITHUB_ACTIONS empty")
    expect(annotations, actions("true"), "stdout where GITHUB_ACTIONS is set")
    expect(b"", actions("true", "--format", "text"), "stdout where text is asked for on GitHub")
    command = " ".join(a for a in arguments if not a.startswith("/"))
    print(f"{command}: {results} results of SARIF and annotations, {cases} cases of JUnit")
    return document


def statuses(document):
    return {e["name"]: e["status"] for f in document["files"] for e in f["experiments"]}


def check_stopped(program, scratch):
    """A run that is interrupted still writes its document, and claims nothing about the rest."""
    long = scratch / "long.yaml"
    long.write_text(BASE.replace("epochs: 3", "epochs: 10000000"))
    command = [program.path, "run", str(long), "--results", str(scratch / "stopped"), "--verbose"]
    for form in ("json", "junit"):
        with subprocess.Popen(
            [*command, "--format", form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            # The first epoch has ended.
            process.stderr.readline()
            process.send_signal(signal.SIGINT)
            text, _ = process.communicate()
        expect(130, process.returncode, "exit status of an interrupted run")
        if form == "json":
            expect({"long": "stopped"}, statuses(json.loads(text)), "what was interrupted")
        else:
            report = junitparser.JUnitXml.fromstring(text)
            expect((1, 0, 1), (report.tests, report.failures, report.skipped), "what was skipped")
    print("run: an interrupted experiment is stopped in JSON, skipped in JUnit")


def check_schema(program, scratch):
    """check-jsonschema accepts every committed experiment and refuses an unknown key."""
    schema = scratch / "schema.json"
    schema.write_bytes(program.run("schema", status=0))

    def accepts(*paths):
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)]
        done = subprocess.run([*command, *paths], cwd=program.folder, capture_output=True)
        return done.returncode == 0, done.stdout.decode() + done.stderr.decode()

    paths = sorted(str(p) for p in (program.folder / "experiments").rglob("*.y*ml"))
    accepted, text = accepts(*paths)
    if not paths or not accepted:
        raise Mismatch("check-jsonschema refuses a committed experiment\n" + text)
    bad = scratch / "unknown-key.yaml"
    bad.write_text(FILES["names/parent.yaml"])
    if accepts(str(bad))[0]:
        raise Mismatch("check-jsonschema accepts an unknown key")
    print(f"schema: check-jsonschema accepts {len(paths)} committed experiments")


def check_reports(program, folders):
    """Every report is what `schema --report` describes; one with another key is not."""
    schema = json.loads(program.run("schema", "--report", status=0))
    validator = jsonschema.Draft7Validator(schema)
    validator.check_schema(schema)
    reports = [json.loads(p.read_text()) for f in folders for p in f.rglob("report.json")]
    for report in reports:
        validator.validate(report)
    if {r["status"] for r in reports} != {"done", "passed", "failed", "invalid"}:
        raise Mismatch("the reports do not have every status")
    for wrong in ({"surprise": 1}, {"status": "fine"}, {"format": "2"}):
        if validator.is_valid(reports[0] | wrong):
            raise Mismatch(f"the schema of reports accepts {wrong}")
    print(f"report schema: jsonschema accepts {len(reports)} reports")


def validate(path):
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name).resolve()
        folder = scratch / "project"
        # The root of a project is the folder that holds its experiments.
        experiments = folder / "experiments"
        for file, text in FILES.items():
            (experiments / file).parent.mkdir(parents=True, exist_ok=True)
            (experiments / file).write_bytes(text.encode())

        committed = Program(path, PROJECT)
        check_schema(committed, scratch)
        document = check_formats(committed, ["check", "experiments"], 0, scratch)
        expect({"checked"}, set(statuses(document).values()), "statuses of committed experiments")

        bad = Program(path, folder)
        document = check_formats(bad, ["check", "experiments"], 1, scratch)
        found = statuses(document)
        expect("checked", found.get("loss"), "status of an expectation that only a run can fail")
        expect("failed", found.get("count"), "status of a count that is not as expected")
        expect("invalid", found.get("shape"), "status of shapes that do not fit")
        expect(
            {"checked": 2, "invalid": 4},
            {s: sum(v == s for k, v in found.items() if k.startswith("matrix/")) for s in
             ("checked", "invalid")},
            "points of a matrix")
        unread = {f["path"] for f in document["files"] if not f["experiments"]}
        wanted = {"bracket.yaml", "empty.yaml", "good.yml", "raw-control.yaml"}
        expect({"experiments/" + name for name in wanted}, unread, "files that cannot be read")
        check_formats(bad, ["check", "experiments", "--set", "unitz=3"], 1, scratch)
        # Paths are those from where the command is started, as GitHub and SARIF take them.
        inside = Program(path, experiments / "names")
        check_formats(inside, ["check", "."], 1, scratch)

        results = str(scratch / "results")
        document = check_formats(bad, ["run", "experiments", "--results", results], 1, scratch)
        found = statuses(document)
        expect("done", found.get("good"), "status of an experiment without expectations")
        expect("failed", found.get("loss"), "status of a loss that is too large")
        expect("failed", found.get("count"), "status of a count that is not as expected")
        expect("invalid", found.get("shape"), "status of shapes that do not fit")
        document = check_formats(
            bad, ["run", "experiments/well-matrix.yaml", "--results", results], 0, scratch)
        expect(["done"], list(statuses(document).values()), "a matrix without problems")
        check_reports(committed, [PROJECT / "results", Path(results)])
        check_stopped(bad, scratch)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        validate(Path(sys.argv[1]).resolve())
    except Mismatch as mismatch:
        sys.exit(f"MISMATCH: {mismatch}")
