"""What the readers of each format find, held against lstm-lab's own JSON document."""

import json
import re
from urllib.parse import unquote

import junitparser
import pydantic
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifModel
from sarif import loader

# XML has no way to hold these characters.
BARRED_BY_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Mismatch(Exception):
    """What was expected and what there was instead."""


def expect(expected, actual, what):
    """Of lists, the first difference is told."""
    if isinstance(expected, list) and isinstance(actual, list):
        for index, (left, right) in enumerate(zip(expected, actual)):
            expect(left, right, f"{what}, at {index}")
    if expected != actual:
        raise Mismatch(f"{what}\nexpected: {expected!r}\n  actual: {actual!r}")


def distinct(document):
    """The diagnostics of a JSON document, each once, in order."""
    identity = ("code", "file", "line", "column", "message")
    seen, found = set(), []
    for file in document["files"]:
        for part in [file, *file["experiments"]]:
            for diagnostic in part["diagnostics"]:
                key = tuple(diagnostic.get(k) for k in identity)
                if key not in seen:
                    seen.add(key)
                    found.append(diagnostic)
    return found


def check_json(document, folder):
    """Places lie in the files that they name."""
    expect(1, document["format"], "format of the JSON document")
    for diagnostic in distinct(document):
        places = [diagnostic, diagnostic.get("related")]
        for place in [p for p in places if p and "line" in p and p["file"] != "--set"]:
            text = (folder / place["file"]).read_bytes().decode(errors="replace")
            lines = re.split("\r\n|\n|\r", text)
            start = (place["line"], place["column"])
            end = (place["end_line"], place["end_column"])
            if not (1, 1) <= start <= end:
                raise Mismatch(f"the end is before the start: {place}")
            for line, column in (start, end):
                if line > len(lines) or column > len(lines[line - 1]) + 1:
                    raise Mismatch(f"there is no such place in the file: {place}")


def check_sarif(text, document, scratch):
    """The models of the schema accept it; sarif-tools reads the results that JSON has."""
    SarifModel.model_validate_json(text)
    broken = json.loads(text)
    broken["runs"][0]["tool"]["driver"]["colour"] = "red"
    try:
        SarifModel.model_validate(broken)
    except pydantic.ValidationError:
        pass
    else:
        raise Mismatch("the schema's models accept a member that SARIF does not have")

    path = scratch / "findings.sarif"
    path.write_bytes(text)
    sarif = loader.load_sarif_file(str(path))
    expect(["lstm-lab"], sarif.get_distinct_tool_names(), "tools that sarif-tools reads")
    read = [
        (r["Code"], r["Severity"], unquote(r["Location"]), str(r["Line"]))
        for r in sarif.get_records()
    ]
    # A result without a file or line is told as "-" and 1.
    wanted = [
        (
            d["code"],
            "error",
            "-" if d["file"] == "--set" else d["file"],
            "1" if d["file"] == "--set" else str(d.get("line", 1)),
        )
        for d in distinct(document)
    ]
    expect(sorted(wanted), sorted(read), "results that sarif-tools reads")

    # sarif-tools does not read these.
    run = json.loads(text)["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    expect(sorted({d["code"] for d in distinct(document)}), rules, "rules")
    for diagnostic, result in zip(distinct(document), run["results"], strict=True):
        expect(result["ruleId"], rules[result["ruleIndex"]], "the rule of an index")
        message = result["message"]["text"].replace("{{", "{").replace("}}", "}")
        if diagnostic["message"] not in message:
            raise Mismatch(f"SARIF has lost the message of {diagnostic}")
        for location in result.get("locations", []):
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            if not re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri) or uri.startswith("/"):
                raise Mismatch(f"not a relative, percent-encoded URI: {uri}")
            region = location["physicalLocation"].get("region", {})
            names = ("line", "startLine"), ("column", "startColumn")
            names += ("end_line", "endLine"), ("end_column", "endColumn")
            for ours, theirs in names:
                expect(diagnostic.get(ours), region.get(theirs), f"{theirs} of {diagnostic}")
    return len(read)


def check_junit(text, document, scratch):
    """junitparser reads the experiments and verdicts that JSON has, and counts as the file does."""
    path = scratch / "junit.xml"
    path.write_bytes(text)
    report = junitparser.JUnitXml.fromfile(str(path))
    read, wanted = [], []
    for suite in report:
        for case in suite:
            results = [(type(r).__name__, r.type, r.message) for r in case.result]
            read.append((suite.name, case.classname, case.name, results))
            for result in case.result:
                if f"error[{result.type}]" not in (result.text or ""):
                    raise Mismatch(f"the failure of {case.name} does not show {result.type}")
    for file in document["files"]:
        name = re.sub(r"\.ya?ml$", "", file["path"].rsplit("/")[-1])
        unread = [{"name": name, "status": "invalid", "diagnostics": []}]
        for e in file["experiments"] or unread:
            results = []
            if e["status"] in ("failed", "invalid"):
                first = [*file["diagnostics"], *e["diagnostics"]][0]
                message = BARRED_BY_XML.sub("\ufffd", first["message"])
                results = [("Failure", first["code"], message)]
            wanted.append((file["path"], file["path"], e["name"], results))
    expect(wanted, read, "cases that junitparser reads")

    stated = [(s.tests, s.failures, s.errors, s.skipped) for s in [report, *report]]
    for suite in report:
        suite.update_statistics()
    report.update_statistics()
    counted = [(s.tests, s.failures, s.errors, s.skipped) for s in [report, *report]]
    expect(counted, stated, "counts of tests, failures, errors and skipped")
    return len(read)


def check_github(text, document):
    """Each line is one workflow command, and says what JSON says."""
    value = r"(?:[^%\r\n:,]|%(?:25|0D|0A|3A|2C))*"
    data = r"(?:[^%\r\n]|%(?:25|0D|0A))*"
    command = re.compile(rf"::error ((?:[a-zA-Z]+={value})(?:,[a-zA-Z]+={value})*)::({data})")
    # Only LF ends a command; Python has more line ends.
    lines = text.decode().split("\n")
    expect("", lines.pop(), "what follows the last line feed")
    wanted = distinct(document)
    expect(len(wanted), len(lines), "number of annotations")
    for line, diagnostic in zip(lines, wanted):
        match = command.fullmatch(line)
        if not match:
            raise Mismatch(f"not a workflow command: {line}")
        properties = dict(p.split("=", 1) for p in match[1].split(","))
        properties = {name: unquote(value) for name, value in properties.items()}
        expect(diagnostic["code"], properties.pop("title"), "title")
        expected = {}
        if diagnostic["file"] != "--set":
            expected["file"] = diagnostic["file"]
            names = [("line", "line"), ("endLine", "end_line")]
            if diagnostic.get("line") == diagnostic.get("end_line"):
                names += [("col", "column"), ("endColumn", "end_column")]
            expected |= {k: str(diagnostic[v]) for k, v in names if v in diagnostic}
        expect(expected, properties, f"properties of {line}")
        if diagnostic["message"] + "\n" not in unquote(match[2]) + "\n":
            raise Mismatch(f"the annotation has lost the message: {line}")
    return len(lines)
