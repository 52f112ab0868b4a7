# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Plain implementations of ciphers, for comparison."""

import numpy as np

# --- AES -----------------------------------------------------------------------


def times_x(b):
    """Multiply in GF(2^8)."""
    return (b << 1) ^ ((b >> 7) * 0x11B)


def s_box():
    """Compute the table of SubBytes from its definition."""
    power, powers = 1, []
    for _ in range(255):
        powers.append(power)
        power ^= times_x(power)  # times x + 1, which generates the field
    box = [0x63] * 256
    for exponent, value in enumerate(powers):
        inverse = powers[-exponent % 255]
        bits = inverse | inverse << 8
        box[value] = 0x63 ^ (bits ^ bits >> 4 ^ bits >> 5 ^ bits >> 6 ^ bits >> 7) & 255
    return np.array(box, np.uint8)


SBOX = s_box()


def aes_round_keys(key):
    """Expand 16, 24 or 32 bytes to the round keys, one a row."""
    length = len(key) // 4
    words = list(np.frombuffer(key, np.uint8).reshape(length, 4))
    constant = 1
    for i in range(length, 4 * length + 28):
        word = words[-1]
        if i % length == 0:
            word = SBOX[np.roll(word, -1)]
            word[0] ^= constant
            constant = times_x(constant)
        elif length > 6 and i % length == 4:
            word = SBOX[word]
        words.append(words[i - length] ^ word)
    return np.concatenate(words).reshape(-1, 16)


SHIFT_ROWS = np.array([(i + 4 * (i % 4)) % 16 for i in range(16)])


def aes_encrypt(blocks, keys):
    """Encrypt rows of 16 bytes."""
    state = blocks ^ keys[0]
    for number in range(1, len(keys)):
        state = SBOX[state[:, SHIFT_ROWS]]
        if number < len(keys) - 1:
            columns = state.reshape(-1, 4, 4)
            following = np.roll(columns, -1, axis=2)
            both = columns ^ following
            doubled = (both << 1) ^ (both >> 7) * np.uint8(0x1B)
            whole = np.bitwise_xor.reduce(columns, axis=2, keepdims=True)
            state = (columns ^ whole ^ doubled).reshape(-1, 16)
        state = state ^ keys[number]
    return state


def counters(first, start, count):
    """Return the counter blocks from number `start` on."""
    high, begin = (int.from_bytes(half, "big") for half in (first[:8], first[8:]))
    low = np.uint64(begin) + np.arange(start, start + count, dtype=np.uint64)
    halves = np.stack([np.uint64(high) + (low < begin), low], axis=1)
    return halves.astype(">u8").view(np.uint8)


def aes_ctr(data, keys, first):
    """Combine words with the encrypted counters."""
    result = data.copy()
    step = 2**16
    for start in range(0, data.size // 4, step):
        part = result[4 * start : 4 * (start + step)]
        part ^= words(aes_encrypt(counters(first, start, part.size // 4), keys))
    return result


def words(data):
    """View bytes as little-endian words."""
    return np.ascontiguousarray(data).reshape(-1).view("<u4")
