# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Verbs on values wider than a scalar: rounds of AES, and sums with a carry."""

import itertools

import numpy as np
import pytest
import reference as ref
from harness import on_every_cpu, run
from test_operations import edges

# --- AES as FIPS 197 has it ----------------------------------------------------


def times(a, b):
    """Multiply in the field of AES."""
    product = ref.carryless_product(a, b)
    for bit in range(14, 7, -1):
        if product >> bit & 1:
            product ^= 0x11B << (bit - 8)
    return product


def substituted(byte):
    """Compute the S-box from its definition."""
    inverse = next((x for x in range(256) if times(byte, x) == 1), 0)
    bits = inverse
    for turn in range(1, 5):
        bits ^= (inverse << turn | inverse >> (8 - turn)) & 0xFF
    return bits ^ 0x63


SBOX = [substituted(byte) for byte in range(256)]
INVERSE_SBOX = [SBOX.index(byte) for byte in range(256)]


def shift_rows(state, step):
    """Rotate row r of a state, whose bytes go down the columns."""
    return [state[(i + 4 * step * (i % 4)) % 16] for i in range(16)]


def mix_columns(state, factors):
    """Multiply each column by a circulant matrix."""
    result = []
    for column, row in itertools.product(range(4), range(4)):
        byte = 0
        for other in range(4):
            factor = factors[(other - row) % 4]
            byte ^= times(state[4 * column + other], factor)
        result.append(byte)
    return result


def aes_round(verb, state, key):
    """Compute one round on sixteen bytes."""
    forward = "ENC" in verb
    state = shift_rows(state, 1 if forward else -1)
    state = [(SBOX if forward else INVERSE_SBOX)[byte] for byte in state]
    if "LAST" not in verb:
        state = mix_columns(state, (2, 3, 1, 1) if forward else (14, 11, 13, 9))
    return [a ^ b for a, b in zip(state, key)]


def keygen(state, constant):
    """Compute what AES_KEYGEN gives."""
    words = []
    for first in (4, 12):
        word = [SBOX[byte] for byte in state[first : first + 4]]
        turned = int.from_bytes(bytes(word[1:] + word[:1]), "little") ^ constant
        words += [*word, *turned.to_bytes(4, "little")]
    return words


ROUNDS = ["AES_ENC", "AES_ENC_LAST", "AES_DEC", "AES_DEC_LAST"]


def of_rows(function, *arrays):
    """Apply a function of lists of sixteen bytes to each row of u32 words."""
    rows = zip(*(array.view(np.uint8).reshape(-1, 16).tolist() for array in arrays))
    return np.array([function(*row) for row in rows], np.uint8).view("u4")


def test_the_reference_knows_the_example_of_the_standard():
    state = bytes.fromhex("193de3bea0f4e22b9ac68d2ae9f84808")
    key = bytes.fromhex("a0fafe1788542cb123a339392a6c7605")
    after = bytes.fromhex("a49c7ff2689f352b6b5bea43026a5049")
    assert bytes(aes_round("AES_ENC", state, key)) == after


def words(rng, count):
    """Return rows of four random words."""
    return rng.integers(0, 1 << 32, (count, 4), np.uint32)


KERNEL = """
GPU_CONST TABLE u32[8]:
    0x00010203 0x04050607 0x08090a0b 0x0c0d0e0f 1 2 3 4
ENDCONST

GPU_KERNEL rounds
    GPU_PARAM states {word}[n, {count}]
    GPU_PARAM keys u32[n, 4]
    GPU_PARAM out {word}[{rows}, n, {count}]
    GPU_PARAM n i32
    GPU_SHARED tile {word}[64, {count}]
    GPU_THREAD_CODE:
    THREAD_ID -> i
    IF i < n:
        LOCAL state {word}[{count}]
        LOCAL key u32[4]
        FOR j FROM 0 TO {count}:
            SET states[i, j] -> tile[LOCAL_ID, j]
        ENDFOR
{lines}
    ENDIF
GPU_END
"""


def wide_cases():
    """List statements that give `state`, and what they compute."""
    for verb in ROUNDS:

        def once(state, key, verb=verb):
            return aes_round(verb, state, key)

        yield f"{verb} states[i, 0] key -> state", once
        yield f"{verb} tile[LOCAL_ID, 0], keys[i * 4] -> state", once
        yield (
            f"IF i % 3 != 0:\n{verb} states[i, 0] key -> state\nELSE:\n"
            f"{verb} tile[LOCAL_ID, 0] key -> state\nENDIF",
            once,
        )

        def fixed(state, key, verb=verb):
            table = np.array([0x08090A0B, 0x0C0D0E0F, 1, 2], "u4")
            return aes_round(verb, state, table.view("u1").tolist())

        yield f"{verb} states[i, 0] TABLE[2] -> state", fixed

        def same(state, key, verb=verb):
            table = np.array([1, 2, 3, 4], "u4").view("u1").tolist()
            return aes_round(verb, table, table)

        yield f"{verb} TABLE[4] TABLE[4] -> state", same

    def chained(state, key):
        for verb in (*ROUNDS, "AES_ENC"):
            state = aes_round(verb, state, key)
        return state

    lines = ["AES_ENC states[i, 0] key -> state"]
    lines += [f"{verb} state key -> state" for verb in (*ROUNDS[1:], "AES_ENC")]
    yield "\n".join(lines), chained

    def looped(state, key):
        for _ in range(5):
            state, key = aes_round("AES_ENC", state, key), keygen(key, 9)
        return state

    loop = "AES_ENC states[i, 0] key -> state\nFOR r FROM 0 TO 4:\n"
    loop += "AES_KEYGEN key 9 -> key\nAES_ENC state key -> state\nENDFOR"
    yield loop, looped
    generated = "AES_KEYGEN states[i, 0] 0x8d -> state"
    yield generated, lambda state, key: keygen(state, 0x8D)
    yield "AES_KEYGEN key n -> state", lambda state, key: keygen(key, 70)


def rounds_program(word):
    """Return the kernel of all cases."""
    count = {"u32": 4, "u64": 2}[word]
    load_key = "FOR j FROM 0 TO 4:\nSET keys[i, j] -> key[j]\nENDFOR"
    lines = []
    for row, (statements, _) in enumerate(wide_cases()):
        lines += [load_key, statements, f"FOR j FROM 0 TO {count}:"]
        lines += [f"SET state[j] -> out[{row}, i, j]", "ENDFOR"]
    text = "\n".join(lines)
    return KERNEL.format(word=word, count=count, rows=row + 1, lines=text)


def rounds_arguments(word, seed=5):
    """Return the arguments of that kernel."""
    rng = np.random.default_rng(seed)
    states, keys = words(rng, 70), words(rng, 70)
    count = {"u32": 4, "u64": 2}[word]
    dtype = word[0] + str(int(word[1:]) // 8)
    out = np.zeros((len(list(wide_cases())), 70, count), dtype)
    states = states.view(dtype)
    return {"states": states, "keys": keys, "out": out, "n": np.int32(70)}


@pytest.mark.parametrize("word", ["u32", "u64"])
@on_every_cpu
def test_rounds_of_aes_are_those_of_the_standard(word, cpu, tmp_path):
    source = tmp_path / "rounds.px"
    source.write_text(rounds_program(word), encoding="utf-8")
    arguments = rounds_arguments(word)
    found = run(source, "rounds", 2, 64, arguments, ["out"], cpu)["out"]
    found = found.reshape(arguments["out"].shape)
    states, keys = arguments["states"].view("u4"), arguments["keys"]
    for row, (statements, compute) in enumerate(wide_cases()):
        wanted = of_rows(compute, states, keys)
        got = found[row].reshape(70, -1).view("u4")
        np.testing.assert_array_equal(got, wanted, statements)


CIPHER = """
GPU_CONST ROUNDS = {rounds}
GPU_CONST WORDS = {words}
GPU_CONST CONSTANTS u32[10]:
    1 2 4 8 16 32 64 128 0x1b 0x36
ENDCONST

GPU_KERNEL cipher
    GPU_PARAM key u32[WORDS]
    GPU_PARAM plain u32[n, 4]
    GPU_PARAM secret u32[n, 4]
    GPU_PARAM back u32[n, 4]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    LOCAL keys u32[60]
    LOCAL step u32[4]
    FOR i FROM 0 TO WORDS:
        SET key[i] -> keys[i]
    ENDFOR
    FOR i FROM WORDS TO 4 * (ROUNDS + 1):
        SET keys[i - 1] -> word
        IF i % WORDS == 0:
            AES_KEYGEN keys[i - 4] CONSTANTS[i / WORDS - 1] -> step
            SET step[3] -> word
        ELIF WORDS == 8 && i % WORDS == 4:
            AES_KEYGEN keys[i - 4] 0 -> step
            SET step[2] -> word
        ENDIF
        SET keys[i - WORDS] ^ word -> keys[i]
    ENDFOR
    THREAD_ID -> i
    LOCAL state u32[4]
    IF i < n:
        FOR j FROM 0 TO 4:
            SET plain[i, j] ^ keys[j] -> state[j]
        ENDFOR
        FOR r FROM 1 TO ROUNDS:
            AES_ENC state keys[4 * r] -> state
        ENDFOR
        AES_ENC_LAST state keys[4 * ROUNDS] -> secret[i, 0]
        FOR j FROM 0 TO 4:
            SET secret[i, j] ^ keys[4 * ROUNDS + j] -> state[j]
        ENDFOR
        LOCAL zero u32[4]
        LOCAL mixed u32[4]
        FOR r FROM 1 TO ROUNDS:
            # AES_DEC mixes the columns before it adds the key, so that this is mixed too.
            AES_ENC_LAST keys[4 * (ROUNDS - r)] zero -> mixed
            AES_DEC mixed zero -> mixed
            AES_DEC state mixed -> state
        ENDFOR
        AES_DEC_LAST state keys[0] -> back[i, 0]
    ENDIF
GPU_END
"""

# FIPS 197, appendix C.1 and C.3.
PLAIN = "00112233445566778899aabbccddeeff"
VECTORS = {
    128: "69c4e0d86a7b0430d8cdb78070b4c55a",
    256: "8ea2b7ca516745bfeafc49904b496089",
}


@pytest.mark.parametrize("bits", VECTORS)
@on_every_cpu
def test_a_cipher_of_these_verbs_passes_the_standards_vectors(bits, cpu, tmp_path):
    source = tmp_path / "cipher.px"
    text = CIPHER.format(rounds=bits // 32 + 6, words=bits // 32)
    source.write_text(text, encoding="utf-8")
    plain = np.frombuffer(bytes.fromhex(PLAIN) * 40, "u4").reshape(40, 4)
    arguments = {"key": np.arange(bits // 8, dtype="u1").view("u4"), "plain": plain}
    arguments |= {"secret": np.zeros_like(plain), "back": np.zeros_like(plain)}
    outputs = ["secret", "back"]
    result = run(source, "cipher", 1, 64, arguments | {"n": 40}, outputs, cpu)
    assert result["secret"].tobytes() == bytes.fromhex(VECTORS[bits]) * 40
    assert result["back"].tobytes() == plain.tobytes()


# --- Sums with a carry ---------------------------------------------------------


@pytest.mark.parametrize("type", ref.INTEGERS, ids=lambda t: t.name)
@on_every_cpu
def test_sums_carry_out_of_their_own_width(type, cpu, tmp_path):
    source = tmp_path / "sums.px"
    source.write_text(
        f"""
GPU_KERNEL sums
    GPU_PARAM x {type.name}[n]
    GPU_PARAM y {type.name}[n]
    GPU_PARAM carry bool[n]
    GPU_PARAM low {type.name}[n]
    GPU_PARAM over bool[n]
    GPU_PARAM high {type.name}[n]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    THREAD_ID -> i
    IF i < n:
        ADD_CARRY x[i] y[i] carry[i] -> low[i] over[i]
        ADD_CARRY x[i], y[i], 0 -> sum, c
        ADD_CARRY x[i], y[i], c -> sum, c
        SET sum -> high[i]
    ENDIF
GPU_END
""",
        encoding="utf-8",
    )
    both = list(itertools.product(edges(type), repeat=2)) * 2
    count = len(both)
    x, y = ([pair[side] for pair in both] for side in (0, 1))
    carry = [0] * (count // 2) + [1] * (count // 2)
    outputs = ["low", "over", "high"]
    inputs = {"x": ref.as_array(type, x), "y": ref.as_array(type, y)}
    inputs |= {"carry": ref.as_array(ref.BOOL, carry), "n": count}
    inputs |= dict.fromkeys(outputs, f"zeros:{count}")
    result = run(source, "sums", (count + 63) // 64, 64, inputs, outputs, cpu)
    bits = {n: result[n].view(f"u{result[n].itemsize}").tolist() for n in outputs}
    sums = [a + b + c for a, b, c in zip(x, y, carry)]
    assert bits["low"] == [type.wrap(value) for value in sums]
    assert bits["over"] == [value >> type.bits for value in sums]
    twice = [a + b + (a + b >> type.bits) for a, b in zip(x, y)]
    assert bits["high"] == [type.wrap(value) for value in twice]


@on_every_cpu
def test_places_are_found_before_any_of_them_is_written(cpu, tmp_path):
    source = tmp_path / "places.px"
    source.write_text(
        """
GPU_KERNEL places
    GPU_PARAM out i32[n]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    LOCAL flags i32[8]
    SET 3 -> i
    ADD_CARRY 0xfffffff0 0x14 TRUE -> i flags[i]
    SET flags[3] * 100 + i -> out[THREAD_ID]
    LOCAL at u32[8]
    LOCAL from u32[4]
    SET 2 -> at[2]
    AES_ENC_LAST from from -> at[at[2]]
    SET BITCAST(at[5], i32) -> out[32 + THREAD_ID]
GPU_END
""",
        encoding="utf-8",
    )
    inputs = {"out": "zeros:64", "n": 64}
    out = run(source, "places", 1, 32, inputs, ["out"], cpu)["out"]
    assert out.tolist() == [105] * 32 + [0x63636363] * 32


def test_host_programs_know_these_verbs(tmp_path):
    source = tmp_path / "host.px"
    source.write_text(
        """
GPU_ALLOC a u32[4]
GPU_ALLOC b u64[2]
GPU_FILL a 0x53535353
GPU_FILL b 0
AES_ENC_LAST a b -> b
ADD_CARRY b[0] 0x1313131313131313 TRUE -> sum carry
SET CLMUL_HI(0x8000000000000000, 6) -> product
PRINT b[1], sum, carry, product, CLMUL(6, 7), BYTE_PERM(1, 2, 0x4040), DOT4(-1, 3, 9)
""",
        encoding="utf-8",
    )
    out = run(source).stdout.splitlines()[0]
    wanted = [0xEDEDEDEDEDEDEDED, 0x0101010101010101, "true", 3, 18, 0x02010201, 6]
    assert out.split() == list(map(str, wanted))
