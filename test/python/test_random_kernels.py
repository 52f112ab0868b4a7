# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random kernels give the same bits on every version of the code.

AIKERNEL_FUZZ=N runs N seeds instead of the usual few, AIKERNEL_FUZZ=A:B those
from A to B, AIKERNEL_SEED=S only that one. A kernel that fails is printed with the
command that runs it again.
"""

import os
import random

import numpy as np
import pytest
import reference
from harness import PxError, available_cpus, run, shared_option

SEEDS = (
    [int(os.environ["AIKERNEL_SEED"])]
    if "AIKERNEL_SEED" in os.environ
    else range(*map(int, os.environ.get("AIKERNEL_FUZZ", "30").split(":")))
)
SLOTS = 8  # elements of an array of a thread's own
ELEMENTS = 256  # of every array parameter; a power of two, so that & keeps bounds
KINDS = {type.name: type for type in reference.TYPES}
TYPES = list(KINDS)
INTEGERS = [type.name for type in reference.INTEGERS]
FLOATS = [type.name for type in reference.FLOATS]
STORAGE = [type.name for type in reference.STORAGE]
BITWISE = ["AND", "OR", "XOR"]
COMMUTING = ["ADD", "SUB", "MIN", "MAX", *BITWISE]
LEAST = 16  # threads of a block; a power of two
BLOCKS = [32, 64, 96, 100, 128, (LEAST, 1), (16, 4), (8, 8), (7, 9), (32, 4)]
BLOCKS += [(4, 4, 4), (10, 5, 2), (3, 5, 7)]
GRIDS = [1, 2, 3, (2, 2), (1, 3), (2, 1, 2)]
BUILTINS = ["LANE_ID", "WARP_ID", "WARP_SIZE"]
for word in ["THREAD_ID", "LOCAL_ID", "BLOCK_ID", "BLOCK_SIZE", "GRID_SIZE"]:
    BUILTINS += [word, f"{word}.X", f"{word}.Y", f"{word}.Z"]


def elements_of(size):
    """Return how many threads a block has, or how many blocks a grid."""
    return int(np.prod(size))


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

    Whether all threads of a block get somewhere is kept in `uniform`, `left` and
    `loops`, so that barriers and collectives stand only where they may. A thread
    writes shared and global elements of its own only, but for atomics whose
    results are not used and do not depend on their order.
    """

    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        self.out = Writer()
        self.block, self.grid = rng.choice(BLOCKS), rng.choice(GRIDS)
        threads = elements_of(self.block)
        self.threads = threads * elements_of(self.grid)
        self.inputs = {f"in{k}": rng.choice(TYPES) for k in range(3)}
        self.outputs = {f"out{k}": rng.choice(TYPES) for k in range(3)}
        self.own = {f"own{k}": rng.choice(INTEGERS + FLOATS) for k in range(2)}
        self.counts = rng.choice(INTEGERS)
        self.shared = {
            "sh0": rng.choice(INTEGERS + FLOATS + STORAGE),
            "sh1": rng.choice(INTEGERS),
        }
        self.sizes = dict.fromkeys(self.shared, threads)
        self.shared_bytes = 0
        if rng.random() < 0.5:
            dynamic = rng.choice(list(self.shared))
            self.sizes[dynamic] = ""
            self.shared_bytes = threads * KINDS[self.shared[dynamic]].bits // 8
        # Of each function: the type it returns, if any, and its parameters.
        self.functions = {}
        # How much there is of everything: many kernels are small.
        self.size = rng.choice([1, 1, 1, 2, 3])
        self.counters = []
        self.names = 0

    def begin(self, variables, arrays, numbers):
        """Begin the kernel."""
        # One scope a block: names that can be assigned.
        self.scopes = [variables]
        self.arrays, self.numbers, self.returns = arrays, numbers, None
        self.locals = {}
        self.in_kernel = self.uniform = True
        self.left = False
        # Of each loop, whether all threads run through it alike, and may leave it.
        self.loops = []
        self.statements = 0

    def begin_function(self, variables, locals, returns):
        """Begin a function, which returns a value of that type, or none."""
        self.begin(variables, {}, [])
        self.returns, self.locals = returns, locals
        self.in_kernel = self.uniform = False

    def together(self):
        """Tell whether all threads of the block get here."""
        return self.uniform and not self.left

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
        if type in FLOATS + STORAGE:
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
        size = SLOTS if arrays is self.locals else ELEMENTS
        index = self.expression("i32", depth - 1)
        return f"{self.rng.choice(fitting)}[within({index}, {size})]"

    def leaf(self, type):
        """Write an expression without operations."""
        rng = self.rng
        choices = [self.literal(type)]
        if visible := self.variables(type):
            choices += visible * 3
        elif visible := self.variables():
            choices += [f"{type}({rng.choice(visible)})"] * 3
        if type == "i32":
            choices += rng.sample(BUILTINS, 4)
            choices += self.numbers + self.counters * 2
        return rng.choice(choices)

    def call(self, type, depth):
        """Call a function of the type, if there is one."""
        own = set(self.locals.values())
        fitting = [
            name
            for name, (returns, parameters) in self.functions.items()
            if returns == type and {t for t, is_array in parameters if is_array} <= own
        ]
        if not fitting:
            return None
        name = self.rng.choice(fitting)
        values = [
            self.rng.choice([n for n, kind in self.locals.items() if kind == t])
            if is_array
            else self.expression(t, depth - 1)
            for t, is_array in self.functions[name][1]
        ]
        return f"{name}({', '.join(values)})"

    def expression(self, type, depth):
        """Write an expression of exactly this type."""
        rng = self.rng
        if depth <= 0 or rng.random() < 0.2:
            return self.leaf(type)
        if rng.random() < 0.25:
            for arrays in rng.sample([self.arrays, self.locals], 2):
                if element := self.element(arrays, type, depth):
                    return element
        if rng.random() < 0.1 and (call := self.call(type, depth)):
            return call
        if rng.random() < 0.15:
            condition = self.expression("bool", depth - 1)
            a, b = (self.expression(type, depth - 1) for _ in range(2))
            return f"{type}(SELECT({condition}, {a}, {b}))"
        if type == "bool":
            return self.condition(depth)
        if type in FLOATS:
            return self.float_expression(type, depth)
        if type in STORAGE:
            source = rng.choice([t for t in TYPES if t != type])
            return f"{type}({self.expression(source, depth - 1)})"
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
        if kind < 0.2:
            bits = self.expression(f"u{KINDS[type].bits}", depth - 1)
            return f"BITCAST({bits}, {type})"
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
        if kind < 0.2 and type[1:] == "8":
            return f"BITCAST({self.expression(rng.choice(STORAGE), depth - 1)}, {type})"
        if kind < 0.2 and f"f{type[1:]}" in FLOATS:
            value = self.expression(f"f{type[1:]}", depth - 1)
            return f"BITCAST(number_f{type[1:]}({value}), {type})"
        a, b = (self.expression(type, depth - 1) for _ in range(2))
        if kind < 0.6:
            return f"{type}({a} {rng.choice(['+', '-', '*', '/', '%', '&', '|', '^'])} {b})"
        if kind < 0.75:
            count = self.expression(rng.choice(INTEGERS), depth - 1)
            return f"{rng.choice(['SHL', 'SHR', 'ROTL', 'ROTR'])}({a}, {count})"
        if kind < 0.82:
            names = ["MIN", "MAX", "MUL_HI", "CLMUL", "CLMUL_HI"]
            return f"{type}({rng.choice(names)}({a}, {b}))"
        if kind < 0.85:
            words = [self.expression(rng.choice(["i32", "u32"]), 0) for _ in range(3)]
            return f"{type}({rng.choice(['BYTE_PERM', 'DOT4'])}({', '.join(words)}))"
        name = rng.choice(["NOT", "POPCOUNT", "CLZ", "BSWAP", "ABS"])
        return f"{name}({a})"

    def uniform_condition(self):
        """Write a condition that all threads of a block agree on."""
        return self.rng.choice(
            ["BLOCK_ID == 0", "n > 3", "(BLOCK_ID.Y & 1) == 1", "BLOCK_SIZE > 16"]
            + [f"{name}[BLOCK_ID + {self.rng.randint(0, 99)}]" for name in self.arrays]
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
        self.statements += 1
        deeper = depth > 0 and self.statements < 60
        kernel = self.in_kernel
        loop = self.loops[-1] if self.loops else (True, False)
        together = self.together()
        # How often, where, and what.
        table = [
            (4, True, self.define),
            (4, True, self.assign),
            (1, True, self.store_local),
            (1, True, self.declare_local),
            (0.5, True, self.add_with_carry),
            (1, True, self.call_alone),
            (3, deeper, self.branch),
            (2, deeper, self.count),
            (1, deeper, self.repeat),
            (1, loop[1] and (together or not loop[0]), self.jump),
            (0.3, together or not self.loops_together(), self.leave),
            (1, kernel, self.store_output),
            (1, kernel, self.change_counts),
            (1, kernel, self.change_own),
            (1, kernel, self.reduce_warp),
            (1, together, self.exchange),
            (1, together, self.reduce_block),
        ]
        weights = [weight * allowed for weight, allowed, _ in table]
        _, _, write = self.rng.choices(table, weights)[0]
        write(depth)

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
        self.out.add(f"LOCAL {name} {type}[{SLOTS}]")
        self.locals[name] = type

    def store_local(self, depth):
        if not self.locals:
            return self.declare_local(depth)
        name, type = self.rng.choice(list(self.locals.items()))
        index = self.expression("i32", 2)
        return self.out.add(
            f"SET {self.expression(type, 3)} -> {name}[within({index}, {SLOTS})]"
        )

    def add_with_carry(self, depth):
        type = self.rng.choice(INTEGERS)
        total, carry = self.fresh("v"), self.fresh("v")
        a, b = (self.expression(type, 2) for _ in range(2))
        was = self.expression("bool", 2)
        self.out.add(f"ADD_CARRY ({a}) ({b}) ({was}) -> {total} {carry}")
        self.scopes[-1] |= {total: type, carry: "bool"}

    def call_alone(self, depth):
        """Call a function for what it does to the arrays that it is given."""
        if call := self.call(None, 2):
            self.out.add(f"CALL {call}")
        else:
            self.declare_local(depth)

    def store_output(self, depth):
        name, type = self.rng.choice(list(self.outputs.items()))
        self.store(name, type, self.expression(type, 3))

    def store(self, name, type, value):
        """Store an output, of NaNs the same one, whose bits the language leaves open."""
        value = f"number_{type}({value})" if type in FLOATS else value
        self.out.add(f"IF tid < {ELEMENTS}:")
        self.out.add(f"    SET {value} -> {name}[tid]")
        self.out.add("ENDIF")

    def change_counts(self, depth):
        verb = self.rng.choice(COMMUTING)
        # Each kind has counters of its own: different ones do not commute.
        row = ["ADD", "MIN", "MAX", *BITWISE].index(verb.replace("SUB", "ADD"))
        size = self.rng.choice([8, 64, 256])
        where, what = self.expression("i32", 2), self.expression(self.counts, 2)
        self.out.add(f"ATOMIC_{verb} counts[{row}, within({where}, {size})] ({what})")

    def change_own(self, depth):
        """Change an element that no other thread does, and use what was there."""
        rng = self.rng
        places = {f"{name}[tid]": type for name, type in self.own.items()}
        places["sh1[lid]"] = self.shared["sh1"]
        place, type = rng.choice(list(places.items()))
        verbs = ["MIN", "MAX", "EXCHANGE", "CAS"]
        # NVIDIA's sums of f32 take denormals as zero; see docs/rationale.
        verbs += ["ADD", "SUB"] * (type != "f32")
        verb = rng.choice(verbs + BITWISE * (type not in FLOATS))
        value = f"({self.limited(type)})"
        if verb == "CAS":
            value = f"({rng.choice([place, self.limited(type)])}) {value}"
        result = self.fresh("v")
        self.out.add(f"ATOMIC_{verb} {place} {value} -> {result}")
        self.scopes[-1][result] = type

    def limited(self, type):
        """Write a value that makes no NaN when it is added to others."""
        value = self.expression(type, 2)
        return f"MIN(MAX({value}, -1.0), 1.0)" if type in FLOATS else value

    def branch(self, depth):
        """Write an IF, on a condition that threads agree on or not."""
        agreed = self.in_kernel and self.rng.random() < 0.35
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
        agreed = self.loops[-1][0]
        condition = self.uniform_condition() if agreed else self.expression("bool", 2)
        self.out.add(f"IF {condition}:")
        self.out.add("    " + self.rng.choice(["BREAK", "CONTINUE"]))
        self.out.add("ENDIF")

    def loops_together(self):
        """Tell whether barriers may stand in a loop around."""
        return any(uniform for uniform, _ in self.loops)

    def leave(self, depth):
        """End the function, or the kernel for the threads of a condition."""
        agreed = self.together() and (self.loops_together() or self.rng.random() < 0.5)
        condition = self.uniform_condition() if agreed else self.expression("bool", 2)
        value = f" {self.expression(self.returns, 2)}" if self.returns else ""
        self.out.add(f"IF {condition}:")
        self.out.add(f"    RETURN{value}")
        self.out.add("ENDIF")
        self.left = self.left or not agreed

    def loop(self, depth, agreed):
        """Write the body of a loop; one that some threads leave has no barriers."""
        before = self.uniform
        self.uniform = self.together() and agreed and self.rng.random() < 0.7
        self.loops.append((self.uniform, self.rng.random() < 0.5))
        self.block_of(self.rng.randint(1, 4), depth - 1)
        self.loops.pop()
        self.uniform = before

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
        if type in INTEGERS and self.rng.random() < 0.5:
            self.change_shared(name, type)
        distance = self.rng.randint(0, 40)
        self.out.add(f"SET {name}[(lid + {distance}) % size] -> {result}")
        self.out.add("SYNC_THREADS")
        self.scopes[-1][result] = type

    def change_shared(self, name, type):
        """Change elements of all threads, in any order."""
        verb = self.rng.choice(COMMUTING)
        where, what = self.expression("i32", 2), self.expression(type, 2)
        self.out.add(f"IF {self.expression('bool', 2)}:")
        self.out.add(f"    ATOMIC_{verb} {name}[within({where}, {LEAST})] ({what})")
        self.out.add("ENDIF")
        self.out.add("SYNC_THREADS")

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
        computing = [type for type in TYPES if type not in STORAGE]
        type = rng.choice(TYPES if kind == "SHUFFLE" else computing)
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
            # Sums and products of floats are rounded in an order of their own.
            names = ["MIN", "MAX"] * (type != "bool") + BITWISE * (type not in FLOATS)
            names += ["SUM", "PROD"] * (type in INTEGERS)
            name = rng.choice(names)
            self.out.add(f"{scope}_{kind} {name} ({value}) -> {result}")
        self.scopes[-1][result] = type

    def function(self):
        """Write a function, which may call those before it."""
        rng, out = self.rng, self.out
        name, returns = self.fresh("fn"), rng.choice([None, *TYPES])
        parameters = {
            self.fresh("p"): (rng.choice(TYPES), rng.random() < 0.3)
            for _ in range(rng.randint(1, 3))
        }
        scalars = {
            p: type for p, (type, is_array) in parameters.items() if not is_array
        }
        arrays = {p: type for p, (type, is_array) in parameters.items() if is_array}
        self.begin_function(scalars, dict(arrays), returns)
        listed = ", ".join(
            f"{p} {type}{f'[{SLOTS}]' * is_array}"
            for p, (type, is_array) in parameters.items()
        )
        out.add(f"FUNC {name}({listed})" + (f" -> {returns}" if returns else ""))
        out.depth = 1
        for _ in range(rng.randint(1, self.size)):
            self.statement(1)
        if arrays:
            self.locals = arrays
            self.store_local(1)
        if returns:
            out.add(f"RETURN {self.expression(returns, 3)}")
        out.depth = 0
        out.add("ENDFUNC")
        self.functions[name] = returns, list(parameters.values())

    def helpers(self):
        """Write the functions that other lines rely on."""
        self.out.add("FUNC within(x i32, size i32) -> i32")
        self.out.add("    RETURN x & (size - 1)")
        self.out.add("ENDFUNC")
        for type in FLOATS:
            self.out.add(f"FUNC number_{type}(x {type}) -> {type}")
            self.out.add(f"    RETURN SELECT(x == x, x, {type}(0.0))")
            self.out.add("ENDFUNC")

    def number_thread(self):
        """Number the thread in its block and in the grid."""
        out = self.out
        out.add("SET BLOCK_SIZE.X * BLOCK_SIZE.Y * BLOCK_SIZE.Z -> size")
        if not isinstance(self.block, tuple) and not isinstance(self.grid, tuple):
            out.add("THREAD_ID -> tid")
            out.add("LOCAL_ID -> lid")
            return
        rows = "({0}_ID.Z * {1} + {0}_ID.Y) * {2} + {0}_ID.X"
        local = rows.format("LOCAL", "BLOCK_SIZE.Y", "BLOCK_SIZE.X")
        block = rows.format("BLOCK", "GRID_SIZE.Y", "GRID_SIZE.X")
        across = [f"GRID_SIZE.{axis} * BLOCK_SIZE.{axis}" for axis in "YX"]
        out.add(f"SET {local} -> lid")
        whole = [f"({block}) * size + lid", rows.format("THREAD", *across)]
        out.add(f"SET {self.rng.choice(whole)} -> tid")

    def head(self):
        """Write the parameters and the shared arrays."""
        out = self.out
        for name, type in (self.inputs | self.outputs).items():
            out.add(f"GPU_PARAM {name} {type}[{ELEMENTS}]")
        for name, type in self.own.items():
            out.add(f"GPU_PARAM {name} {type}[{self.threads}]")
        out.add(f"GPU_PARAM counts {self.counts}[6, 256]")
        out.add("GPU_PARAM n i32")
        for name, type in self.shared.items():
            out.add(f"GPU_SHARED {name} {type}[{self.sizes[name]}]")

    def kernel(self):
        """Write the whole program."""
        out, rng = self.out, self.rng
        self.helpers()
        for _ in range(rng.randint(0, 3)):
            self.function()
        out.add("GPU_KERNEL fuzz")
        out.depth = 1
        self.head()
        out.add("GPU_THREAD_CODE:")
        self.number_thread()
        self.begin({}, self.inputs, ["tid", "lid", "size", "n"])
        for name, type in self.shared.items():
            out.add(f"SET {self.literal(type)} -> {name}[lid]")
        for type in rng.sample(TYPES, 8):
            source = rng.choice(list(self.inputs))
            name = self.fresh("v")
            out.add(f"SET {type}({source}[within(tid, {ELEMENTS})]) -> {name}")
            self.scopes[-1][name] = type
        for _ in range(rng.randint(2 * self.size, 4 * self.size)):
            self.statement(self.size)
        for name, type in self.outputs.items():
            visible = self.variables(type)
            value = visible[-1] if visible else self.expression(type, 3)
            self.store(name, type, value)
        out.depth = 0
        out.add("GPU_END")
        return out.text()


class Version01:
    """Writes a valid px 0.1 kernel, its blocks closed by their indentation."""

    own, counts, shared_bytes, threads = {}, "i32", 0, 0

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


def random_array(rng, type, count=ELEMENTS):
    """Return elements of a type, many of them small."""
    kind = KINDS[type]
    if type == "bool":
        return rng.integers(0, 2, count).astype(kind.dtype)
    if kind.is_storage:
        return rng.integers(0, 256, count, kind.dtype)
    few = rng.random(count)
    if kind.is_integer:
        info = np.iinfo(kind.dtype)
        wide = rng.integers(info.min, info.max, count, kind.dtype, endpoint=True)
        return np.where(few < 0.5, wide, wide & 15).astype(kind.dtype)
    values = rng.normal(size=count) * 100
    if type == "bf16":
        bits = values.astype("f4").view("u4") >> 16
    else:
        bits = values.astype(kind.dtype).view(f"u{kind.bits // 8}")
    denormal = (1 << (kind.precision - 1)) - 1
    bits = np.where(few < 0.1, bits & denormal, bits)
    return bits.astype(f"u{kind.bits // 8}").view(kind.dtype)


def arrays_for(generator, seed):
    """Return the arguments of a generated kernel."""
    rng = np.random.default_rng(seed)
    arguments = {n: random_array(rng, t) for n, t in generator.inputs.items()}
    for name, type in generator.outputs.items():
        arguments[name] = np.zeros(ELEMENTS, KINDS[type].dtype)
    for name, type in generator.own.items():
        arguments[name] = random_array(rng, type, generator.threads)
    counts = random_array(rng, generator.counts, 6 * 256)
    arguments["counts"] = counts.reshape(6, 256)
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
    outputs = [*generator.outputs, *generator.own, "counts"]
    launch = (source, "fuzz", generator.grid, generator.block, arguments, outputs)
    options = shared_option(generator.shared_bytes)
    results = {}
    levels = random.Random(seed)
    again = f"AIKERNEL_SEED={seed} ./dev test 'test_random_kernels.*{seed}'"
    try:
        for cpu in available_cpus():
            level = levels.choice(["-O0", "-O3"])
            results[cpu] = run(*launch, cpu, [level, *options])
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
