"""Numbers in decimal: NUMERICS.md, section 11. Integers and fractions alone."""

import math
from fractions import Fraction

# Bits of the significand, and the smallest exponent of its last bit.
FLOAT32 = 24, -149
FLOAT64 = 53, -1074


def shortest(value, kind):
    """The shortest decimal that reads back as `value`, a finite number of that kind."""
    value = float(value)
    if value == 0:
        return "-0.0" if math.copysign(1, value) < 0 else "0.0"
    digits, point = digits_of(Fraction(abs(value)), kind)
    sign = "-" if value < 0 else ""
    if point < -3 or abs(value) > 2.0 ** kind[0]:
        fraction = "." + digits[1:] if len(digits) > 1 else ""
        exponent = point - 1
        return f"{sign}{digits[0]}{fraction}e{'-' if exponent < 0 else '+'}{abs(exponent):02}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    whole = digits[:point].ljust(point, "0")
    return f"{sign}{whole}.{digits[point:] or '0'}"


def digits_of(value, kind):
    """Digits d and a power p with 0.d * 10^p, as few digits as read back, the nearest of those."""
    point = 0
    while value >= Fraction(10) ** point:
        point += 1
    while value < Fraction(10) ** (point - 1):
        point -= 1
    for count in range(1, 18):
        unit = Fraction(10) ** (point - count)
        below = value // unit
        candidates = [c for c in (below, below + 1) if rounded(c * unit, kind) == value]
        if candidates:
            nearest = min(candidates, key=lambda c: (abs(c * unit - value), c % 2))
            digits = str(nearest)
            # Ten times a power is one digit more.
            return digits.rstrip("0"), point + len(digits) - count
    raise AssertionError("seventeen digits tell every float64 apart")


def rounded(value, kind):
    """A fraction above zero, rounded to the nearest number of the kind, ties to even."""
    bits, least = kind
    exponent = value.numerator.bit_length() - value.denominator.bit_length() - bits
    if value >= Fraction(2) ** (exponent + bits):
        exponent += 1
    unit = Fraction(2) ** max(exponent, least)
    return round(value / unit) * unit
