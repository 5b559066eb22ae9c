"""Random numbers and first values of parameters: NUMERICS.md, sections 4 and 5."""

import math

import numpy as np

from elementary import standard_normal_quantile
from float32 import FLOAT, flush

WORD = 0xFFFFFFFF


def name_hash(text):
    """FNV-1a, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return value


def philox(counter, key):
    """Philox 4x32-10: four words from four words of a counter and two of a key."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        first, second = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = second >> 32 ^ c1 ^ k0, second & WORD, first >> 32 ^ c3 ^ k1, first & WORD
        k0, k1 = (k0 + 0x9E3779B9) & WORD, (k1 + 0xBB67AE85) & WORD
    return c0, c1, c2, c3


class Stream:
    """The words of a seed's and a name's random function, one after another."""

    def __init__(self, seed, name):
        self.words = self.all_words((seed & WORD, seed >> 32), name_hash(name))

    @staticmethod
    def all_words(key, stream):
        block = 0
        while True:
            yield from philox((block & WORD, block >> 32, stream & WORD, stream >> 32), key)
            block += 1

    def bits(self):
        low = next(self.words)
        return next(self.words) << 32 | low

    def uniform(self):
        return (self.bits() >> 11) * 2.0**-53

    def normal(self):
        return standard_normal_quantile(((self.bits() >> 12) + 0.5) * 2.0**-52)

    def below(self, bound):
        excess = (2**32 - bound) % bound
        while True:
            wide = next(self.words) * bound
            if wide & WORD >= excess:
                return wide >> 32

    def permutation(self, count):
        order = list(range(count))
        for last in range(count - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order


def zeros(shape, stream):
    return np.zeros(shape, FLOAT)


def glorot_uniform(shape, stream):
    rows, columns = (shape[0], shape[0]) if len(shape) == 1 else shape
    limit = math.sqrt(6 / (rows + columns))
    largest = max(FLOAT(-limit), np.nextafter(FLOAT(limit), FLOAT(-np.inf)))
    values = [FLOAT(-limit + 2 * limit * stream.uniform()) for _ in range(math.prod(shape))]
    return np.minimum(np.array(values, FLOAT), largest).reshape(shape)


def orthogonal(shape, stream, gain=1.0):
    rows, columns = shape
    long, short = max(shape), min(shape)
    drawn = np.array([stream.normal() for _ in range(long * short)]).reshape(long, short)
    basis = np.zeros((0, long))
    for start in range(0, short, 8):
        basis = with_group(basis, [drawn[:, j] for j in range(start, min(start + 8, short))])
    matrix = basis if rows < columns else basis.T
    return (gain * matrix).astype(FLOAT)


def with_group(basis, group):
    """The basis with the directions in which some vectors leave it, section 5.3."""
    start = len(basis)
    for vector in group:
        rest = without(without(vector, basis[:start]), basis[:start])
        rest = without(without(rest, basis[start:]), basis[start:])
        longer = with_direction(basis, rest, 2.0**-10 * squared_length(vector))
        if longer is None:
            longer = with_stubborn(basis, vector)
        basis = longer
    return basis


def with_stubborn(basis, vector):
    """The same for one vector that nearly lies in the span."""
    rest = without(without(vector, basis), basis)
    longer = with_direction(basis, rest, 2.0**-80 * squared_length(vector))
    for unit in np.eye(len(vector)):
        if longer is not None:
            break
        longer = with_direction(basis, without(without(unit, basis), basis), 0.5 / len(vector))
    return longer


def without(vector, basis):
    """The vector without its part in the span of some of the basis: all products come first."""
    products = np.zeros(len(basis))
    for row, component in enumerate(vector):
        products = products + component * basis[:, row]
    for factor, other in zip(products, basis):
        vector = vector + -factor * other
    return vector


def with_direction(basis, vector, least):
    square = squared_length(vector)
    return np.vstack([basis, vector / math.sqrt(square)]) if square > least else None


def squared_length(vector):
    total = 0.0
    for component in vector:
        total += float(component) * float(component)
    return total


def dropout_mask(shape, rate, seed, name, update):
    """0 for a share of the elements, 1 / (1 - rate) for the others."""
    key, stream = (seed & WORD, seed >> 32), name_hash(name)
    threshold, scale = math.ceil(rate * 2**24), FLOAT(1 / (1 - rate))
    count = math.prod(shape)
    words = [
        word
        for block in range((count + 3) // 4)
        for word in philox((block, update & WORD, stream & WORD, stream >> 32), key)]
    kept = [scale if word >> 8 >= threshold else FLOAT(0) for word in words[:count]]
    return np.array(kept, FLOAT).reshape(shape)


def first_values(initializer, shape, seed, name):
    """A parameter before training."""
    return flush(initializer(shape, Stream(seed, name)))
