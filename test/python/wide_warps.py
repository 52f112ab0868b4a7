# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A kernel whose warps have 64 threads, and what it computes."""

import numpy as np

SOURCE = """
GPU_KERNEL wide WARP 64
    GPU_PARAM x i64[n]
    GPU_PARAM f f32[n]
    GPU_PARAM lanes i32[3, n]
    GPU_PARAM masks u64[3, n]
    GPU_PARAM moved i64[6, n]
    GPU_PARAM sums f32[4, n]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    SET (LOCAL_ID.Z * BLOCK_SIZE.Y + LOCAL_ID.Y) * BLOCK_SIZE.X + LOCAL_ID.X -> own
    SET BLOCK_ID * BLOCK_SIZE.X * BLOCK_SIZE.Y * BLOCK_SIZE.Z + own -> i
    SET LANE_ID -> lanes[0, i]
    SET WARP_ID -> lanes[1, i]
    SET WARP_SIZE -> lanes[2, i]
    SET x[i] -> mine
    BALLOT (mine > 0) -> positive
    SET positive -> masks[0, i]
    VOTE_ANY (mine > 900) -> any
    VOTE_ALL (mine > -900) -> all
    SET u64(any) * 2 + u64(all) -> masks[1, i]
    SHUFFLE mine, (LANE_ID * 7 + 40) % 80 -> s0
    SHUFFLE_UP mine 33 -> s1
    SHUFFLE_DOWN mine 40 -> s2
    SHUFFLE_XOR mine 32 -> s3
    WARP_REDUCE SUM mine -> s4
    WARP_SCAN MAX mine -> s5
    SET s0 -> moved[0, i]
    SET s1 -> moved[1, i]
    SET s2 -> moved[2, i]
    SET s3 -> moved[3, i]
    SET s4 -> moved[4, i]
    SET s5 -> moved[5, i]
    WARP_REDUCE SUM f[i] -> f0
    WARP_SCAN SUM f[i] -> f1
    BLOCK_REDUCE SUM f[i] -> f2
    BLOCK_SCAN SUM f[i] -> f3
    SET f0 -> sums[0, i]
    SET f1 -> sums[1, i]
    SET f2 -> sums[2, i]
    SET f3 -> sums[3, i]
    # Those take part that are here.
    SET u64(0) -> here
    FOR j FROM 0 TO LANE_ID % 3:
        IF mine % 2 == 0:
            CONTINUE
        ENDIF
        BALLOT TRUE -> now
        SET here * 3 + now -> here
        SYNC_WARP
    ENDFOR
    SET here -> masks[2, i]
GPU_END
"""
# Two whole warps and a part of one.
SHAPE = (2, (7, 5, 4))
THREADS = 140


def arguments():
    """Return the kernel's arguments."""
    rng = np.random.default_rng(64)
    n = 2 * THREADS
    return {
        "x": rng.integers(-1000, 1000, n).astype("i8"),
        "f": rng.normal(size=n).astype("f4"),
        "lanes": np.zeros((3, n), "i4"),
        "masks": np.zeros((3, n), "u8"),
        "moved": np.zeros((6, n), "i8"),
        "sums": np.zeros((4, n), "f4"),
        "n": np.int32(n),
    }


def bits_of(holds):
    """Return one bit a lane."""
    return sum(1 << lane for lane, one in enumerate(holds) if one)


def shuffled(x, sources):
    """Return the lanes' values, of one that there is not the reader's own."""
    return [
        x[source] if 0 <= source < len(x) else x[lane]
        for lane, source in enumerate(sources)
    ]


def expected():
    """Return what is exact: all but the sums of floats."""
    arrays = arguments()
    x = arrays["x"]
    for first in (0, THREADS):
        for warp in range(3):
            begin, end = first + warp * 64, first + min((warp + 1) * 64, THREADS)
            at, mine, lane = slice(begin, end), x[begin:end], np.arange(end - begin)
            arrays["lanes"][:, at] = [lane, lane * 0 + warp, lane * 0 + 64]
            arrays["masks"][0, at] = bits_of(mine > 0)
            arrays["masks"][1, at] = 2 * (mine > 900).any() + (mine > -900).all()
            arrays["moved"][:, at] = [
                shuffled(mine, (lane * 7 + 40) % 80),
                shuffled(mine, lane - 33),
                shuffled(mine, lane + 40),
                shuffled(mine, lane ^ 32),
                lane * 0 + mine.sum(),
                np.maximum.accumulate(mine),
            ]
            odd = mine % 2 != 0
            here = np.zeros(len(lane), "u8")
            for j in range(2):
                inside = odd & (lane % 3 > j)
                here[inside] = here[inside] * np.uint64(3) + np.uint64(bits_of(inside))
            arrays["masks"][2, at] = here
    return {name: arrays[name] for name in ("lanes", "masks", "moved")}
