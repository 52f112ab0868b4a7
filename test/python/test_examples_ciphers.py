# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The ciphers among the examples agree with plain implementations."""

import numpy as np
import pytest
from ciphers import (
    aes_ctr,
    aes_encrypt,
    aes_round_keys,
    chacha20,
    chacha20_poly1305,
    words,
)
from harness import EXAMPLES, on_cpus, on_every_cpu, run

# --- AES -----------------------------------------------------------------------

# FIPS-197, appendix C: the keys count up, the block is 00112233…ff.
FIPS_197 = {
    16: "69c4e0d86a7b0430d8cdb78070b4c55a",
    24: "dda97ca4864cdfe06eaf70a0ec0d7191",
    32: "8ea2b7ca516745bfeafc49904b496089",
}
EXAMPLE = {16: "aes128", 32: "aes256"}


@pytest.mark.parametrize("length", FIPS_197)
def test_the_reference_of_aes_gives_the_vectors_of_fips_197(length):
    key, block = bytes(range(length)), bytes(0x11 * i for i in range(16))
    result = aes_encrypt(np.frombuffer(block, np.uint8)[None], aes_round_keys(key))
    assert result.tobytes().hex() == FIPS_197[length]


@pytest.mark.parametrize("length", EXAMPLE)
@on_every_cpu
def test_aes_expands_keys_and_encrypts_blocks(length, cpu):
    name = EXAMPLE[length]
    source = EXAMPLES / f"{name}.px"
    rng = np.random.default_rng(7)
    key, data = rng.bytes(length), np.frombuffer(rng.bytes(16 * 77), np.uint8)
    keys = aes_round_keys(key)
    inputs = {
        "key": words(np.frombuffer(key, np.uint8)),
        "round_keys": np.zeros(keys.size // 4, np.uint32),
    }
    outputs = ["round_keys"]
    expanded = run(source, f"{name}_expand_key", 1, 1, inputs, outputs, cpu)
    np.testing.assert_array_equal(expanded["round_keys"], words(keys))
    inputs = {"data": words(data), "round_keys": words(keys), "blocks": 77}
    for mode, expected in [
        ("encrypt", words(aes_encrypt(data.reshape(-1, 16), keys))),
        ("decrypt", words(data)),
    ]:
        result = run(source, f"{name}_ecb_{mode}", 3, 32, inputs, ["data"], cpu)
        np.testing.assert_array_equal(result["data"].reshape(-1), expected)
        inputs["data"] = expected


@pytest.fixture(scope="module", params=EXAMPLE)
def ctr_over_64_mib(request):
    """Return an example, the inputs of a long stream and what must come out."""
    rng = np.random.default_rng(8)
    blocks = 64 * 2**20 // 16
    keys = aes_round_keys(rng.bytes(request.param))
    # The low 64 bits of the counter overflow on the way.
    first = rng.bytes(8) + (2**64 - 100_000).to_bytes(8, "big")
    data = rng.integers(0, 2**32, blocks * 4, np.uint32)
    inputs = {
        "data": data,
        "round_keys": words(keys),
        "counter": words(np.frombuffer(first, np.uint8)),
        "blocks": blocks,
    }
    return EXAMPLE[request.param], inputs, aes_ctr(data, keys, first)


@on_cpus("avx2", "avx512")
def test_aes_ctr_over_64_mib(ctr_over_64_mib, cpu):
    name, inputs, expected = ctr_over_64_mib
    source, grid = EXAMPLES / f"{name}.px", inputs["blocks"] // 256
    result = run(source, f"{name}_ctr", grid, 256, inputs, ["data"], cpu)
    np.testing.assert_array_equal(result["data"].reshape(-1), expected)


# --- ChaCha20-Poly1305 -----------------------------------------------------------

CHACHA20_POLY1305 = EXAMPLES / "chacha20_poly1305.px"


def test_the_reference_of_chacha20_poly1305_gives_the_vector_of_rfc_8439():
    text = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one"
        b" tip for the future, sunscreen would be it."
    )
    key, extra = bytes(range(0x80, 0xA0)), bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    nonce = bytes.fromhex("070000004041424344454647")
    secret, tag = chacha20_poly1305(text, extra, key, nonce)
    assert secret.hex().startswith("d31a8d34648e60db7b86afbc53ef7ec2")
    assert tag.hex() == "1ae10b594f09e26a7e902ecbd0600691"


def rows(texts, capacity):
    """Put texts into rows of so many words, and what is no text behind them."""
    filled = b"".join(text.ljust(4 * capacity, b"\xee") for text in texts)
    return np.frombuffer(filled, "<u4").reshape(len(texts), capacity)


def lengths_of(texts):
    """Return the lengths of texts as a kernel takes them."""
    return np.array([len(text) for text in texts], np.int32)


@pytest.fixture(scope="module")
def packets():
    """Return the inputs of seal, the texts, and what they become."""
    rng = np.random.default_rng(9)
    # Every length around a word, a block of either kind, and some longer ones.
    lengths = [*range(0, 70), *rng.integers(70, 400, 30)]
    texts = [rng.bytes(int(length)) for length in lengths]
    extras = [rng.bytes(i % 37) for i in range(len(texts))]
    key = rng.bytes(32)
    nonces = [rng.bytes(12) for _ in texts]
    inputs = {
        "texts": rows(texts, 100),
        "lengths": lengths_of(texts),
        "extras": rows(extras, 9),
        "extra_lengths": lengths_of(extras),
        "nonces": rows(nonces, 3),
        "key": np.frombuffer(key, "<u4"),
        "tags": np.zeros((len(texts), 4), np.uint32),
        "count": len(texts),
        "capacity": 100,
        "extra": 9,
    }
    pairs = zip(texts, extras, nonces, strict=True)
    sealed = [
        chacha20_poly1305(text, extra, key, nonce) for text, extra, nonce in pairs
    ]
    return inputs, texts, sealed


def texts_of(array, texts):
    """Take the texts out of rows."""
    rows = array.reshape(len(texts), -1)
    return [row.tobytes()[: len(text)] for row, text in zip(rows, texts, strict=True)]


@on_every_cpu
def test_packets_are_sealed_as_the_reference_does(packets, cpu):
    inputs, texts, sealed = packets
    outputs = ["texts", "tags"]
    result = run(CHACHA20_POLY1305, "seal", 4, 32, inputs, outputs, cpu)
    assert texts_of(result["texts"], texts) == [secret for secret, _ in sealed]
    assert result["tags"].tobytes() == b"".join(tag for _, tag in sealed)


@on_every_cpu
def test_packets_are_opened_when_every_bit_is_right(packets, cpu):
    inputs, texts, sealed = packets
    secrets = [bytearray(secret) for secret, _ in sealed]
    tags = (
        np.frombuffer(b"".join(tag for _, tag in sealed), "<u4").reshape(-1, 4).copy()
    )
    extras = inputs["extras"].copy()
    # A bit of the text, of the tag, of what is proved only, in every third packet.
    wrong = np.arange(2, len(texts), 3)
    for number in wrong:
        if number % 4 == 0:
            secrets[number][number // 2] ^= 1
        elif number % 4 < 3:
            tags[number, number % 4] ^= 1 << (number % 32)
        else:
            extras[number, 0] ^= 1 << (number % 32)
    # The extra text of number i has i % 37 bytes; an empty one takes no bit.
    wrong = [n for n in wrong if n % 4 < 3 or n % 37 * 8 > n % 32]
    expected = [
        bytes(secret) if number in wrong else text
        for number, (secret, text) in enumerate(zip(secrets, texts, strict=True))
    ]
    inputs = inputs | {
        "texts": rows(secrets, 100),
        "tags": tags,
        "extras": extras,
        "right": np.zeros(len(texts), np.uint32),
    }
    outputs = ["texts", "right"]
    result = run(CHACHA20_POLY1305, "open", 4, 32, inputs, outputs, cpu)
    right = [number not in wrong for number in range(len(texts))]
    assert result["right"].tolist() == right
    assert texts_of(result["texts"], texts) == expected


@on_every_cpu
def test_a_stream_of_chacha20_has_any_length(cpu):
    rng = np.random.default_rng(10)
    data = rng.integers(0, 2**32, 100_003, np.uint32)
    key, nonce = rng.bytes(32), rng.bytes(12)
    inputs = {
        "data": data,
        "key": np.frombuffer(key, "<u4"),
        "nonce": np.frombuffer(nonce, "<u4"),
        "counter": 77,
        "words": data.size,
    }
    grid = -(-data.size // (16 * 128))
    result = run(CHACHA20_POLY1305, "chacha20_stream", grid, 128, inputs, ["data"], cpu)
    expected = chacha20(data.tobytes(), key, nonce, 77)
    assert result["data"].tobytes() == expected
