"""Writes the broken files of weights in Corpus/weights/, byte by byte from the format's description.

    python make_weights.py

The numbers are those of Corpus/weights/good.safetensors, which the others are made from.
"""

import json
import math
import struct
from pathlib import Path

FOLDER = Path(__file__).parent / "Corpus" / "weights"


def read(name):
    data = (FOLDER / name).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8:8 + length]), data[8 + length:]


def write(name, header, numbers):
    text = header if isinstance(header, str) else json.dumps(header)
    (FOLDER / name).write_bytes(struct.pack("<Q", len(text)) + text.encode() + numbers)


def changed(numbers, entry, value):
    """The numbers with another first value of one tensor."""
    start = entry["data_offsets"][0]
    return numbers[:start] + struct.pack("<f", value) + numbers[start + 4:]


def main():
    header, numbers = read("good.safetensors")
    names = [name for name in header if name != "__metadata__"]
    bias = header["dense_1.bias"]
    size = bias["data_offsets"][1] - bias["data_offsets"][0]

    moved = {**header, "dense_1.bias": {**bias, "data_offsets": [0, size]}}
    if bias["data_offsets"][0] == 0:
        other = next(n for n in names if header[n]["data_offsets"][0] != 0)
        entry = header[other]
        length = entry["data_offsets"][1] - entry["data_offsets"][0]
        moved = {**header, other: {**entry, "data_offsets": [0, length]}}
    write("overlap.safetensors", moved, numbers)
    apart = {
        n: {**header[n], "data_offsets": [o + 4 for o in header[n]["data_offsets"]]} for n in names}
    write("hole.safetensors", apart, bytes(4) + numbers)
    write("trailing.safetensors", header, numbers + bytes(3))
    twice = json.dumps(header)[:-1] + ', "dense_1.bias": ' + json.dumps(bias) + "}"
    write("twice.safetensors", twice, numbers)
    write("nan.safetensors", header, changed(numbers, bias, math.nan))
    write("infinite.safetensors", header, changed(numbers, bias, -math.inf))


if __name__ == "__main__":
    main()
