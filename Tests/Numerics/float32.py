"""Arithmetic of float32, rounded once an operation: NUMERICS.md, sections 1 and 2.

NumPy's + - * / and sqrt on float32 are IEEE 754's. Its fused multiply-add has to be made.
"""

import numpy as np

FLOAT = np.float32
SMALLEST_NORMAL = 2.0**-126
# A float64 has 29 bits more than a float32; a tie of float32 has the first of them alone.
LOST_BITS = np.int64((1 << 29) - 1)
TIE = np.int64(1 << 28)


def fma(a, b, c):
    """a * b + c, rounded once to float32.

    The product of two float32 is exact in float64. The sum there is rounded, and rounding it again to
    float32 goes wrong only where the first rounding ended on a tie of the second.
    """
    product = np.multiply(a, b, dtype=np.float64)
    addend = np.asarray(c, dtype=np.float64)
    total = np.asarray(product + addend)
    is_tie = (total.view(np.int64) & LOST_BITS) == TIE
    if is_tie.any() or (np.abs(total) < SMALLEST_NORMAL).any():
        total = rounded_to_odd(product, addend, total)
    return total.astype(FLOAT)


def rounded_to_odd(product, addend, total):
    """product + addend in float64, where the last bit of what is inexact is set: such a number is no
    tie of a shorter format, and lies on the right side of one."""
    # What the rounded sum lost, exactly (D. Knuth's two-sum).
    part = total - product
    lost = np.asarray((product - (total - part)) + (addend - part))
    bits = np.array(total).view(np.int64)
    is_inexact = (lost > 0) | (lost < 0)
    is_even = (bits & 1) == 0
    is_away = (lost > 0) == (total > 0)
    return np.where(is_inexact & is_even, bits + np.where(is_away, 1, -1), bits).view(np.float64)


def flush(x):
    """x, or +0 where |x| < 2^-63; NaN stays."""
    return np.where(np.abs(x) < FLOAT(2.0**-63), FLOAT(0), x)


def flush_square(x):
    """x, or +0 where |x| < 2^-95; NaN stays."""
    return np.where(np.abs(x) < FLOAT(2.0**-95), FLOAT(0), x)


def product(a, b, start=None):
    """A [rows, k] times B [k, columns]: each element one chain from `start`, or zero, k ascending."""
    rows, columns = a.shape[0], b.shape[1]
    total = np.zeros((rows, columns), FLOAT) if start is None else start + np.zeros(
        (rows, columns), FLOAT)
    for k in range(a.shape[1]):
        total = fma(a[:, k : k + 1], b[k : k + 1, :], total)
    return total


def sum_rows(x):
    """The sum of the rows of x [rows, columns], from zero, in order."""
    total = np.zeros(x.shape[1], FLOAT)
    for row in x:
        total = total + row
    return total
