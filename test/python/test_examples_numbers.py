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


# --- The Fourier transform -------------------------------------------------------


def as_pairs(numbers):
    """Store complex numbers as fft.px takes them."""
    return np.stack([numbers.real, numbers.imag], axis=-1).astype("f4")


def as_complex(pairs):
    """Read what fft.px has stored, as f64."""
    return pairs[..., 0].astype("f8") + 1j * pairs[..., 1]


def transformed(signal, inverse, cpu):
    """Run fft.px on rows of 4096 complex numbers."""
    inputs = {"twiddles": np.zeros((4096, 2), "f4")}
    program = EXAMPLES / "fft.px"
    roots = run(program, "make_twiddles", 4, 1024, inputs, ["twiddles"], cpu)
    inputs = {"signal": as_pairs(signal), "twiddles": roots["twiddles"]}
    inputs |= {"batch": len(signal), "inverse": inverse}
    inputs["spectrum"] = np.zeros_like(inputs["signal"])
    got = run(program, "fft", len(signal), 1024, inputs, ["spectrum"], cpu)
    return as_complex(inputs["signal"]), as_complex(got["spectrum"])


def signals():
    """Return rows that are noise, an impulse, a constant, a tone, and large and small."""
    rng = np.random.default_rng(9)
    rows = rng.normal(size=(6, 4096)) + 1j * rng.normal(size=(6, 4096))
    rows[1] = np.arange(4096) == 1
    rows[2] = 1 - 2j
    rows[3] = np.exp(2j * np.pi * 1001 * np.arange(4096) / 4096)
    rows[4] *= 2.0 ** rng.integers(-40, 40, 4096)
    return rows


@pytest.mark.parametrize("inverse", [0, 1])
@on_every_cpu
def test_fft_is_within_its_error_bound(cpu, inverse):
    given, found = transformed(signals(), inverse, cpu)
    exact = (np.fft.ifft if inverse else np.fft.fft)(given)
    # In the root of the sum of squares; 40 eps are proven (see the example).
    error = np.linalg.norm(found - exact, axis=1)
    assert (error <= 2 * EPSILON * np.linalg.norm(exact, axis=1)).all()


def test_fft_of_real_signals_is_symmetric_but_for_rounding():
    given, found = transformed(signals().real + 0j, 0, "scalar")
    mirrored = np.conj(np.roll(found[:, ::-1], 1, axis=1))
    size = np.linalg.norm(given, axis=1, keepdims=True)
    assert (np.abs(found - mirrored) <= 16 * EPSILON * size).all()


# --- A sparse matrix --------------------------------------------------------------


@pytest.mark.parametrize("grid", [1, 7, 400])
@on_every_cpu
def test_spmv_is_within_its_error_bound(cpu, grid):
    rows, cols = 3001, 777
    rng = np.random.default_rng(10)
    lengths = (3 / rng.random(rows)).astype("i4") % 5000
    lengths[:6] = 0, 1, 31, 32, 33, 20_000
    lengths[-1] = 0
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype("i4")
    columns = rng.integers(0, cols, offsets[-1]).astype("i4")
    values, x = (rng.normal(size=n).astype("f4") for n in (offsets[-1], cols))
    inputs = {"offsets": offsets, "columns": columns, "values": values, "x": x}
    inputs |= {"y": np.full(rows, 7, "f4"), "rows": rows}
    y = run(EXAMPLES / "spmv.px", "spmv", grid, 256, inputs, ["y"], cpu)["y"]
    products = values.astype("f8") * x[columns]
    row = np.repeat(np.arange(rows), lengths)
    exact = np.bincount(row, products, rows)
    size = np.bincount(row, np.abs(products), rows)
    # A lane rounds once an element, the warp's tree five times.
    roundings = lengths // 32 + 6
    assert (np.abs(y - exact) <= EPSILON / 2 * roundings * size).all()


# --- Clusters --------------------------------------------------------------------


def squares(points, center):
    """Return squared distances in f64."""
    return ((points.astype("f8") - center[:, None]) ** 2).sum(axis=0)


def far_from_each_other(points, count):
    """Return the numbers of points that kmeans.px begins with, the first being 0."""
    chosen, nearest = [0], np.inf
    for _ in range(count - 1):
        nearest = np.minimum(nearest, squares(points, points[:, chosen[-1]]))
        chosen.append(int(nearest.argmax()))
    return chosen


@on_every_cpu
def test_kmeans_assigns_points_to_their_nearest_center_and_sums_exactly(cpu):
    n, k, dimensions = 10_007, 16, 8
    rng = np.random.default_rng(11)
    points = (100 * rng.normal(size=(dimensions, n))).astype("f4")
    centers = points[:, :k].T.copy()
    centers[5] = centers[3]  # a tie: the first one wins
    before = rng.integers(0, k, n).astype("i4")
    sums = rng.integers(-(2**62), 2**62, (k, dimensions + 1))
    inputs = {"points": points, "centers": centers, "label": before, "sums": sums}
    inputs |= {"changed": np.array([5], "i4"), "n": n}
    outputs = ["label", "sums", "changed"]
    got = run(EXAMPLES / "kmeans.px", "assign", 7, 256, inputs, outputs, cpu)
    label = got["label"]
    exact = np.array([squares(points, center) for center in centers])
    # A difference and its square count 1.5 eps, a sum of eight at most four more.
    found, least = exact[label, np.arange(n)], exact.min(axis=0)
    assert (found <= least * (1 + 12 * EPSILON)).all()
    assert not (label == 5).any()
    assert (label[:k] == [*range(5), 3, *range(6, k)]).all()
    assert got["changed"][0] == 5 + (label != before).sum()
    units = np.rint(points * np.float32(2**20)).astype("i8")
    for row, coordinates in enumerate([*units, np.ones(n, "i8")]):
        np.add.at(sums[:, row], label, coordinates)
    np.testing.assert_array_equal(got["sums"], sums)


@on_every_cpu
def test_kmeans_moves_centers_to_the_mean(cpu):
    rng = np.random.default_rng(12)
    sums = rng.integers(-(2**50), 2**50, (16, 9))
    sums[:, 8] = rng.integers(0, 1000, 16)
    sums[3, 8] = 0
    centers = rng.normal(size=(16, 8)).astype("f4")
    inputs = {"centers": centers, "sums": sums}
    got = run(EXAMPLES / "kmeans.px", "update", 1, 128, inputs, ["centers"], cpu)
    means = sums[:, :8] / np.maximum(sums[:, 8:], 1) / 2**20
    expected = np.where(sums[:, 8:] > 0, means, centers).astype("f4")
    np.testing.assert_array_equal(got["centers"], expected)


@on_every_cpu
def test_kmeans_begins_with_points_that_are_far_from_each_other(cpu):
    n, rng = 5003, np.random.default_rng(13)
    points = rng.integers(-100, 100, (8, n)).astype("f4")  # all squares are exact
    program, nearest = EXAMPLES / "kmeans.px", np.zeros(n, "f4")
    centers = np.zeros((16, 8), "f4")
    centers[0] = points[:, 0]
    for c in range(3):
        inputs = {"points": points, "centers": centers, "nearest": nearest, "n": n}
        found = {"found": np.zeros(7, "i4"), "c": c}
        outputs = ["nearest", "found"]
        got = run(program, "farthest", 7, 256, inputs | found, outputs, cpu)
        nearest = got["nearest"]
        choice = inputs | {"nearest": nearest, "found": got["found"], "count": 7}
        choice["c"] = c + 1
        centers = run(program, "choose", 1, 64, choice, ["centers"], cpu)["centers"]
    expected = far_from_each_other(points, 4)
    np.testing.assert_array_equal(centers[:4], points[:, expected].T)
