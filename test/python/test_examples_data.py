# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Examples that compute with bits and bytes give exactly what plain code gives."""

import ipaddress
import struct
from dataclasses import dataclass

import numpy as np
import pytest
from harness import EXAMPLES, on_every_cpu, run

# --- The Game of Life ------------------------------------------------------------


def packed(world):
    """Return the words of a world, with copies of the other end at both ends."""
    words = np.packbits(world, axis=1, bitorder="little").view("<u8")
    return np.concatenate([words[:, -1:], words, words[:, :1]], axis=1)


def later(world):
    """Play one generation on a torus."""
    rows = world + np.roll(world, 1, axis=0) + np.roll(world, -1, axis=0)
    around = rows + np.roll(rows, 1, axis=1) + np.roll(rows, -1, axis=1) - world
    return ((around == 3) | (around == 2) & (world == 1)).astype(np.uint8)


@pytest.mark.parametrize(
    ("height", "width"), [(1, 64), (2, 128), (37, 192), (4096, 4096)]
)
@on_every_cpu
def test_life_plays_a_generation_of_any_world(cpu, height, width):
    rng = np.random.default_rng(width)
    world = rng.integers(0, 2, (height, width), np.uint8)
    inputs = {"world": packed(world), "words": width // 64, "height": height}
    inputs["next"] = np.zeros_like(inputs["world"])
    grid = (-(-width // 64 // 64), -(-height // 16))
    got = run(EXAMPLES / "life.px", "generation", grid, 64, inputs, ["next"], cpu)
    np.testing.assert_array_equal(got["next"], packed(later(world)))


@on_every_cpu
def test_life_plays_many_generations(cpu):
    width, height = 128, 48
    world = np.zeros((height, width), np.uint8)
    world[height // 2 - 1 : height // 2 + 2, 64 + 24 : 64 + 27] = [
        [0, 1, 1],
        [1, 1, 0],
        [0, 1, 0],
    ]
    # On so small a torus what leaves the pentomino comes back to it.
    for _ in range(500):
        world = later(world)
    options = [f"--width={width}", f"--height={height}", "--generations=500"]
    printed = run(EXAMPLES / "life.px", cpu=cpu, options=options).stdout
    assert f"life: {world.sum()} cells live after 500 generations" in printed


# --- Edit distances --------------------------------------------------------------


def distances_of_beginnings(a, b):
    """Return the table of distances of all beginnings of a and b, for many pairs."""
    table = np.zeros((a.shape[1] + 1, b.shape[1] + 1, len(a)), np.int32)
    table[:, 0] = np.arange(a.shape[1] + 1)[:, None]
    table[0, :] = np.arange(b.shape[1] + 1)[:, None]
    for i, j in np.ndindex(a.shape[1], b.shape[1]):
        changed = table[i, j] + (a[:, i] != b[:, j])
        best = np.minimum(table[i, j + 1], table[i + 1, j]) + 1
        table[i + 1, j + 1] = np.minimum(best, changed)
    return table


def rows_of_distances(a, b):
    """Yield the rows of the table of one pair."""
    places = np.arange(len(b) + 1)
    row = places
    yield row
    for letter in a:
        best = row + 1
        best[1:] = np.minimum(best[1:], row[:-1] + (b != letter))
        # Insertions: the least of all before, and 1 for each step from there.
        row = np.minimum.accumulate(best - places) + places
        yield row


def test_both_references_of_levenshtein_agree():
    rng = np.random.default_rng(1)
    a, b = rng.integers(0, 3, 20), rng.integers(0, 3, 30)
    table = distances_of_beginnings(a[None], b[None])[..., 0]
    np.testing.assert_array_equal(list(rows_of_distances(a, b)), table)
    word, other = (np.frombuffer(w, "u1")[None] for w in (b"kitten", b"sitting"))
    assert distances_of_beginnings(word, other)[-1, -1, 0] == 3


@on_every_cpu
def test_levenshtein_of_pairs_is_that_of_the_recurrence(cpu):
    count, most = 600, 90
    rng = np.random.default_rng(2)
    a = rng.integers(0, 256, (count, 64), np.uint8)
    b = rng.integers(0, 256, (count, most), np.uint8)
    # Few letters in the first half, similar texts in the next quarter.
    a[:300] &= 0x83
    b[:300] &= 0x83
    b[300:450, 5:69] = np.where(
        rng.random((150, 64)) < 0.2, b[300:450, 5:69], a[300:450]
    )
    lengths = {
        "a_length": rng.integers(0, 65, count),
        "b_length": rng.integers(0, 91, count),
    }
    lengths["a_length"][:8] = 0, 0, 1, 1, 63, 64, 64, 64
    lengths["b_length"][:8] = 0, 7, 0, 1, 90, 90, 64, 0
    inputs = {"a": a, "b": b, "count": count, "b_most": most}
    inputs |= {name: array.astype("i4") for name, array in lengths.items()}
    inputs["distance"] = np.zeros(count, np.int32)
    program = EXAMPLES / "levenshtein.px"
    got = run(program, "levenshtein_pairs", 7, 96, inputs, ["distance"], cpu)
    table = distances_of_beginnings(a, b)
    expected = table[lengths["a_length"], lengths["b_length"], np.arange(count)]
    np.testing.assert_array_equal(got["distance"], expected)


@pytest.mark.parametrize(("rows", "cols"), [(1, 1), (3, 600), (513, 256), (300, 700)])
@on_every_cpu
def test_levenshtein_of_a_long_pair_is_that_of_the_recurrence(cpu, rows, cols):
    rng = np.random.default_rng(3)
    a, b = rng.integers(0, 4, rows, np.uint8), rng.integers(0, 4, cols, np.uint8)
    down, across = -(-rows // 256), -(-cols // 256)
    inputs = {"a": a, "b": b, "rows": rows, "cols": cols}
    state = {
        "above": np.arange(1, cols + 1, dtype=np.int32),
        "before": np.arange(1, rows + 1, dtype=np.int32),
        "corner": (np.abs(np.arange(down + across) - down) * 256).astype("i4"),
    }
    for wave in range(down + across - 1):
        first = max(0, wave - across + 1)
        inputs |= {"wave": wave, "first": first}
        grid = min(wave, down - 1) - first + 1
        program, kernel = EXAMPLES / "levenshtein.px", "levenshtein_tiles"
        got = run(program, kernel, grid, 256, inputs | state, list(state), cpu)
        state = got.arrays
    table = np.array(list(rows_of_distances(a, b)))
    np.testing.assert_array_equal(state["above"], table[-1, 1:])
    np.testing.assert_array_equal(state["before"], table[1:, -1])


# --- Packets ---------------------------------------------------------------------

NO_RULE, NOT_IPV4, MALFORMED = -1, -2, -3


def checksum(header):
    """Return the checksum of RFC 1071."""
    total = sum(struct.unpack(f">{len(header) // 2}H", header))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


@dataclass
class Packet:
    """A frame's fields; `frame` puts them together."""

    source: int
    target: int
    protocol: int = 6
    ports: tuple = (1234, 80)
    options: bytes = b""
    tags: tuple = ()
    ethertype: int = 0x0800
    version: int = 4
    fragment: int = 0x4000
    payload: bytes = b""
    padding: bytes = b""
    cut: int = 0
    wrong_sum: int = 0
    missing: int = 0

    def frame(self):
        """Return the bytes on the wire, without their check sequence."""
        body = struct.pack(">HH", *self.ports) + self.payload
        words = 5 + len(self.options) // 4
        header = struct.pack(
            ">BBHHHBBH4s4s",
            self.version << 4 | words,
            0,
            4 * words + len(body) - self.missing,
            77,
            self.fragment,
            64,
            self.protocol,
            0,
            self.source.to_bytes(4, "big"),
            self.target.to_bytes(4, "big"),
        )
        header += self.options
        good = checksum(header) ^ self.wrong_sum
        header = header[:10] + good.to_bytes(2, "big") + header[12:]
        tags = b"".join(struct.pack(">HH", kind, 5) for kind in self.tags)
        link = bytes(range(12)) + tags + struct.pack(">H", self.ethertype)
        whole = link + header + body + self.padding
        return whole[: len(whole) - self.cut]


def fields_of(frame):
    """Return source, target, ports and protocol of a frame, or why there are none."""
    at, tags = 12, 0
    if len(frame) < 14:
        return MALFORMED
    while frame[at : at + 2] in (b"\x81\x00", b"\x88\xa8") and tags < 2:
        at, tags = at + 4, tags + 1
        if len(frame) < at + 2:
            return MALFORMED
    if frame[at : at + 2] != b"\x08\x00":
        return NOT_IPV4
    datagram = frame[at + 2 :]
    if len(datagram) < 20 or datagram[0] >> 4 != 4:
        return MALFORMED
    size = 4 * (datagram[0] & 15)
    (total,) = struct.unpack_from(">H", datagram, 2)
    if not 20 <= size <= total <= len(datagram) or checksum(datagram[:size]):
        return MALFORMED
    source, target = struct.unpack_from(">II", datagram, 12)
    (fragment,) = struct.unpack_from(">H", datagram, 6)
    ports = (-1, -1)
    if datagram[9] in (6, 17, 132) and fragment & 0x1FFF == 0:
        if total < size + 4:
            return MALFORMED
        ports = struct.unpack_from(">HH", datagram, size)
    return (source, target), ports, datagram[9]


def network(address, prefix):
    """Return what Python takes the prefix of an address for."""
    return ipaddress.ip_network((address & 0xFFFFFFFF, int(prefix)), strict=False)


def first_match(frame, rules):
    """Return the number of the first rule that matches, or why there is none."""
    fields = fields_of(frame)
    if isinstance(fields, int):
        return fields
    addresses, ports, protocol = fields
    addresses = [ipaddress.ip_address(address) for address in addresses]
    for number, (networks, ranges, wanted) in enumerate(rules):
        if (
            all(a in n for a, n in zip(addresses, networks))
            and all(low <= p <= high for p, (low, high) in zip(ports, ranges))
            and wanted in (-1, protocol)
        ):
            return number
    return NO_RULE


def random_rules(rng, count):
    """Return rules as packet_filter.px takes them."""
    any_port = np.array([-1, 65535])
    rules = np.zeros((count, 9), np.int64)
    for rule in rules:
        rule[[0, 2]] = rng.choice([0x0A000000, 0xC0A80000, 0xFFFFF800], 2)
        rule[[0, 2]] += rng.integers(0, 64, 2)
        rule[[1, 3]] = rng.choice(
            [0, 8, *range(21, 33)], 2, p=[0.04] * 2 + [0.92 / 12] * 12
        )
        for at in (4, 6):
            low = rng.integers(0, 100)
            ranges = [any_port, [low, low], [low, low + 40], [0, 65535], [9, 8]]
            rule[at : at + 2] = ranges[rng.choice(5, p=[0.5, 0.2, 0.18, 0.1, 0.02])]
        rule[8] = rng.choice([-1, 6, 17, 1, 132, 255])
    return rules.astype(np.uint32).view(np.int32).reshape(count, 9)


def random_packet(rng):
    """Return a packet, something being the matter with about a third of them."""
    addresses = rng.choice([0x0A000000, 0xC0A80000, 0xFFFFF800], 2)
    addresses += rng.integers(0, 64, 2)
    packet = Packet(
        *map(int, addresses & 0xFFFFFFFF),
        protocol=int(rng.choice([6, 17, 1, 132, 47, 255])),
        ports=tuple(int(p) for p in rng.integers(0, 110, 2)),
        payload=rng.bytes(rng.integers(0, 30)),
        padding=rng.bytes(rng.integers(0, 8)),
    )
    odd = {
        0: ("options", rng.bytes(4 * rng.integers(1, 11))),
        1: ("tags", tuple(rng.choice([0x8100, 0x88A8], rng.integers(1, 4)))),
        2: ("ethertype", int(rng.choice([0x86DD, 0x0806, 0x8847]))),
        3: ("version", int(rng.choice([6, 5, 0]))),
        4: ("fragment", int(rng.choice([0x2000, 0x2001, 0x1000, 0x0001]))),
        5: ("cut", int(rng.integers(1, 60))),
        6: ("wrong_sum", int(rng.integers(1, 0xFFFF))),
        7: ("ports", (0, 65535)),
        8: ("missing", len(packet.payload) + int(rng.integers(0, 8))),
    }
    if (matter := int(rng.integers(0, 24))) in odd:
        setattr(packet, *odd[matter])
    return packet.frame()


@pytest.fixture(scope="module")
def filtered():
    """Return rules, frames and their verdicts by plain Python."""
    rng = np.random.default_rng(4)
    rules = random_rules(rng, 300)
    frames = [random_packet(rng) for _ in range(4000)]
    frames += [b"", b"\0" * 13, b"\0" * 14, frames[0][:34], frames[0][:37]]
    plain = [
        ([network(int(r[0]), r[1]), network(int(r[2]), r[3])], [r[4:6], r[6:8]], r[8])
        for r in rules
    ]
    return rules, frames, [first_match(frame, plain) for frame in frames]


@on_every_cpu
def test_packet_filter_decides_as_plain_python_does(cpu, filtered):
    rules, frames, expected = filtered
    ends = np.cumsum([0, *map(len, frames)]).astype("i4")
    inputs = {"bytes": np.frombuffer(b"".join(frames), "u1"), "offsets": ends}
    inputs |= {"rules": rules, "packets": len(frames), "rule_count": len(rules)}
    inputs |= {"verdict": np.full(len(frames), 99, "i4")}
    inputs |= {"hits": np.full(len(rules), 5, "u4")}
    program, grid = EXAMPLES / "packet_filter.px", -(-len(frames) // 96)
    outputs = ["verdict", "hits"]
    got = run(program, "packet_filter", grid, 96, inputs, outputs, cpu)
    np.testing.assert_array_equal(got["verdict"], expected)
    counts = np.bincount([v for v in expected if v >= 0], minlength=len(rules))
    np.testing.assert_array_equal(got["hits"], counts + 5)


def test_the_packets_of_the_test_are_of_every_kind(filtered):
    _, _, expected = filtered
    verdicts, counts = np.unique(expected, return_counts=True)
    assert verdicts[:3].tolist() == [MALFORMED, NOT_IPV4, NO_RULE]
    assert (counts[:3] > 100).all()
    assert (verdicts >= 0).sum() > 50
    assert (verdicts >= 128).sum() > 20, "rules beyond the first tile"
