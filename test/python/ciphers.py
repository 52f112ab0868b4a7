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


# --- ChaCha20, Poly1305 (RFC 8439) ------------------------------------------------


def chacha20_stream(key, nonce, counter, count):
    """Return so many bytes of the key stream."""
    blocks = -(-count // 64)
    state = np.zeros((16, blocks), np.uint32)
    state[:4] = words(np.frombuffer(b"expand 32-byte k", np.uint8))[:, None]
    state[4:12] = words(np.frombuffer(key, np.uint8))[:, None]
    state[12] = counter + np.arange(blocks)
    state[13:] = words(np.frombuffer(nonce, np.uint8))[:, None]
    s = state.copy()

    def mix(d, a, by):
        turned = s[d] ^ s[a]
        s[d] = turned << by | turned >> (32 - by)

    columns = [(i, i + 4, i + 8, i + 12) for i in range(4)]
    diagonals = [
        (i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4) for i in range(4)
    ]
    for a, b, c, d in (columns + diagonals) * 10:
        for low, add, target, by in [
            (a, b, d, 16),
            (c, d, b, 12),
            (a, b, d, 8),
            (c, d, b, 7),
        ]:
            s[low] += s[add]
            mix(target, low, by)
    return (s + state).T.tobytes()[:count]


def chacha20(text, key, nonce, counter):
    """Encrypt or decrypt a text."""
    stream = chacha20_stream(key, nonce, counter, len(text))
    return bytes(a ^ b for a, b in zip(text, stream, strict=True))


def poly1305(text, key):
    """Return the code of a text."""
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(text), 16):
        block = text[at : at + 16] + b"\1"
        total = (total + int.from_bytes(block, "little")) * r % (2**130 - 5)
    total += int.from_bytes(key[16:], "little")
    return (total % 2**128).to_bytes(16, "little")


def padded(text):
    """Fill a text up to whole blocks of 16 bytes."""
    return text + bytes(-len(text) % 16)


def chacha20_poly1305(text, extra, key, nonce):
    """Encrypt a text; return it and the code of it and what else is to be trusted."""
    secret = chacha20(text, key, nonce, 1)
    lengths = len(extra).to_bytes(8, "little") + len(text).to_bytes(8, "little")
    once = chacha20_stream(key, nonce, 0, 32)
    return secret, poly1305(padded(extra) + padded(secret) + lengths, once)
