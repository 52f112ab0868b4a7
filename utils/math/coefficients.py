# Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Derives every constant of lib/Conversion/PortableMath and writes Coefficients.inc.

    python3 utils/math/coefficients.py > lib/Conversion/PortableMath/Coefficients.inc

With --check the file named after it is compared with what would be written. Each
polynomial's approximation error stands beside it as a power of two; what the code
around it adds by rounding is measured by the tests and stated in docs/math.md.
"""

import struct
import sys

from minimax import precision, rounded_minimax
from mpmath import (
    atanh,
    cos,
    erf,
    erfc,
    exp,
    expm1,
    floor,
    log,
    log1p,
    mpf,
    nstr,
    pi,
    sin,
    sqrt,
)

precision(240)

LN2 = log(mpf(2))
TINY = mpf(10) ** -20  # in place of 0 where a target function would divide by it


def to_single(value):
    """The f32 nearest to value; two roundings differ from one only by chance."""
    return mpf(struct.unpack("f", struct.pack("f", float(value)))[0])


def to_double(value):
    return mpf(float(value))


def hexadecimal(value):
    return float(value).hex().replace("0x1.0000000000000p", "0x1p")


class Format:
    def __init__(self, name, round_to, precision_bits, degrees, erf_limit):
        self.name = name
        self.round_to = round_to
        self.bits = precision_bits
        self.degrees = degrees
        self.erf_limit = erf_limit


FORMATS = [
    Format(
        "Single",
        to_single,
        24,
        dict(exp=4, exp2=6, log=8, power=3, sin=3, cos=2, erf=6, erfc=8),
        4,
    ),
    Format(
        "Double",
        to_double,
        53,
        dict(exp=9, exp2=11, log=6, power=9, sin=5, cos=5, erf=11, erfc=19),
        6,
    ),
]


class Writer:
    def __init__(self, round_to):
        self.round_to = round_to
        self.lines = []

    def comment(self, text):
        self.lines.append(f"  // {text}")

    def number(self, name, value):
        self.lines.append(f"  /* {name} */ {hexadecimal(value)},")

    def split(self, name, value, high_bits=None):
        """value as the sum of a high and a low part."""
        high = truncate(value, high_bits) if high_bits else self.round_to(value)
        self.number(name, high)
        self.number(name + "Low", self.round_to(value - high))
        return high

    def polynomial(self, name, what, target, low, high, degree, weight, fixed=()):
        values, worst = rounded_minimax(
            target, low, high, degree, self.round_to, weight, fixed
        )
        self.comment(f"{what}: 2^{nstr(log(worst, 2), 4)}")
        self.lines.append(f"  /* {name} */ {{")
        self.lines += [f"      {hexadecimal(value)}," for value in values]
        self.lines.append("  },")


def truncate(value, bits):
    """value rounded down to `bits` significant bits."""
    scale = mpf(2) ** (bits - 1 - floor(log(abs(value), 2)))
    return floor(value * scale) / scale


def write_format(form):
    out = Writer(form.round_to)
    degrees = form.degrees
    half = LN2 / 2 * mpf("1.001")
    root = sqrt(mpf(2))
    quarter = pi / 4 * mpf("1.0001")
    reduced = ((root - 1) / (root + 1)) ** 2

    out.number("log2OfE", form.round_to(1 / LN2))
    out.number("log2OfELow", form.round_to(1 / LN2 - form.round_to(1 / LN2)))
    out.split("ln2", LN2)
    # Products with an exponent are exact.
    out.split("ln2Short", LN2, form.bits - (9 if form.bits == 24 else 12))

    out.polynomial(
        "exp",
        "(exp(r) - 1 - r) / r^2",
        lambda r: (expm1(r) - r) / r**2,
        -half,
        half * mpf("1.0001"),
        degrees["exp"],
        lambda r: r * r / exp(r),
    )
    out.polynomial(
        "exp2",
        "(2^r - 1) / r",
        lambda r: expm1(r * LN2) / r,
        mpf("-0.5"),
        mpf("0.50001"),
        degrees["exp2"],
        lambda r: r / exp(r * LN2),
    )
    if form.bits == 24:
        out.polynomial(
            "log",
            "(log(1 + f) - f + f^2 / 2) / f^3",
            lambda f: (log1p(f) - f + f * f / 2) / f**3,
            1 / root - 1,
            root - 1,
            degrees["log"],
            lambda f: f**3 / log1p(f),
        )
    else:
        out.polynomial(
            "log",
            "(log((1 + s) / (1 - s)) - 2 s) / s^3 in s^2",
            lambda z: (2 * atanh(sqrt(z)) - 2 * sqrt(z)) / z**1.5,
            TINY,
            reduced,
            degrees["log"],
            lambda z: z**1.5 / (2 * atanh(sqrt(z))),
        )

    linear, cubic = 2 / LN2, 2 / (3 * LN2)
    out.split("powerLinear", linear)
    out.split("powerCubic", cubic)
    out.polynomial(
        "power",
        "(log2((1 + s) / (1 - s)) - a s - b s^3) / s^5 in s^2",
        lambda z: (2 * atanh(sqrt(z)) / LN2 / sqrt(z) - linear - cubic * z) / z**2,
        TINY,
        reduced,
        degrees["power"],
        lambda z: z**2 * LN2 / 2,
    )

    # From turns to radians.
    out.split("turn", 2 * pi)
    out.polynomial(
        "sin",
        "(sin(r) - r) / r^3 in r^2",
        lambda z: (sin(sqrt(z)) - sqrt(z)) / z**1.5,
        TINY,
        quarter**2,
        degrees["sin"],
        lambda z: z**1.5 / sin(sqrt(z)),
    )
    out.polynomial(
        "cos",
        "(cos(r) - 1 + r^2 / 2) / r^4 in r^2",
        lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2,
        TINY,
        quarter**2,
        degrees["cos"],
        lambda z: z**2 / cos(sqrt(z)),
    )

    edge = mpf("0.875")
    limit = mpf(form.erf_limit)
    out.polynomial(
        "erf",
        "erf(x) / x - 1 in x^2",
        lambda z: erf(sqrt(z)) / sqrt(z) - 1,
        TINY,
        edge**2,
        degrees["erf"],
        lambda z: sqrt(z) / erf(sqrt(z)),
    )
    out.number("erfEdge", edge)
    out.number("erfLimit", limit)
    # From the edge, where rounding errors matter most.
    out.polynomial(
        "erfc",
        "log(1 - erf(x)) in x - edge",
        lambda t: log(erfc(t + edge)),
        mpf(0),
        limit - edge,
        degrees["erfc"],
        lambda t: erfc(t + edge) / erf(t + edge),
    )
    return [
        f"const Coefficients aikernel::portable::coefficientsFor{form.name} = {{",
        *out.lines,
        "};",
    ]


def write_turn_words():
    """1 / (2 pi) as 64-bit words, enough for the largest exponent of f64."""
    words, rest = [], 1 / (2 * pi)
    for _ in range(20):
        rest *= mpf(2) ** 64
        word = int(floor(rest))
        rest -= word
        words.append(word)
    return [
        "const uint64_t aikernel::portable::inverseTurn[20] = {",
        *(f"    0x{word:016x}," for word in words),
        "};",
    ]


def generate():
    precision(1500)
    words = write_turn_words()
    precision(240)
    lines = [
        "// Written by utils/math/coefficients.py; change that instead.",
        "",
        "// clang-format off",
    ]
    for form in FORMATS:
        lines += [*write_format(form), ""]
    return "\n".join(lines + words + ["// clang-format on"]) + "\n"


def main(arguments):
    if arguments[:1] == ["--check"] and len(arguments) == 2:
        with open(arguments[1], encoding="utf-8") as file:
            if file.read() != generate():
                sys.exit(f"{arguments[1]} is not what this script writes")
    elif arguments:
        sys.exit(__doc__)
    else:
        sys.stdout.write(generate())


if __name__ == "__main__":
    main(sys.argv[1:])
