# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where tinygrad's emulator does otherwise than AMD's ISA documents say.

`correct` puts it right, for the process that calls it. Names, and the
pseudocode, are those of the documents.
"""

import re
import sys
from functools import partial

# --- Pseudocode ------------------------------------------------------------------

# The emulator changed this one after hardware in a mode that flushes denormals,
# and has no case for them. For a denormal quotient by a divisor whose reciprocal
# is denormal, the documents print a scale that overflows; this is its inverse.
DIV_SCALE = """
if (S2.{f} == {zero}) || (S1.{f} == {zero}) then
  VCC.u64[laneId] = 0
  D0.{f} = NAN.{f}
elsif exponent(S2.{f}) - exponent(S1.{f}) >= {near_overflow} then
  VCC.u64[laneId] = 1
  D0.{f} = (S0.{f} == S1.{f}) ? ldexp(S0.{f}, {scale}) : S0.{f}
elsif isDENORM(S1.{f}) then
  VCC.u64[laneId] = 0
  D0.{f} = ldexp(S0.{f}, {scale})
elsif isDENORM({one} / S1.{f}) && isDENORM(S2.{f} / S1.{f}) then
  VCC.u64[laneId] = 1
  D0.{f} = (S0.{f} == S1.{f}) ? ldexp(S0.{f}, -{scale}) : S0.{f}
elsif isDENORM({one} / S1.{f}) then
  VCC.u64[laneId] = 0
  D0.{f} = ldexp(S0.{f}, -{scale})
elsif isDENORM(S2.{f} / S1.{f}) then
  VCC.u64[laneId] = 1
  D0.{f} = (S0.{f} == S2.{f}) ? ldexp(S0.{f}, {scale}) : S0.{f}
elsif exponent(S2.{f}) <= {tiny} then
  VCC.u64[laneId] = 0
  D0.{f} = ldexp(S0.{f}, {scale})
else
  VCC.u64[laneId] = 0
  D0.{f} = S0.{f}
endif
"""
# Rounded once, where the emulator rounds the sum and then the scaled sum.
DIV_FMAS_F32 = """
sum = fma(64'F(S0.f32), 64'F(S1.f32), 64'F(S2.f32))
if VCC.u64[laneId] then
  D0.f32 = 32'F((exponent(S2.f32) > 127) ? (2.0 ** 64 * sum) : (2.0 ** -64 * sum))
else
  D0.f32 = fma(S0.f32, S1.f32, S2.f32)
endif
"""
# The documents add one half before they round down, which itself rounds where the
# number is large, or close to one half; and the emulator's isEven is of 32 bits.
ROUND_TO_EVEN = """
D0.{f} = trunc(S0.{f})
rest = S0.{f} - trunc(S0.{f})
odd = trunc(S0.{f}) != {one} * 2 * trunc(trunc(S0.{f}) * {half})
if (rest > {half}) || ((rest == {half}) && odd) then
  D0.{f} += {one}
elsif (rest < -{half}) || ((rest == -{half}) && odd) then
  D0.{f} -= {one}
endif
"""
# The documents compute with numbers here, which have no -0.
KEEP_SIGN = "\nD0.b{0} = D0.b{0} | (S0.b{0} & {1})"
SIGNS = {"F32": (32, "0x80000000U"), "F64": (64, "0x8000000000000000ULL")}
REPLACED = {
    "V_RNDNE_F32": ROUND_TO_EVEN.format(f="f32", half="0.5F", one="1.0F"),
    "V_RNDNE_F64": ROUND_TO_EVEN.format(f="f64", half="0.5", one="1.0"),
    "V_DIV_SCALE_F32": DIV_SCALE.format(
        f="f32", zero="0.0F", one="1.0F", near_overflow=96, scale=64, tiny=23
    ),
    "V_DIV_SCALE_F64": DIV_SCALE.format(
        f="f64", zero="0.0", one="1.0", near_overflow=768, scale=128, tiny=53
    ),
    "V_DIV_FMAS_F32": DIV_FMAS_F32,
}


def lanes(match):
    """Reduce a lane's number to its low bits; the emulator skips the remainder."""
    last = 63 if match[1] == "64U" else 31
    return f"_lane = (32'U(VGPR[i][ADDR] + OFFSET.b32) >> 2U) & {last}U"


def corrected(name, pseudocode):
    """Correct the pseudocode of an instruction."""
    if name in REPLACED:
        return REPLACED[name]
    if name.startswith("V_DIV_FIXUP"):
        # A quotient below half the smallest denormal is rounded to nearest.
        return re.sub("UNDERFLOW_F(32|64)", r"\1'F(0)", pseudocode)
    if name.startswith("V_RNDNE") and name[-3:] in SIGNS:
        return pseudocode + KEEP_SIGN.format(*SIGNS[name[-3:]])
    if "ATOMIC_ADD_F" in name:
        # The documents of gfx9 leave out the type, and the emulator takes u32.
        return pseudocode.replace("RETURN_DATA =", f"RETURN_DATA.f{name[-2:]} =")
    if "PERMUTE" in name:
        return re.sub(r"_lane = .* % (\w+)", lanes, pseudocode)
    # The emulator takes all bits of an operand of 24.
    return re.sub(r"\b(S\d)\.([iu]24)\b", r"\2(\1)", pseudocode)


def correct_pseudocode(emu):
    """Correct what instructions compute."""
    functions = sys.modules[emu.parse_pcode.__module__]._FUNCS
    signed, unsigned = emu.dtypes.int, emu.dtypes.uint32
    shift = partial(emu._c, 8)
    functions["u24"] = lambda x: x.cast(unsigned) & emu._c(0xFFFFFF)
    functions["i24"] = lambda x: (
        (x.cast(unsigned) << shift()).bitcast(signed) >> shift(signed)
    )
    original = emu.get_pcode
    emu.get_pcode = lambda op: corrected(
        re.sub("_E(32|64)$", "", op.name), original(op)
    )


# --- Instructions that the emulator lacks ----------------------------------------


def field(inst, context, name):
    """Read a field of an instruction."""
    return context.inst_field(getattr(type(inst), name))


def move_relative(emu, inst, context):
    """V_MOVRELS and V_MOVRELD: M0 is added to the number of a register."""
    lane, mask = context.range(), context.rexec()
    m0 = context.rsgpr_dyn(emu._c(125))
    source, to = field(inst, context, "src0"), field(inst, context, "vdst")
    if "MOVRELS" in inst.op.name:
        value = context.rvgpr_dyn(source - emu._c(256) + m0, lane)
    else:
        value, to = context.rsrc_dyn(source, lane), to + m0
    store = context.wvgpr_dyn(to, lane, value, mask)
    return emu.UOp.sink(store.end(lane), *context.inc_pc())


def align(emu, inst, context):
    """V_ALIGNBIT and V_ALIGNBYTE: the count is the high half of its register."""
    lane, mask = context.range(), context.rexec()
    literal = context.optional_field(inst, "literal")
    sources = {
        f"S{i}": context.rsrc_dyn(field(inst, context, f"src{i}"), lane, 32, literal)
        for i in range(3)
    }
    sources["S2"] = sources["S2"] >> emu._c(16)
    to = field(inst, context, "vdst")
    return context.compile_vop_pcode(inst.op, sources, lane, to, mask)


def handle(emu, kinds, applies, handler):
    """Give instructions of some formats to another function where it applies."""
    for kind in kinds:
        original = emu._INST_HANDLERS[kind]
        emu._INST_HANDLERS[kind] = lambda inst, context, original=original: (
            handler(emu, inst, context) if applies(inst) else original(inst, context)
        )


def wrap(emu, kinds, handler):
    """Give instructions of some formats to a function that may call the original."""
    for kind in kinds:
        emu._INST_HANDLERS[kind] = partial(handler, emu, emu._INST_HANDLERS[kind])


def add_rdna(emu):
    """Add instructions of gfx11 and gfx12."""
    handle(
        emu,
        [emu.ir3.VOP1, emu.ir4.VOP1],
        lambda inst: "_MOVREL" in inst.op.name,
        move_relative,
    )
    handle(
        emu,
        [emu.ir3.VOP3, emu.ir4.VOP3],
        lambda inst: "_ALIGNB" in inst.op.name and inst.opsel & 4,
        align,
    )


# --- gfx9 ------------------------------------------------------------------------


def write_lane_masks(emu):
    """Write carries of SDWA for all lanes; the emulator keeps those of the last.

    It reads the mask once, before its loop over the lanes, and writes it in each
    round.
    """

    def write(context, register, lane, value, mask):
        bits = context.unroll_lanes(
            lambda other: emu._to_u32(value.substitute({lane: other})), mask
        )
        return context.wmask(register, bits | context.rmask(register) & ~mask)

    emu._Ctx.wmask_lane_bit = write


def private_address(emu, inst, context, lane):
    """Compute where BUFFER_LOAD or BUFFER_STORE accesses the memory of a lane.

    The descriptor of scratch memory is swizzled by lanes, so that an offset is one
    in the lane's own memory; but that in a scalar register counts for all 64 lanes.
    """
    stride = context.rsgpr_dyn(emu._c(emu.SCRATCH_STRIDE_IDX))
    address = lane.cast(emu.dtypes.uint32) * stride
    address += field(inst, context, "offset")
    address += context.rsgpr_dyn(field(inst, context, "soffset")) >> emu._c(6)
    if inst.offen:
        address += context.rvgpr_dyn(field(inst, context, "vaddr"), lane)
    return address


def load_private(emu, context, address, bits, active):
    """Read up to 32 bits of scratch memory."""
    value = emu._c(0)
    for i in range(bits // 8):
        at = (address + emu._c(i)).cast(emu.dtypes.uint64)
        byte = context.scratch.index(at.valid(active)).load()
        value |= byte.cast(emu.dtypes.uint32) << emu._c(8 * i)
    return value


def extended(emu, name, value, bits, old):
    """Make what a BUFFER_LOAD writes of what it has read."""
    if re.search("_S(BYTE|SHORT)($|_D16)", name):
        sign = emu._c(1 << (bits - 1))
        value = (value ^ sign) - sign
    if "D16" not in name:
        return value
    at = 16 if name.endswith("_HI") else 0
    half = (value & emu._c(0xFFFF)) << emu._c(at)
    return (old & emu._c(0xFFFF0000 >> at)) | half


def access_private(emu, inst, context):
    """BUFFER_LOAD and BUFFER_STORE, which gfx90a has for scratch memory only."""
    lane, mask, name = context.range(), context.rexec(), inst.op.name
    active = emu._lane_active(mask, lane)
    register = field(inst, context, "vdata")
    read = context.raccvgpr_dyn if inst.acc else context.rvgpr_dyn
    write = context.waccvgpr_dyn if inst.acc else context.wvgpr_dyn
    bits = 8 if "BYTE" in name else 16 if "SHORT" in name else 32
    done = []
    for i in range(int(name[-1]) if name[-2] == "X" else 1):
        data = register + emu._c(i)
        address = private_address(emu, inst, context, lane) + emu._c(4 * i)
        if "STORE" in name:
            value = read(data, lane) >> emu._c(16 if name.endswith("_HI") else 0)
            address = address.cast(emu.dtypes.uint64)
            done += emu._mem_store_bytes(context.scratch, address, value, active, bits)
        else:
            value = load_private(emu, context, address, bits, active)
            value = extended(emu, name, value, bits, read(data, lane))
            done.append(write(data, lane, value, mask))
    return emu.UOp.sink(emu.UOp.group(*done).end(lane), *context.inc_pc())


# V_MAD_F32, V_MAC_F32 and V_MAC_F32_E64 as their fused counterparts, which later
# chips have. LLVM uses them in integer division only, where the product is exact.
FUSED = {
    (0xFFFF, 0xD1C1): 0xD1CB,
    (0xFFFF, 0xD116): 0xD13B,
    (0xFE00, 0x2C00): 0x7600,
}


def fused(data):
    """Replace the operation in an instruction's code."""
    high = int.from_bytes(data[2:4], "little")
    for (mask, code), other in FUSED.items():
        if high & mask == code:
            high = other | (high & ~mask)
    return data[:2] + high.to_bytes(2, "little") + data[4:]


def add_gfx90a(emu):
    """Add what gfx942, which the emulator knows, has no more."""
    handle(emu, [emu.irc.MUBUF], lambda inst: True, access_private)
    original = emu.decode_inst
    emu.decode_inst = lambda data, arch: original(fused(data), arch)


# --- Memory ----------------------------------------------------------------------


def gate_shared_memory(emu):
    """Let lanes that are off have an address that exists.

    The emulator reads shared memory for them too, wherever their registers point.
    """

    class Gated(emu._Ctx):
        __slots__ = ()

        def rvgpr_dyn(self, register, lane, valid=None):
            value = super().rvgpr_dyn(register, lane, valid)
            return emu._lane_active(self.rexec(), lane).where(value, emu._c(0))

    def gated(emu, original, inst, context):
        context.__class__ = Gated
        return original(inst, context)

    wrap(emu, [emu.ir3.DS, emu.ir4.DS, emu.irc.DS], gated)


def store_anywhere(emu, kinds):
    """Store words whose address is no multiple of 4; the emulator rounds it down."""
    original, c = emu._mem_store, emu._c
    done = []

    def store(mem, address, value, active, address_bits=32, bits=32):
        if bits != 32:
            return original(mem, address, value, active, address_bits, bits)
        # Of an instruction that stores several words, each has a part of the one
        # that the word before it has written.
        mem = mem.after(*done) if done else mem
        value = emu._to_u32(value)
        behind = (address.cast(emu.dtypes.uint32) & c(3)) * c(8)
        across = active & behind.ne(c(0))
        number = address >> emu.UOp.const(2, address.dtype)
        low = mem.index(number.valid(active))
        kept = low & ~(c(0xFFFFFFFF) << behind)
        first = low.store(active.where(kept | value << behind, low))
        high = mem.index((number + emu.UOp.const(1, address.dtype)).valid(across))
        # By 32 - behind, which is 32 where nothing is written.
        rest, mask = ((x >> c(1)) >> (c(31) - behind) for x in (value, c(0xFFFFFFFF)))
        second = high.store(across.where(high & ~mask | rest, high))
        done[:] = [first, second]
        return [first, second]

    def begin(emu, original, inst, context):
        done.clear()
        return original(inst, context)

    emu._mem_store = store
    wrap(emu, kinds, begin)


def compare_and_swap(emu, original, inst, context):
    """GLOBAL_ATOMIC_CMPSWAP of 64 bits, of whose data the emulator reads 32."""
    if not re.search("CMPSWAP_(B64|X2)", inst.op.name):
        return original(inst, context)
    parse = emu.parse_pcode
    operand = "vsrc" if hasattr(type(inst), "vsrc") else "data"
    first = field(inst, context, operand)

    def pair(at, lane):
        low, high = (context.rvgpr_dyn(first + emu._c(at + i), lane) for i in range(2))
        return emu._u64(low, high)

    def parse_with_pairs(pseudocode, sources):
        lane = sources["laneId"]
        pairs = {"DATA": pair(0, lane), "DATA2": pair(2, lane)}
        pseudocode = pseudocode.replace("DATA[63 : 0]", "DATA")
        pseudocode = pseudocode.replace("DATA[127 : 64]", "DATA2")
        return parse(pseudocode, sources | pairs)

    emu.parse_pcode = parse_with_pairs
    try:
        return original(inst, context)
    finally:
        emu.parse_pcode = parse


def correct(emu, chip):
    """Correct the emulator for a chip, until the process ends."""
    correct_pseudocode(emu)
    gate_shared_memory(emu)
    kinds = [emu.ir3.GLOBAL, emu.ir4.VGLOBAL, emu.irc.GLOBAL]
    store_anywhere(emu, [*kinds, emu.ir3.FLAT, emu.ir4.VFLAT, emu.irc.FLAT])
    wrap(emu, kinds, compare_and_swap)
    if chip.startswith("gfx9"):
        write_lane_masks(emu)
    else:
        add_rdna(emu)
    if chip == "gfx90a":
        add_gfx90a(emu)
