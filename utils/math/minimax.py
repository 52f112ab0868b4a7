# Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Weighted minimax polynomials by the Remez exchange, in arbitrary precision."""

from mpmath import cos, lu_solve, matrix, mp, mpf, pi


class Function:
    """A real function on an interval whose values are computed once."""

    def __init__(self, value):
        self.value = value
        self.cache = {}

    def __call__(self, x):
        if x not in self.cache:
            self.cache[x] = self.value(x)
        return self.cache[x]


def evaluate(coefficients, x):
    """The polynomial with `coefficients`, lowest power first, at x."""
    result = mpf(0)
    for coefficient in reversed(coefficients):
        result = result * x + coefficient
    return result


def minimax(target, low, high, degree, weight=lambda x: mpf(1), fixed=()):
    """The polynomial that minimizes max |(target - p) * weight| on [low, high].

    `fixed` are the lowest coefficients, given (for example after they have been
    rounded to a format). Returns (coefficients, the largest weighted error).
    """
    low, high = mpf(low), mpf(high)
    target, weight = Function(target), Function(weight)
    first = len(fixed)
    unknowns = degree + 1 - first

    def residual(x):
        return target(x) - evaluate(fixed, x)

    points = chebyshev_points(low, high, unknowns + 1)
    samples = chebyshev_points(low, high, 40 * (unknowns + 1))
    free, worst = [], None
    for _ in range(30):
        free, level = solve(points, residual, weight, first, unknowns)
        errors = [
            (residual(x) - evaluate([mpf(0)] * first + free, x)) * weight(x)
            for x in samples
        ]
        worst = max(abs(error) for error in errors)
        if worst <= abs(level) * mpf("1.001"):
            break
        points = alternation(samples, errors, unknowns + 1)
    return list(fixed) + free, worst


def rounded_minimax(
    target, low, high, degree, round_to, weight=lambda x: mpf(1), fixed=()
):
    """Like minimax(), but every coefficient is one that `round_to` returns.

    Coefficients are rounded one at a time, lowest power first, and the rest is
    fitted again, so that later ones make up for what rounding took away. Around
    zero they can not: there the lowest coefficient decides alone, and all are
    rounded together.
    """
    done = list(fixed)
    while len(done) <= degree:
        coefficients, _ = minimax(target, low, high, degree, weight, done)
        rounded = [round_to(c) for c in coefficients[len(done) :]]
        done += rounded if low < 0 else rounded[:1]
    samples = chebyshev_points(mpf(low), mpf(high), 200)
    worst = max(abs((target(x) - evaluate(done, x)) * weight(x)) for x in samples)
    return done, worst


def chebyshev_points(low, high, count):
    """`count` Chebyshev points of the interval in ascending order."""
    return [
        (low + high) / 2 - (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count))
        for i in range(count)
    ]


def solve(points, residual, weight, first, unknowns):
    """The polynomial whose weighted error alternates evenly on `points`."""
    system = matrix(unknowns + 1, unknowns + 1)
    values = matrix(unknowns + 1, 1)
    for row, x in enumerate(points):
        for column in range(unknowns):
            system[row, column] = x ** (first + column)
        system[row, unknowns] = (-1) ** row / weight(x)
        values[row] = residual(x)
    solution = lu_solve(system, values)
    return [solution[i] for i in range(unknowns)], solution[unknowns]


def alternation(samples, errors, count):
    """`count` samples of the largest errors with alternating signs."""
    extrema = []
    for x, error in zip(samples, errors):
        if extrema and (extrema[-1][1] > 0) == (error > 0):
            if abs(error) > abs(extrema[-1][1]):
                extrema[-1] = (x, error)
        else:
            extrema.append((x, error))
    while len(extrema) > count:
        extrema.pop(0 if abs(extrema[0][1]) < abs(extrema[-1][1]) else -1)
    if len(extrema) < count:
        raise ValueError(
            "the error does not alternate often enough: raise the precision"
        )
    return [x for x, _ in extrema]


def precision(bits):
    """Sets the working precision of everything here."""
    mp.prec = bits
