#!/usr/bin/env python3
"""Holds experiments/schema.json to the committed experiments and to the corpus of bad files.

usage: schema_corpus.py ROOT

Every committed experiment passes. Every bad file either fails, or is listed in
schema_corpus.txt with the reason why only `lstm-lab check` can see what is wrong; no file is both.
"""

import json
import math
import pathlib
import re
import sys

import jsonschema
import ruamel.yaml

# Why a JSON Schema cannot see what is wrong with a file.
REASONS = {
    "nothing": "nothing is wrong with the file",
    "shapes": "shapes that do not fit together",
    "counts": "numbers of parameters or values that follow from the rest",
    "formula": "what a formula gives, its variables and its parentheses",
    "names": "names that other places of the file must have, or must not",
    "composition": "what the points of a matrix are",
    "files": "what another file holds",
    "memory": "how much memory the training takes",
    "runs": "how batches fit the samples",
    "values": "what numbers the data holds",
    "masks": "where a mask would be lost",
    "together": "keys of which one asks for another, or forbids it",
    "tag": "a tag, which data does not keep",
}

# Plain scalars of the core schema of YAML 1.2 (yaml.org/spec/1.2.2, section 10.3).
INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None,
         "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class NoJSON(Exception):
    """The text is no YAML, or says something that JSON has no value for."""


def scalar(node):
    text = node.value
    if node.style is not None:
        return text
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text, 0 if text[:2] in ("0o", "0x") else 10)
    if not NUMBER.fullmatch(text):
        if text.lower().lstrip("+-") in (".inf", ".nan"):
            raise NoJSON(f"{text} is no number of JSON")
        return text
    if math.isinf(float(text)):
        raise NoJSON(f"{text} is no float64")
    return float(text)


def mapping(node):
    pairs, merged = {}, {}
    for key, value in node.value:
        if not isinstance(key, ruamel.yaml.ScalarNode):
            raise NoJSON("a key is no text")
        if key.value == "<<" and key.style is None:
            sources = value.value if isinstance(value, ruamel.yaml.SequenceNode) else [value]
            for source in sources:
                merged = {**data(source), **merged}
        elif key.value in pairs:
            raise NoJSON(f"`{key.value}` stands twice")
        else:
            pairs[key.value] = data(value)
    return {**merged, **pairs}


def data(node):
    """A node as JSON would say it."""
    if not node.tag.startswith("tag:yaml.org,2002:"):
        raise NoJSON(f"unknown tag {node.tag}")
    if isinstance(node, ruamel.yaml.ScalarNode):
        return scalar(node)
    if isinstance(node, ruamel.yaml.SequenceNode):
        return [data(item) for item in node.value]
    return mapping(node)


def read(path):
    """What a file says, as JSON would."""
    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    try:
        root = reader.compose(path.read_bytes().decode("utf-8"))
    except (ruamel.yaml.error.YAMLError, UnicodeDecodeError) as error:
        raise NoJSON(str(error)) from error
    if root is None:
        raise NoJSON("the file is empty")
    return data(root)


def passes(path, validator):
    try:
        return validator.is_valid(read(path))
    except NoJSON:
        return False


def listed(path):
    """The table: file names and reasons."""
    table = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, reason = line.split()
        if reason not in REASONS:
            sys.exit(f"{path.name}: there is no reason `{reason}`")
        if name in table:
            sys.exit(f"{path.name}: `{name}` is listed twice")
        table[name] = reason
    return table


def main():
    root = pathlib.Path(sys.argv[1])
    schema = json.loads((root / "experiments/schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    problems = []

    good = sorted((root / "experiments").rglob("*.yaml"))
    for path in good:
        for error in validator.iter_errors(read(path)):
            problems.append(f"{path.name} is refused: {error.message} at {error.json_path}")

    table = listed(pathlib.Path(__file__).with_suffix(".txt"))
    bad = sorted((root / "Tests/RunsTests/Corpus").glob("*.yaml"))
    for path in bad:
        is_valid = passes(path, validator)
        if is_valid and path.stem not in table:
            problems.append(f"{path.name} passes the schema and is not in the table")
        if not is_valid and path.stem in table:
            problems.append(f"{path.name} is in the table, but fails")
    for name in sorted(table.keys() - {path.stem for path in bad}):
        problems.append(f"{name} is in the table, but there is no such file")

    if not good or not bad:
        problems.append("there are no files")
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    print(f"{len(good)} experiments pass; {len(bad) - len(table)} of {len(bad)} bad files fail, "
          f"{len(table)} only the checker sees")


if __name__ == "__main__":
    main()
