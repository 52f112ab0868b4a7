# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Examples that compute with floats stay within stated bounds of NumPy's f64."""

import math

import numpy as np
import pytest
from harness import EXAMPLES, on_every_cpu, run

EPSILON = float(np.finfo(np.float32).eps)

# --- Normalization of rows -----------------------------------------------------


def to_bf16(values):
    """Round f32 to nearest even; return the bits."""
    bits = np.asarray(values, np.float32).view(np.uint32)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(np.uint16)


def from_bf16(bits):
    """Return the numbers of these bits."""
    return (bits.astype(np.uint32) << 16).view(np.float32)


# Suffix of the kernel, how f32 become its arrays and back, eps.
ROW_TYPES = {
    "f32": ("", lambda x: x, lambda x: x, EPSILON),
    "f16": ("_f16", lambda x: x.astype(np.float16), lambda x: x, 2.0**-10),
    "bf16": ("_bf16", to_bf16, from_bf16, 2.0**-7),
}
on_every_row_type = pytest.mark.parametrize("kind", ROW_TYPES)


def matrix_far_from_zero(rows, cols, seed):
    """Return rows whose means and deviations differ by orders of magnitude."""
    rng = np.random.default_rng(seed)
    row = np.arange(rows)[:, None]
    return (rng.normal(size=(rows, cols)) * 2.0 ** -(row % 5) + row**2).astype("f4")


def normalize(program, kind, cpu, rows, cols, **arrays):
    """Run one of the kernels; return its arguments, as f64, and its result."""
    suffix, narrow, widen, _ = ROW_TYPES[kind]
    given = {name: narrow(array) for name, array in arrays.items()}
    sizes = {"rows": rows, "cols": cols, "epsilon": 1e-5}
    inputs = given | sizes | {"y": np.zeros_like(given["x"])}
    kernel = program + suffix
    got = run(EXAMPLES / f"{program}.px", kernel, rows, 96, inputs, ["y"], cpu)
    y = widen(got["y"].reshape(rows, cols)).astype("f8")
    return {name: widen(array).astype("f8") for name, array in given.items()}, y


@on_every_row_type
@pytest.mark.parametrize("cols", [1, 95, 4001])
@on_every_cpu
def test_layernorm_is_within_its_error_bound(cpu, cols, kind):
    rows, rng = 11, np.random.default_rng(1)
    gamma, beta = rng.normal(size=(2, cols)).astype("f4")
    x = matrix_far_from_zero(rows, cols, seed=2)
    given, y = normalize(
        "layernorm", kind, cpu, rows, cols, x=x, gamma=gamma, beta=beta
    )
    x, gamma, beta = given["x"], given["gamma"], given["beta"]
    variance = x.var(axis=1, keepdims=True)
    scale = 1 / np.sqrt(variance + 1e-5)
    distance = (x - x.mean(axis=1, keepdims=True)) * scale
    exact = distance * gamma + beta
    # The mean is off by a few eps of the largest number, the scale by a few more
    # than a thread has elements; then the result is rounded to its type.
    mean_error = 4 * EPSILON * np.abs(x).max(axis=1, keepdims=True) * scale
    steps = cols / 96 / 2 + 8
    bound = np.abs(gamma) * (mean_error + steps * EPSILON * np.abs(distance))
    bound += ROW_TYPES[kind][3] * np.abs(exact) + 2.0**-24
    assert (np.abs(y - exact) <= bound).all()


@on_every_row_type
@pytest.mark.parametrize("cols", [1, 95, 4001])
@on_every_cpu
def test_rmsnorm_is_within_its_error_bound(cpu, cols, kind):
    rows, rng = 11, np.random.default_rng(3)
    gamma = rng.normal(size=cols).astype("f4")
    x = matrix_far_from_zero(rows, cols, seed=4)
    given, y = normalize("rmsnorm", kind, cpu, rows, cols, x=x, gamma=gamma)
    x = given["x"]
    exact = x / np.sqrt((x**2).mean(axis=1, keepdims=True) + 1e-5) * given["gamma"]
    # Each of a thread's additions counts half an eps in the sum of squares, half of
    # that in its root; tree, division, RSQRT and products add a few.
    steps = cols / 96 / 4 + 6
    relative = steps * EPSILON + ROW_TYPES[kind][3] / 2
    assert (np.abs(y - exact) <= relative * np.abs(exact) + 2.0**-24).all()


# --- Options ---------------------------------------------------------------------


def normal_below(x):
    """Return the normal distribution function, exact in its tails too."""
    return np.array([math.erfc(-v / math.sqrt(2)) / 2 for v in x])


def prices(spot, strike, years, rate, volatility):
    """Return calls and puts in f64."""
    deviation = volatility * np.sqrt(years)
    discounted = strike * np.exp(-rate * years)
    d1 = np.log(spot / discounted) / deviation + deviation / 2
    d2 = d1 - deviation
    call = spot * normal_below(d1) - discounted * normal_below(d2)
    put = discounted * normal_below(-d2) - spot * normal_below(-d1)
    return call, put, spot + discounted


def test_the_reference_of_black_scholes_has_a_textbooks_price():
    one = (np.array([v]) for v in (42.0, 40.0, 0.5))
    call, put, _ = prices(*one, 0.1, 0.2)
    assert (round(call[0], 2), round(put[0], 2)) == (4.76, 0.81)


@pytest.mark.parametrize(
    ("rate", "volatility"), [(0.05, 0.2), (-0.01, 0.02), (0.0, 2.0)]
)
@on_every_cpu
def test_black_scholes_is_within_its_error_bound(cpu, rate, volatility):
    n = 100_003
    rng = np.random.default_rng(5)
    spot, strike = (10 ** rng.uniform(-2, 4, (2, n))).astype("f4")
    spot[: n // 2] = strike[: n // 2] * rng.uniform(0.9, 1.1, n // 2)
    years = rng.uniform(0.01, 10, n).astype("f4")
    rate, volatility = np.float32(rate), np.float32(volatility)
    inputs = {"spot": spot, "strike": strike, "years": years}
    inputs |= {name: np.zeros(n, "f4") for name in ("call", "put")}
    inputs |= {"n": n, "rate": rate, "volatility": volatility}
    grid, outputs = -(-n // 256), ["call", "put"]
    program = EXAMPLES / "black_scholes.px"
    got = run(program, "black_scholes", grid, 256, inputs, outputs, cpu)
    wide = (v.astype("f8") for v in (spot, strike, years, rate, volatility))
    call, put, scale = prices(*wide)
    for found, exact in ((got["call"], call), (got["put"], put)):
        assert (np.abs(found - exact) <= 4 * EPSILON * scale).all()


# --- Bodies under gravity --------------------------------------------------------


def cluster(n, seed):
    """Return bodies some of which are very close to each other."""
    rng = np.random.default_rng(seed)
    place = rng.normal(size=(3, n)).astype("f4")
    place[:, 1] = place[:, 0]
    place[:, 3] = np.nextafter(place[:, 2], np.float32(9))
    velocity = rng.normal(size=(3, n)).astype("f4")
    return {"place": place, "mass": rng.random(n).astype("f4"), "velocity": velocity}


def distances(place, soft):
    """Return what is between all pairs, as vectors and as softened lengths."""
    between = place[:, None, :].astype("f8") - place[:, :, None]
    return between, np.sqrt(
        (between**2).sum(axis=0) + np.float64(np.float32(soft)) ** 2
    )


def launch_nbody(kernel, n, inputs, output, cpu):
    """Run a kernel of nbody.px on blocks of a tile."""
    grid, program = -(-n // 256), EXAMPLES / "nbody.px"
    return run(program, kernel, grid, 256, inputs, [output], cpu)[output]


@pytest.mark.parametrize("n", [5, 256, 777])
@on_every_cpu
def test_a_kick_of_nbody_is_the_attraction_of_all_others(cpu, n):
    bodies, time, soft = cluster(n, seed=6), 0.25, 0.05
    inputs = bodies | {"n": n, "time": time, "soft": soft}
    got = launch_nbody("kick", n, inputs, "velocity", cpu).reshape(3, n)
    between, length = distances(bodies["place"], soft)
    pull = time * bodies["mass"].astype("f8") * between / length**3
    exact = bodies["velocity"] + pull.sum(axis=2)
    # RSQRT counts 1.5 eps three times, its argument 3 eps once and a half; the sums
    # have half an eps for each of the others.
    bound = (10 + n / 2) * EPSILON * np.abs(pull).sum(axis=2) + EPSILON * np.abs(exact)
    assert (np.abs(got - exact) <= bound).all()


@on_every_cpu
def test_the_energy_of_nbody_is_within_its_error_bound(cpu):
    n, soft = 777, 0.05
    bodies = cluster(n, seed=7)
    inputs = bodies | {"part": np.zeros((4, 2)), "n": n, "blocks": 4, "soft": soft}
    part = launch_nbody("energy", n, inputs, "part", cpu).reshape(4, 2)
    mass, velocity = bodies["mass"].astype("f8"), bodies["velocity"].astype("f8")
    _, length = distances(bodies["place"], soft)
    potential = (1 - np.eye(n)) * mass[:, None] * mass / length
    kinetic = (mass * velocity**2).sum() / 2
    np.testing.assert_allclose(part[:, 0].sum(), kinetic, rtol=1e-12)
    np.testing.assert_allclose(part[:, 1].sum(), -potential.sum() / 2, rtol=4 * EPSILON)


@on_every_cpu
def test_a_drift_of_nbody_is_rounded_once(cpu):
    n = 100
    bodies = cluster(n, seed=8)
    del bodies["mass"]
    inputs = bodies | {"n": n, "time": 0.1}
    got = run(EXAMPLES / "nbody.px", "drift", 2, 256, inputs, ["place"], cpu)["place"]
    time = np.float64(np.float32(0.1))
    exact = bodies["place"] + bodies["velocity"] * time
    got = got.reshape(3, n)
    assert (np.abs(got - exact) <= 0.5 * np.spacing(np.abs(got)) * (1 + 1e-6)).all()
