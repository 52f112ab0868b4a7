# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The ciphers among the examples agree with plain implementations."""

import numpy as np
import pytest
from ciphers import aes_ctr, aes_encrypt, aes_round_keys, words
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
