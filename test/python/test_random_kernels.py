# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random kernels give the same bits on every version of the code.

AIKERNEL_FUZZ=N runs N seeds instead of the usual few, AIKERNEL_SEED=S only that
one. A kernel that fails is printed with the command that runs it again.
"""

import os
import random

import numpy as np
import pytest
from harness import PxError, available_cpus, run

SEEDS = (
    [int(os.environ["AIKERNEL_SEED"])]
    if "AIKERNEL_SEED" in os.environ
    else range(int(os.environ.get("AIKERNEL_FUZZ", "30")))
)
ELEMENTS = 256  # of every array parameter; a power of two, so that & keeps bounds
INTEGERS = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"]
FLOATS = ["f32", "f64"]
TYPES = ["bool", *INTEGERS, *FLOATS]
DTYPES = {
    "bool": np.bool_, "i8": np.int8, "i16": np.int16, "i32": np.int32,
    "i64": np.int64, "u8": np.uint8, "u16": np.uint16, "u32": np.uint32,
    "u64": np.uint64, "f32": np.float32, "f64": np.float64,
}  # fmt: skip


class Writer:
    """Source lines with their indentation."""

    def __init__(self):
        self.lines = []
        self.depth = 0

    def add(self, line):
        self.lines.append("    " * self.depth + line)

    def text(self):
        return "\n".join(self.lines) + "\n"


class Generator:
    """Writes a valid px 1.0 kernel.

    Whether all threads of a block get somewhere is kept in `uniform`, so that
    barriers and collectives stand only where they may. A thread writes shared and
    global elements of its own only, but for atomics whose result does not depend
    on their order.
    """

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.out = Writer()
        self.block = self.rng.choice([32, 64, 96, 100, 128])
        self.grid = self.rng.choice([1, 2, 3])
        self.inputs = {f"in{k}": self.rng.choice(TYPES) for k in range(3)}
        self.outputs = {f"out{k}": self.rng.choice(TYPES) for k in range(3)}
        self.shared = {f"sh{k}": self.rng.choice(INTEGERS + FLOATS) for k in range(2)}
        # One scope a block: names that can be assigned; and the variables of loops
        # that all threads run through alike.
        self.scopes = [{}]
        self.counters = []
        self.locals = {}
        self.uniform = True
        self.may_jump = False
        self.names = 0
        self.statements = 0

    # --- Expressions ---

    def variables(self, type=None):
        """List the visible variables, of one type or of all."""
        visible = {}
        for scope in self.scopes:
            visible |= scope
        return [name for name, kind in visible.items() if type in (None, kind)]

    def literal(self, type):
        """Write a value of the type."""
        rng = self.rng
        if type == "bool":
            return rng.choice(["TRUE", "FALSE"])
        if type in FLOATS:
            number = rng.choice(["0.0", "1.0", "0.5", "2.25", "100.0", "0.001"])
            return f"{type}({rng.choice(['', '-'])}{number})"
        small = rng.choice([0, 1, 2, 3, 7, 31, 100, 127])
        sign = "-" if type.startswith("i") and rng.random() < 0.3 else ""
        return f"{type}({sign}{small})"

    def element(self, arrays, type, depth):
        """Read an element of an array of the type, if there is one."""
        fitting = [name for name, kind in arrays.items() if kind == type]
        if not fitting:
            return None
        size = 8 if arrays is self.locals else ELEMENTS
        index = self.expression("i32", depth - 1)
        return f"{self.rng.choice(fitting)}[within({index}, {size})]"

    def leaf(self, type):
        """Write an expression without operations."""
        choices = [self.literal(type)]
        choices += self.variables(type) * 3
        if type == "i32":
            choices += ["tid", "lid", "LANE_ID", "BLOCK_ID", "BLOCK_SIZE", "n"]
            choices += self.counters * 2
        return self.rng.choice(choices)

    def expression(self, type, depth):
        """Write an expression of exactly this type."""
        rng = self.rng
        if depth <= 0 or rng.random() < 0.2:
            return self.leaf(type)
        if rng.random() < 0.25:
            for arrays in rng.sample([self.inputs, self.locals], 2):
                if element := self.element(arrays, type, depth):
                    return element
        if rng.random() < 0.15:
            condition = self.expression("bool", depth - 1)
            a, b = (self.expression(type, depth - 1) for _ in range(2))
            return f"{type}(SELECT({condition}, {a}, {b}))"
        if type == "bool":
            return self.condition(depth)
        if type in FLOATS:
            return self.float_expression(type, depth)
        return self.integer_expression(type, depth)

    def condition(self, depth):
        """Write an expression of type bool."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.55:
            type = rng.choice(INTEGERS + FLOATS)
            a, b = (self.expression(type, depth - 1) for _ in range(2))
            return f"({a} {rng.choice(['<', '<=', '>', '>=', '==', '!='])} {b})"
        a, b = (self.expression("bool", depth - 1) for _ in range(2))
        if kind < 0.7:
            return f"(!{a})"
        return f"({a} {rng.choice(['&&', '||', '&', '|', '^'])} {b})"

    def float_expression(self, type, depth):
        rng = self.rng
        kind = rng.random()
        if kind < 0.15:
            source = rng.choice([t for t in TYPES if t != type])
            return f"{type}({self.expression(source, depth - 1)})"
        a, b, c = (self.expression(type, depth - 1) for _ in range(3))
        if kind < 0.6:
            return f"({a} {rng.choice('+-*/')} {b})"
        if kind < 0.7:
            return f"({a} * {b} {rng.choice('+-')} {c})"
        if kind < 0.8:
            return f"{rng.choice(['MIN', 'MAX'])}({a}, {b})"
        if kind < 0.85:
            return f"FMA({a}, {b}, {c})"
        name = rng.choice(
            ["SQRT", "ABS", "NEG", "FLOOR", "CEIL", "ROUND", "EXP", "SIN"]
        )
        return f"{name}({a})"

    def integer_expression(self, type, depth):
        rng = self.rng
        kind = rng.random()
        if kind < 0.15:
            source = rng.choice([t for t in TYPES if t != type])
            return f"{type}({self.expression(source, depth - 1)})"
        a, b = (self.expression(type, depth - 1) for _ in range(2))
        if kind < 0.6:
            return f"{type}({a} {rng.choice(['+', '-', '*', '/', '%', '&', '|', '^'])} {b})"
        if kind < 0.75:
            count = self.expression(rng.choice(INTEGERS), depth - 1)
            return f"{rng.choice(['SHL', 'SHR', 'ROTL', 'ROTR'])}({a}, {count})"
        if kind < 0.85:
            return f"{type}({rng.choice(['MIN', 'MAX', 'MUL_HI'])}({a}, {b}))"
        name = rng.choice(["NOT", "POPCOUNT", "CLZ", "BSWAP", "ABS"])
        return f"{name}({a})"

    def uniform_condition(self):
        """Write a condition that all threads of a block agree on."""
        return self.rng.choice(
            ["BLOCK_ID == 0", "n > 3", "(BLOCK_ID & 1) == 1", "BLOCK_SIZE > 64"]
            + [f"({name} & 1) == 0" for name in self.counters]
        )

    # --- Statements ---

    def fresh(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def block_of(self, count, depth):
        """Write statements in a scope of their own."""
        self.scopes.append({})
        before = dict(self.locals)
        self.out.depth += 1
        for _ in range(count):
            self.statement(depth)
        self.out.depth -= 1
        self.locals = before
        self.scopes.pop()

    def statement(self, depth):
        rng = self.rng
        self.statements += 1
        choices = [self.define] * 4 + [self.assign] * 4 + [self.store_local]
        choices += [self.declare_local, self.store_output, self.add_atomically]
        if depth > 0 and self.statements < 60:
            choices += [self.branch] * 3 + [self.count, self.count, self.repeat]
        if self.may_jump:
            choices.append(self.jump)
        if self.uniform:
            choices += [self.exchange, self.reduce_block]
        choices.append(self.reduce_warp)
        rng.choice(choices)(depth)

    def define(self, depth):
        type = self.rng.choice(TYPES)
        name = self.fresh("v")
        self.out.add(f"SET {self.expression(type, 3)} -> {name}")
        self.scopes[-1][name] = type

    def assign(self, depth):
        names = self.variables()
        if not names:
            return self.define(depth)
        name = self.rng.choice(names)
        type = next(scope[name] for scope in self.scopes[::-1] if name in scope)
        return self.out.add(f"SET {self.expression(type, 3)} -> {name}")

    def declare_local(self, depth):
        name, type = self.fresh("loc"), self.rng.choice(TYPES)
        self.out.add(f"LOCAL {name} {type}[8]")
        self.locals[name] = type

    def store_local(self, depth):
        if not self.locals:
            return self.declare_local(depth)
        name, type = self.rng.choice(list(self.locals.items()))
        index = self.expression("i32", 2)
        return self.out.add(
            f"SET {self.expression(type, 3)} -> {name}[within({index}, 8)]"
        )

    def store_output(self, depth):
        name, type = self.rng.choice(list(self.outputs.items()))
        self.out.add(f"IF tid < {ELEMENTS}:")
        self.out.add(
            f"    SET {self.canonical(type, self.expression(type, 3))} -> {name}[tid]"
        )
        self.out.add("ENDIF")

    def canonical(self, type, value):
        """Make every NaN the same, whose bits the language leaves open."""
        if type not in FLOATS:
            return value
        name = self.fresh("v")
        self.out.add(f"    SET {value} -> {name}")
        return f"SELECT({name} == {name}, {name}, {type}(0.0))"

    def add_atomically(self, depth):
        verb = self.rng.choice(["ADD", "SUB", "XOR", "OR", "AND", "MIN", "MAX"])
        # Each kind has counters of its own: different ones do not commute.
        row = {"ADD": 0, "SUB": 0, "XOR": 1, "OR": 2, "AND": 3, "MIN": 4, "MAX": 5}[
            verb
        ]
        size = self.rng.choice([8, 64, 256])
        where, what = self.expression("i32", 2), self.expression("i32", 2)
        self.out.add(f"ATOMIC_{verb} counts[{row}, within({where}, {size})] ({what})")

    def branch(self, depth):
        """Write an IF, on a condition that threads agree on or not."""
        agreed = self.rng.random() < 0.35
        uniform = self.uniform
        condition = self.uniform_condition() if agreed else self.expression("bool", 3)
        self.out.add(f"IF {condition}:")
        self.uniform = uniform and agreed
        self.block_of(self.rng.randint(1, 3), depth - 1)
        if self.rng.random() < 0.3:
            self.out.add(f"ELIF {self.expression('bool', 2)}:")
            self.uniform = False
            self.block_of(self.rng.randint(1, 2), depth - 1)
        if self.rng.random() < 0.5:
            self.out.add("ELSE:")
            self.block_of(self.rng.randint(1, 3), depth - 1)
        self.out.add("ENDIF")
        self.uniform = uniform

    def jump(self, depth):
        """Leave the loop or its iteration, for the threads of a condition."""
        self.out.add(f"IF {self.expression('bool', 2)}:")
        self.out.add("    " + self.rng.choice(["BREAK", "CONTINUE"]))
        self.out.add("ENDIF")

    def loop(self, depth, agreed):
        """Write the body of a loop; one that threads leave has no barriers."""
        before = self.uniform, self.may_jump
        self.may_jump = self.rng.random() < 0.5
        self.uniform = self.uniform and agreed and not self.may_jump
        self.block_of(self.rng.randint(1, 4), depth - 1)
        self.uniform, self.may_jump = before

    def count(self, depth):
        rng = self.rng
        name = self.fresh("k")
        agreed = rng.random() < 0.5
        start, step = rng.randint(-3, 3), rng.choice([-2, -1, 1, 1, 2, 3])
        end = start + step * rng.randint(0, 4)
        bound = f"{end}" if agreed else f"{end} + ({self.expression('i32', 2)}) % 3"
        if not agreed:
            step = abs(step)
        tail = "" if step == 1 else f" STEP {step}"
        self.out.add(f"FOR {name} FROM {start} TO {bound}{tail}:")
        if agreed:
            self.counters.append(name)
        self.loop(depth, agreed)
        if agreed:
            self.counters.pop()
        self.out.add("ENDFOR")

    def repeat(self, depth):
        rng = self.rng
        name = self.fresh("w")
        self.out.add(f"SET 0 -> {name}")
        agreed = rng.random() < 0.5
        limit = rng.randint(1, 4)
        guard = "" if agreed else f" && {self.expression('bool', 2)}"
        self.out.add(f"WHILE {name} < {limit}{guard}:")
        # Counted first, so that CONTINUE does not go on for ever.
        self.out.add(f"    SET {name} + 1 -> {name}")
        self.loop(depth, agreed)
        self.out.add("ENDWHILE")

    def exchange(self, depth):
        """Pass values to other threads through shared memory."""
        name, type = self.rng.choice(list(self.shared.items()))
        result = self.fresh("v")
        self.out.add(f"SET {self.expression(type, 3)} -> {name}[lid]")
        self.out.add("SYNC_THREADS")
        distance = self.rng.randint(0, 40)
        self.out.add(f"SET {name}[(lid + {distance}) % BLOCK_SIZE] -> {result}")
        self.out.add("SYNC_THREADS")
        self.scopes[-1][result] = type

    def reduce_block(self, depth):
        self.collective("BLOCK", ["REDUCE", "SCAN"])

    def reduce_warp(self, depth):
        self.collective("WARP", ["REDUCE", "SCAN", "SHUFFLE", "VOTE"])

    def collective(self, scope, kinds):
        rng = self.rng
        result, kind = self.fresh("v"), rng.choice(kinds)
        if kind == "VOTE":
            verb = rng.choice(["VOTE_ANY", "VOTE_ALL", "BALLOT"])
            self.out.add(f"{verb} ({self.expression('bool', 3)}) -> {result}")
            self.scopes[-1][result] = "u64" if verb == "BALLOT" else "bool"
            return
        type = rng.choice(INTEGERS if kind != "SHUFFLE" else TYPES)
        value = self.expression(type, 3)
        if kind == "SHUFFLE":
            verb = rng.choice(["SHUFFLE", "SHUFFLE_UP", "SHUFFLE_DOWN", "SHUFFLE_XOR"])
            lane = (
                "(LANE_ID * 5 + 1) % 32"
                if verb == "SHUFFLE"
                else str(rng.randint(0, 31))
            )
            self.out.add(f"{verb} {value}, {lane} -> {result}")
        else:
            name = rng.choice(["SUM", "PROD", "MIN", "MAX", "AND", "OR", "XOR"])
            self.out.add(f"{scope}_{kind} {name} ({value}) -> {result}")
        self.scopes[-1][result] = type

    def kernel(self):
        """Write the whole kernel."""
        out = self.out
        out.add("FUNC within(x i32, size i32) -> i32")
        out.add("    RETURN x & (size - 1)")
        out.add("ENDFUNC")
        out.add("GPU_KERNEL fuzz")
        out.depth = 1
        for name, type in (self.inputs | self.outputs).items():
            out.add(f"GPU_PARAM {name} {type}[{ELEMENTS}]")
        out.add("GPU_PARAM counts i32[6, 256]")
        out.add("GPU_PARAM n i32")
        for name, type in self.shared.items():
            out.add(f"GPU_SHARED {name} {type}[{self.block}]")
        out.add("GPU_THREAD_CODE:")
        out.add("THREAD_ID -> tid")
        out.add("LOCAL_ID -> lid")
        for type in self.rng.sample(TYPES, 8):
            source = self.rng.choice(list(self.inputs))
            name = self.fresh("v")
            out.add(f"SET {type}({source}[within(tid, {ELEMENTS})]) -> {name}")
            self.scopes[-1][name] = type
        for _ in range(self.rng.randint(6, 14)):
            self.statement(3)
            if self.rng.random() < 0.03:
                out.add(f"IF {self.expression('bool', 2)}:")
                out.add("    RETURN")
                out.add("ENDIF")
                self.uniform = False
        for name, type in self.outputs.items():
            visible = self.variables(type)
            value = visible[-1] if visible else self.expression(type, 3)
            out.add(f"IF tid < {ELEMENTS}:")
            out.add(f"    SET {self.canonical(type, value)} -> {name}[tid]")
            out.add("ENDIF")
        out.depth = 0
        out.add("GPU_END")
        return out.text()


class Version01:
    """Writes a valid px 0.1 kernel, its blocks closed by their indentation."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.out = Writer()
        self.block, self.grid = self.rng.choice([32, 64, 96]), 3
        self.inputs = {
            f"in{k}": self.rng.choice(["i32", "f32", "u8"]) for k in range(3)
        }
        self.outputs = {f"out{k}": self.rng.choice(["i32", "f32"]) for k in range(3)}
        self.scopes = [{"tid": "i32", "lid": "i32"}]
        self.names = 0

    def value(self, floats):
        """Return an operand, of floats only or of integers only."""
        visible = {}
        for scope in self.scopes:
            visible |= scope
        names = [n for n, type in visible.items() if (type == "f32") == floats]
        literal = self.rng.choice(
            ["0.5", "3.0", "0.125"] if floats else ["0", "1", "2", "7"]
        )
        return self.rng.choice([*names * 3, literal])

    def define(self, type, line):
        self.names += 1
        self.out.add(f"{line} -> v{self.names}")
        self.scopes[-1][f"v{self.names}"] = type

    def statement(self, depth):
        rng = self.rng
        kind = rng.random()
        floats = rng.random() < 0.5
        if kind < 0.2:
            name, type = rng.choice(list(self.inputs.items()))
            self.define("f32" if type == "f32" else "i32", f"LOAD {name}[tid]")
        elif kind < 0.6 or depth == 0:
            verb = rng.choice(
                ["ADD", "SUB", "MUL"] + ([] if floats else ["DIV", "MOD"])
            )
            a, b = self.value(floats), self.value(floats)
            self.define("f32" if floats else "i32", f"{verb} {a} {b}")
        elif kind < 0.7:
            fitting = [n for n, t in self.outputs.items() if (t == "f32") == floats]
            if fitting:
                self.out.add(
                    f"STORE {self.value(floats)} -> {rng.choice(fitting)}[tid]"
                )
        else:
            self.branch(floats, depth)

    def branch(self, floats, depth):
        relation = self.rng.choice(["<", "<=", ">", ">=", "==", "!="])
        self.out.add(f"IF {self.value(floats)} {relation} {self.value(floats)}:")
        self.block_of(depth - 1)
        if self.rng.random() < 0.5:
            self.out.add("ELSE:")
            self.block_of(depth - 1)

    def block_of(self, depth):
        self.scopes.append({})
        self.out.depth += 1
        self.define("i32", f"ADD {self.value(False)} {self.value(False)}")
        for _ in range(self.rng.randint(1, 3)):
            self.statement(depth)
        self.out.depth -= 1
        self.scopes.pop()

    def kernel(self):
        """Write the whole kernel."""
        out = self.out
        out.add("GPU_KERNEL fuzz")
        for name, type in (self.inputs | self.outputs).items():
            word = {"i32": "int", "f32": "float", "u8": "char"}[type]
            out.add(f"GPU_PARAM {name} {word}{self.rng.choice(['[]', '*'])}")
        out.add("GPU_PARAM counts int[]")
        out.add("GPU_PARAM n int")
        out.add("GPU_THREAD_CODE:")
        out.depth = 1
        out.add("THREAD_ID -> tid")
        out.add("LOCAL_ID -> lid")
        out.add(f"IF tid < {ELEMENTS}:")
        out.depth = 2
        self.scopes.append({})
        for name, type in self.inputs.items():
            self.define("f32" if type == "f32" else "i32", f"LOAD {name}[tid]")
        for _ in range(self.rng.randint(5, 12)):
            self.statement(3)
        for name, type in self.outputs.items():
            out.add(f"STORE {self.value(type == 'f32')} -> {name}[tid]")
        out.depth = 0
        out.add("GPU_END")
        return out.text()


def random_array(rng, type):
    """Return elements of a type, many of them small."""
    if type == "bool":
        return rng.integers(0, 2, ELEMENTS).astype(np.bool_)
    if type in FLOATS:
        return (rng.normal(size=ELEMENTS) * 100).astype(DTYPES[type])
    info = np.iinfo(DTYPES[type])
    wide = rng.integers(info.min, info.max, ELEMENTS, DTYPES[type], endpoint=True)
    return np.where(rng.random(ELEMENTS) < 0.5, wide, wide & 15).astype(DTYPES[type])


def arrays_for(generator, seed):
    """Return the arguments of a generated kernel."""
    rng = np.random.default_rng(seed)
    arguments = {n: random_array(rng, t) for n, t in generator.inputs.items()}
    for name, type in generator.outputs.items():
        arguments[name] = np.zeros(ELEMENTS, DTYPES[type])
    arguments["counts"] = rng.integers(-(2**31), 2**31, (6, 256), np.int32)
    arguments["n"] = 5
    return arguments


@pytest.mark.parametrize("form", [Version01, Generator], ids=["v01", "v10"])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_version_of_the_code_gives_the_same_bits(form, seed, tmp_path):
    generator = form(seed)
    program = generator.kernel()
    source = tmp_path / "fuzz.px"
    source.write_text(program, encoding="utf-8")
    arguments = arrays_for(generator, seed)
    outputs = [*generator.outputs, "counts"]
    results = {}
    again = f"AIKERNEL_SEED={seed} ./dev test 'test_random_kernels.*{seed}'"
    try:
        for cpu in available_cpus():
            results[cpu] = run(
                source, "fuzz", generator.grid, generator.block, arguments, outputs, cpu
            )
    except PxError as error:
        pytest.fail(f"{program}\nagain: {again}\n{error}", pytrace=False)
    for cpu, result in results.items():
        for name in outputs:
            right = results["scalar"][name].reshape(-1)
            wrong = np.flatnonzero(
                right.view(np.uint8) != result[name].reshape(-1).view(np.uint8)
            )
            if wrong.size:
                at = wrong[0] // right.itemsize
                pytest.fail(
                    f"{program}\nagain: {again}\n{cpu} differs from scalar in {name}"
                    f"[{at}]: {result[name].reshape(-1)[at]} instead of {right[at]}",
                    pytrace=False,
                )
