# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the operations of px compute, one value at a time and exactly.

A value is a pair of its type and its bits: two's complement for integers, the
IEEE pattern for floats, 0 or 1 for bool.
"""

import math
import operator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np


@dataclass(frozen=True)
class Type:
    """A scalar type of px; a float has `precision` significant bits."""

    name: str
    kind: str
    bits: int
    precision: int = 0
    dtype: type = np.uint8

    @property
    def is_integer(self):
        return self.kind in ("signed", "unsigned")

    @property
    def is_float(self):
        return self.kind in ("float", "storage")

    @property
    def is_storage(self):
        return self.kind == "storage"

    @property
    def least_exponent(self):
        return 2 - (1 << (self.bits - self.precision - 1))

    def wrap(self, number):
        """Return the bits of an integer that need not fit."""
        return number & ((1 << self.bits) - 1)


BOOL = Type("bool", "bool", 1, dtype=np.bool_)
I8 = Type("i8", "signed", 8, dtype=np.int8)
I16 = Type("i16", "signed", 16, dtype=np.int16)
I32 = Type("i32", "signed", 32, dtype=np.int32)
I64 = Type("i64", "signed", 64, dtype=np.int64)
U8 = Type("u8", "unsigned", 8, dtype=np.uint8)
U16 = Type("u16", "unsigned", 16, dtype=np.uint16)
U32 = Type("u32", "unsigned", 32, dtype=np.uint32)
U64 = Type("u64", "unsigned", 64, dtype=np.uint64)
F16 = Type("f16", "float", 16, 11, np.float16)
BF16 = Type("bf16", "float", 16, 8, np.uint16)  # NumPy has no such type: raw bits
F32 = Type("f32", "float", 32, 24, np.float32)
F64 = Type("f64", "float", 64, 53, np.float64)
E4M3 = Type("e4m3", "storage", 8, 4)
E5M2 = Type("e5m2", "storage", 8, 3)

INTEGERS = [I8, I16, I32, I64, U8, U16, U32, U64]
FLOATS = [F16, BF16, F32, F64]
STORAGE = [E4M3, E5M2]
TYPES = [BOOL, *INTEGERS, *FLOATS, *STORAGE]


# --- Bits and values ---------------------------------------------------------


def integer(type, bits):
    """Return the integer that these bits stand for."""
    if type.kind == "signed" and bits >> (type.bits - 1):
        return bits - (1 << type.bits)
    return bits


def real(type, bits):
    """Return the float that these bits stand for; an f64 holds every one."""
    fraction_bits = type.precision - 1
    fraction = bits & ((1 << fraction_bits) - 1)
    exponent = bits >> fraction_bits & ((1 << (type.bits - type.precision)) - 1)
    sign = -1.0 if bits >> (type.bits - 1) else 1.0
    if type is E4M3:
        if bits & 0x7F == 0x7F:
            return math.nan
    elif exponent == (1 << (type.bits - type.precision)) - 1:
        return math.nan if fraction else sign * math.inf
    if exponent:
        fraction |= 1 << fraction_bits
    power = max(exponent, 1) - 1 + type.least_exponent - fraction_bits
    return sign * math.ldexp(fraction, power)


def infinity(type):
    """Return the bits of infinity; e4m3 has none, and its only NaN there."""
    if type is E4M3:
        return 0x7F
    return ((1 << (type.bits - type.precision)) - 1) << (type.precision - 1)


def largest(type):
    """Return the bits of the largest number."""
    return infinity(type) - 1


def not_a_number(type):
    """Return the bits of the usual NaN."""
    return infinity(type) | 1 << (type.precision - 2)


def rounded(type, value):
    """Round a float or a fraction to a float type, to nearest even, once."""
    sign_bit = 1 << (type.bits - 1)
    beyond = largest(type) if type.is_storage else infinity(type)
    if isinstance(value, float):
        if math.isnan(value):
            return not_a_number(type)
        sign = sign_bit if math.copysign(1, value) < 0 else 0
        if math.isinf(value):
            return sign | beyond
        value = Fraction(value)
    else:
        sign = sign_bit if value < 0 else 0
    value = abs(value)
    if value == 0:
        return sign
    exponent = value.numerator.bit_length() - value.denominator.bit_length()
    if value < Fraction(2) ** exponent:
        exponent -= 1
    exponent = max(exponent, type.least_exponent)
    unit = Fraction(2) ** (exponent - type.precision + 1)
    # The carry of rounding runs into the exponent.
    bits = ((exponent - type.least_exponent) << (type.precision - 1)) + round(
        value / unit
    )
    return sign | min(bits, beyond)


def as_array(type, values):
    """Return bits as an array that pxc takes for this type."""
    if type is BOOL:
        return np.array(values, np.uint8).view(np.bool_)
    unsigned = np.array(values, f"<u{type.bits // 8}")
    return unsigned.view(np.dtype(type.dtype).newbyteorder("<"))


# --- Types of results --------------------------------------------------------


def promoted(type):
    """Return the type that a lone operand is converted to."""
    if type.is_storage:
        return F32
    narrow = type is BOOL or (type.is_integer and type.bits < 32)
    return I32 if narrow else type


def common_type(a, b):
    """Return the type that two operands are converted to."""
    if a == b:
        return promoted(a)
    if a.is_float != b.is_float:
        return promoted(a if a.is_float else b)
    if a.is_float:
        if a.bits == b.bits:
            return F32
        return a if a.bits > b.bits else b
    a, b = promoted(a), promoted(b)
    if a.bits != b.bits:
        return a if a.bits > b.bits else b
    return a if a.kind == "unsigned" else b


def convert(source, bits, target):
    """Convert a value from one type to another."""
    if source == target:
        return bits
    if source.is_float:
        value = real(source, bits)
        if target is BOOL:
            return int(value != 0)
        if target.is_float:
            return rounded(target, value)
        if math.isnan(value):
            return 0
        low = -(1 << (target.bits - 1)) if target.kind == "signed" else 0
        high = low + (1 << target.bits) - 1
        if math.isinf(value):
            return target.wrap(high if value > 0 else low)
        return target.wrap(min(max(int(value), low), high))
    value = integer(source, bits)
    if target is BOOL:
        return int(value != 0)
    if target.is_float:
        return rounded(target, Fraction(value))
    return target.wrap(value)


# --- Operations --------------------------------------------------------------


def truncated_quotient(a, b):
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def divide(a, b):
    return truncated_quotient(a, b) if b else 0


def remainder(a, b):
    return a - b * truncated_quotient(a, b) if b else a


INTEGER_OPERATIONS = {
    "ADD": operator.add,
    "SUB": operator.sub,
    "MUL": operator.mul,
    "DIV": divide,
    "MOD": remainder,
    "MIN": min,
    "MAX": max,
    "AND": operator.and_,
    "OR": operator.or_,
    "XOR": operator.xor,
}


def float_quotient(a, b):
    if b != 0:
        return a / b
    if a == 0 or math.isnan(a) or math.isnan(b):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1, b)


def float_remainder(a, b):
    if math.isnan(a) or math.isnan(b) or math.isinf(a) or b == 0:
        return math.nan
    return math.fmod(a, b)


def smaller(a, b):
    """Return the smaller number, -0 before 0, and the number beside a NaN."""
    if math.isnan(a) or math.isnan(b):
        return b if math.isnan(a) else a
    if a == b:
        return a if math.copysign(1, a) < 0 else b
    return min(a, b)


def larger(a, b):
    return -smaller(-a, -b)


# An f64 has more than twice the precision of the smaller types, so that rounding
# to f64 first changes nothing.
FLOAT_OPERATIONS = {
    "ADD": operator.add,
    "SUB": operator.sub,
    "MUL": operator.mul,
    "DIV": float_quotient,
    "MOD": float_remainder,
    "MIN": smaller,
    "MAX": larger,
}

COMPARISONS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def carryless_product(a, b):
    """Multiply polynomials over GF(2)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a, b = a << 1, b >> 1
    return product


def byte_perm(low, high, selector):
    """Pick four of the eight bytes of two words."""
    source = (low | high << 32).to_bytes(8, "little")
    picked = bytes(source[selector >> 4 * byte & 7] for byte in range(4))
    return int.from_bytes(picked, "little")


def dot4(a_type, a, b_type, b, addend):
    """Sum the products of the bytes of two words, and a number."""
    sides = [
        word.to_bytes(4, "little") if type is U32 else list(signed_bytes(word))
        for type, word in [(a_type, a), (b_type, b)]
    ]
    return (addend + sum(map(operator.mul, *sides))) & 0xFFFFFFFF


def signed_bytes(word):
    """Return the bytes of a word as signed numbers."""
    return (integer(I8, byte) for byte in word.to_bytes(4, "little"))


def binary(name, a_type, a, b_type, b):
    """Compute an operation of two operands; return its type and bits."""
    bitwise = name in ("AND", "OR", "XOR")
    if bitwise and a_type is BOOL and b_type is BOOL:
        return BOOL, INTEGER_OPERATIONS[name](a, b)
    type = common_type(a_type, b_type)
    a, b = convert(a_type, a, type), convert(b_type, b, type)
    if type.is_float:
        value = FLOAT_OPERATIONS[name](real(type, a), real(type, b))
        return type, rounded(type, value)
    x, y = integer(type, a), integer(type, b)
    if name == "MUL_HI":
        return type, type.wrap(x * y >> type.bits)
    if name == "CLMUL":
        return type, type.wrap(carryless_product(a, b))
    if name == "CLMUL_HI":
        return type, type.wrap(carryless_product(a, b) >> type.bits)
    return type, type.wrap(INTEGER_OPERATIONS[name](x, y))


def compare(sign, a_type, a, b_type, b):
    """Compare two values; return 0 or 1."""
    type = common_type(a_type, b_type)
    a, b = convert(a_type, a, type), convert(b_type, b, type)
    value = real if type.is_float else integer
    return int(COMPARISONS[sign](value(type, a), value(type, b)))


def shift(name, type, x, count):
    """Shift or rotate in the operand's own width; the count is any integer."""
    count %= type.bits
    left, right = x << count, x >> count
    if name == "SHL":
        return type.wrap(left)
    if name == "SHR":
        return type.wrap(integer(type, x) >> count)
    if name == "ROTL":
        return type.wrap(left | x >> (type.bits - count))
    return type.wrap(right | x << (type.bits - count))


def unary(name, type, x):
    """Compute an operation of one operand; return its type and bits."""
    if name == "NEG":
        result = promoted(type)
        x = convert(type, x, result)
        if result.is_float:
            return result, x ^ 1 << (result.bits - 1)
        return result, result.wrap(-integer(result, x))
    if name == "ABS":
        if type.is_float:
            result = promoted(type)
            return result, convert(type, x, result) & ~(1 << (result.bits - 1))
        return type, type.wrap(abs(integer(type, x)))
    if name == "NOT":
        return type, type.wrap(~x)
    if name == "POPCOUNT":
        return type, x.bit_count()
    if name == "CLZ":
        return type, type.bits - x.bit_length()
    if name == "BSWAP":
        size = type.bits // 8
        return type, int.from_bytes(x.to_bytes(size, "little"), "big")
    result = promoted(type) if type.is_float else F32
    value = real(result, convert(type, x, result))
    return result, rounded(result, FUNCTIONS[name](value))


def keep_special(function):
    """Extend a function of finite numbers to zeros, infinities and NaN."""

    def extended(x):
        if x == 0 or math.isinf(x) or math.isnan(x):
            return x
        return math.copysign(float(function(x)), x)

    return extended


FUNCTIONS = {
    "FLOOR": keep_special(math.floor),
    "CEIL": keep_special(math.ceil),
    "ROUND": keep_special(round),
    "SQRT": lambda x: math.sqrt(x) if not x < 0 else math.nan,
}


def fma(type, a, b, c):
    """Compute a * b + c, rounded once."""
    x, y, z = (real(type, bits) for bits in (a, b, c))
    if not (math.isfinite(x) and math.isfinite(y)):
        return rounded(type, x * y + z)
    if not math.isfinite(z):
        return rounded(type, z)
    exact = Fraction(x) * Fraction(y) + Fraction(z)
    if exact:
        return rounded(type, exact)
    # Exactly zero: the sign is the one that the sum of these zeros has.
    product = math.copysign(0.0, math.copysign(1, x) * math.copysign(1, y))
    return rounded(type, product + z if x == 0 or y == 0 else 0.0)
