"""Elementary functions: NUMERICS.md, section 3."""

import math

import numpy as np

from float32 import FLOAT, fma


def constant(text):
    return FLOAT(float.fromhex(text))


ONE = FLOAT(1)
TWO = FLOAT(2)

# Section 3.1: reduction by ln 2 and e^r - 1.
MAGIC = FLOAT(3 * 2**13)
LOG2_E = constant("0x1.715476p+0")
LN2_HIGH = constant("-0x1.62e430p-1")
LN2_LOW = constant("0x1.05c610p-29")
EXP_LINEAR = (constant("0x1.5554d8p-3"), constant("0x1.000006p-1"))
EXP_CUBIC = (constant("0x1.11f0bep-7"), constant("0x1.554418p-5"))
EXP_QUARTIC = constant("0x1.7fd9e6p-10")

# Section 3.4: from the highest power down.
TANH = [
    constant(text)
    for text in (
        "0x1.e86d62p-14", "-0x1.aee922p-11", "0x1.8f9f52p-9", "-0x1.18de98p-7",
        "0x1.64c0a4p-6", "-0x1.b9f6dep-5", "0x1.11103cp-3", "-0x1.555552p-2",
    )
]


def reduce(x):
    """x as n ln 2 + r: n an integer, r float32."""
    t = fma(x, LOG2_E, MAGIC + FLOAT(212 / 512))
    n = np.floor(t) - MAGIC
    return n, fma(n, LN2_LOW, fma(n, LN2_HIGH, x))


def exp_minus_one(r):
    square = r * r
    q0 = fma(r, *EXP_LINEAR)
    q2 = fma(r, *EXP_CUBIC)
    q = fma(square, fma(square, EXP_QUARTIC, q2), q0)
    return fma(square, q, r)


def power(field):
    """The float32 whose stored exponent is `field`, 0 ... 254: 2^(field - 127), and zero for zero."""
    return np.where(field > 0, np.ldexp(FLOAT(1), field - 127), FLOAT(0))


def whole(n):
    """Whole numbers of float32 as integers; of NaN, whose result is NaN, any."""
    return np.nan_to_num(n).astype(np.int32)


def exp(x):
    n, r = reduce(np.clip(x, FLOAT(-176), FLOAT(89)))
    field = whole(n) + 254
    first = power(field // 2)
    return fma(exp_minus_one(r), first, first) * power(field - field // 2)


def sigmoid(x):
    negative = -np.abs(x)
    n, r = reduce(np.maximum(negative, FLOAT(-110)))
    p = exp_minus_one(r)
    scale = power(whole(n) + 159)
    small = FLOAT(2.0**-32)
    m = fma(p, small, small)
    m_tail = fma(p, small, small - m)
    d = fma(m, scale, ONE)
    d_tail = fma(m_tail, scale, fma(m, scale, ONE - d))
    g = ONE / d
    residual = fma(-g, d_tail, fma(-g, d, ONE))
    where_positive = fma(g, residual, g)
    where_negative = fma(g, m, g * fma(m, residual, m_tail)) * scale
    return np.where(np.signbit(x), where_negative, where_positive)


def tanh(x):
    a = np.abs(x)
    z = a * a
    p = TANH[0]
    for coefficient in TANH[1:]:
        p = fma(z, p, coefficient)
    below_one = fma(z * p, a, a)
    clamped = np.minimum(a, FLOAT(10))
    n, r = reduce(clamped + clamped)
    scale = power(whole(n) + 127)
    from_one = ONE - TWO / fma(exp_minus_one(r), scale, scale + ONE)
    return np.copysign(np.where(a < ONE, below_one, from_one), x)


def natural_logarithm(x):
    """Float64, section 3.5, for finite x > 0."""
    half, exponent = math.frexp(x)
    significand, exponent = 2 * half, exponent - 1
    f = significand - 1
    if significand > 1.4142135623730951:
        exponent += 1
        f = significand * 0.5 - 1
    s = f / (2 + f)
    square = s * s
    series = 0.0
    for divisor in range(21, 2, -2):
        series = square * (2 / divisor + series)
    upper = exponent * float.fromhex("0x1.62e42fefa38p-1")
    lower = exponent * float.fromhex("0x1.ef35793c7673p-45")
    return upper + (f - (s * (f - series) - lower))


# Section 3.6: coefficients of Wichura's AS 241, ascending, numerator and denominator.
MIDDLE = (
    (3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3,
     1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
     3.3430575583588128105e4, 2.5090809287301226727e3),
    (1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
     2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
     5.2264952788528545610e3),
)
NEAR_TAIL = (
    (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
     3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9),
)
FAR_TAIL = (
    (6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15),
)


def ratio(coefficients, x):
    numerator, denominator = 0.0, 0.0
    for upper, lower in zip(reversed(coefficients[0]), reversed(coefficients[1])):
        numerator = numerator * x + upper
        denominator = denominator * x + lower
    return numerator / denominator


def standard_normal_quantile(p):
    """Float64, section 3.6, for 0 < p < 1."""
    offset = p - 0.5
    if abs(offset) <= 0.425:
        return offset * ratio(MIDDLE, 0.180625 - offset * offset)
    root = math.sqrt(-natural_logarithm(p if offset < 0 else 1 - p))
    magnitude = ratio(NEAR_TAIL, root - 1.6) if root <= 5 else ratio(FAR_TAIL, root - 5)
    return -magnitude if offset < 0 else magnitude
