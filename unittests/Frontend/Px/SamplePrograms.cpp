//===- SamplePrograms.cpp - Real px programs for tests --------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SamplePrograms.h"

const std::vector<aikernel::px::test::SampleProgram> &
aikernel::px::test::samplePrograms() {
  static const std::vector<SampleProgram> programs = {
      {"vector_add, 0.1, both arrows", R"px(
#
# c = a + b
GPU_KERNEL vector_add LATENCY_CRITICAL
GPU_PARAM a float[]
GPU_PARAM b float*
    GPU_PARAM c float[]
    GPU_PARAM n int
GPU_THREAD_CODE:
    THREAD_ID → tid
    IF tid < n:
        LOAD a[tid] → x
        load b [tid]->y
        ADD x y → z        COMMENT the sum
        STORE z -> c[tid]
GPU_END

GPU_LAUNCH vector_add BLOCKS 4 THREADS 256
GPU_LAUNCH vector_add 4 256
GPU_SYNC
)px"},
      {"upper-casing text, 0.1, names like types", R"px(
GPU_KERNEL shout
GPU_PARAM text char[]
GPU_PARAM out byte[]
GPU_THREAD_CODE:
THREAD_ID -> tid
LOAD text[tid] -> char
COMPARE char >= 97 -> lower
IF lower:
SUB char 32 -> upper
STORE upper -> out[tid]
ELSE:
STORE char -> out[tid]
GPU_END
)px"},
      {"block sums, 0.1, shared memory", R"px(
GPU_KERNEL block_sum
    GPU_PARAM in u32[]
    GPU_PARAM out u32[]
    GPU_SHARED part u32 256
    GPU_THREAD_CODE:
    LOCAL_ID -> i
    THREAD_ID -> tid
    BLOCK_ID -> block
    LOAD in[tid] -> v
    STORE v -> part[i]
    SYNC_THREADS
    IF i < 128:
        LOAD part[i] -> a
        LOAD part[i + 128] -> b
        ADD a b -> c
        STORE c -> part[i]
    BLOCK_REDUCE SUM v -> total
    WARP_REDUCE MAX v -> most
    ATOMIC_ADD out[block] total
GPU_END
GPU_ALLOC in u32 1024
GPU_ALLOC out u32 4
GPU_COPY_TO_GPU host_in -> in 1024
GPU_LAUNCH block_sum BLOCKS 4 THREADS 256
GPU_SYNC
GPU_COPY_FROM_GPU out -> host_out 4
GPU_FREE in
GPU_FREE out
GPU_SELECT 0
)px"},
      {"boot image with a kernel, 0.1", R"px(
DEFINE BOOT_MSG 0x7C20
WRITE 0x7C00 0xB4    COMMENT mov ah, 0x0E
WRITE 0x7C01 0x0E
WRITE BOOT_MSG+1 0x65 # e
CALL BOOT_MSG
comment this is all
GPU_KERNEL nothing
GPU_THREAD_CODE:
GPU_END
)px"},
      {"tiled matrix product", R"px(
GPU_CONST TILE = 16
GPU_KERNEL matmul_tiled
    GPU_PARAM A f32[m, k]
    GPU_PARAM B f32[k, n]
    GPU_PARAM C f32[m, n]
    GPU_PARAM m i32
    GPU_PARAM n i32
    GPU_PARAM k i32
    GPU_SHARED As f32[TILE, TILE + 1]
    GPU_SHARED Bs f32[TILE, TILE + 1]
    GPU_THREAD_CODE:
    THREAD_ID X -> col
    THREAD_ID Y -> row
    SET 0.0 -> acc
    FOR t FROM 0 TO k STEP TILE:
        SET SELECT(row < m && t + LOCAL_ID.X < k, A[row, t + LOCAL_ID.X], 0.0) -> As[LOCAL_ID.Y, LOCAL_ID.X]
        SET SELECT(t + LOCAL_ID.Y < k && col < n, B[t + LOCAL_ID.Y, col], 0.0) -> Bs[LOCAL_ID.Y, LOCAL_ID.X]
        SYNC_THREADS
        FOR i FROM 0 TO TILE:
            SET acc + As[LOCAL_ID.Y, i] * Bs[i, LOCAL_ID.X] -> acc
        ENDFOR
        SYNC_THREADS
    ENDFOR
    IF row < m && col < n:
        SET acc -> C[row, col]
    ENDIF
GPU_END
ARG n i32 = 1024 "number of rows"
GPU_ALLOC a f32[n, n] PINNED
GPU_ALLOC b f32[n, n]
GPU_ALLOC c f32[n, n]
GPU_FILL a 1.0
GPU_COPY a -> b
GPU_LAUNCH matmul_tiled BLOCKS (n + 15) / 16, (n + 15) / 16 THREADS 16, 16 ARGS a, b, c, n, n, n
GPU_SYNC
ASSERT c[0, 0] == f32(n), "row sum"
PRINT "c[0, 0] =", c[0, 0]
GPU_FREE a
)px"},
      {"table lookups in rounds, as AES has them", R"px(
GPU_CONST SBOX u8[16]:
    0x63 0x7c 0x77 0x7b, 0xf2 0x6b 0x6f 0xc5
    0x30, 0x01, 0x67, 0x2b  0xfe 0xd7 0xab 0x76
ENDCONST
FUNC xtime(v u8) -> u8
    RETURN u8((v << 1) ^ SELECT((v & 0x80) != 0, 0x1b, 0))
ENDFUNC
FUNC mix(a u8, b u8) -> u8
    RETURN u8(xtime(a) ^ xtime(b) ^ b)
ENDFUNC
GPU_KERNEL rounds
    GPU_PARAM key u32[4]
    GPU_PARAM data u8[n, 16]
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    THREAD_ID -> tid
    IF tid >= n:
        RETURN
    ENDIF
    LOCAL state u8[16]
    FOR i FROM 0 TO 16:
        LOAD data[tid, i] -> v
        SET SBOX[v & 15] ^ u8(key[i / 4] >> u32(i % 4 * 8)) -> state[i]
    ENDFOR
    SET 0 -> round
    WHILE round < 10:
        FOR i FROM 15 TO -1 STEP -1:
            SET mix(state[i], state[(i + 5) % 16]) -> state[i]
        ENDFOR
        IF round == 9:
            BREAK
        ELIF round % 2 == 1:
            ADD round 1 -> round
            CONTINUE
        ELSE:
            ADD round, 1 -> round
        ENDIF
    ENDWHILE
    FOR i FROM 0 TO 16:
        SET state[i] -> data[tid, i]
    ENDFOR
GPU_END
)px"},
      {"every collective and atomic", R"px(
GPU_KERNEL together WARP 32
    GPU_PARAM h u32[]
    GPU_PARAM m u64[]
    GPU_PARAM f f32[]
    GPU_SHARED scratch f32[]
    GPU_THREAD_CODE:
    LOCAL_ID -> i
    LANE_ID -> lane
    LOAD h[i] -> v
    WARP_REDUCE SUM v -> s
    WARP_REDUCE XOR v -> sx
    BLOCK_REDUCE MAX f[i] -> fm
    WARP_SCAN SUM v -> p
    BLOCK_SCAN PROD v -> q
    SHUFFLE v 0 -> w
    SHUFFLE_UP v 1 -> w
    SHUFFLE_DOWN v 1 -> w
    SHUFFLE_XOR v, lane ^ 1 -> w
    VOTE_ANY v -> any
    VOTE_ALL (v > 3) -> all
    BALLOT any -> mask
    SET mask -> m[i]
    SYNC_WARP
    FENCE
    ATOMIC_ADD h[0] 1
    ATOMIC_SUB h [0] 1 -> old
    ATOMIC_MIN h[0], v + 1 -> old
    ATOMIC_MAX h[0] v
    ATOMIC_AND h[0] v
    ATOMIC_OR h[0] v
    ATOMIC_XOR h[0] v
    ATOMIC_EXCHANGE h[0] v -> old
    ATOMIC_CAS h[0] old v -> old
    ATOMIC_ADD f[0] 0.5
    SET 1.0 -> scratch[i]
GPU_END
GPU_ALLOC h u32[64]
GPU_ALLOC m u64[64] HUGE
GPU_ALLOC f f32[64] DEVICE
GPU_LAUNCH together BLOCKS 1 THREADS 64 SHARED 64 * 4 ARGS h, m, f
)px"},
      {"every operation as a verb and as a function", R"px(
GPU_KERNEL operations
    GPU_PARAM u u32[]
    GPU_PARAM f f32[]
    GPU_PARAM h f16[]
    GPU_PARAM d f64[]
    GPU_THREAD_CODE:
    SET u[0] -> a
    SET f[0] -> x
    ADD a 1 -> r
    SUB a 1 -> r
    MUL a 1 -> r
    DIV a 1 -> r
    MOD a 1 -> r
    NEG a -> r
    ABS a -> r
    MIN a 1 -> r
    MAX a 1 -> r
    MUL_HI a 7 -> r
    AND a 1 -> r
    OR a 1 -> r
    XOR a 1 -> r
    NOT a -> r
    SHL a 1 -> r
    SHR a 1 -> r
    ROTL a 1 -> r
    ROTR a 1 -> r
    POPCOUNT a -> r
    CLZ a -> r
    BSWAP a -> r
    SELECT a 1 2 -> chosen
    CAST a u8 -> c
    CAST a + 1, u8 -> c
    BITCAST a f32 -> y
    FMA x x 1.0 -> y
    SQRT x -> y
    RSQRT x -> y
    EXP x -> y
    EXP2 x -> y
    LOG x -> y
    LOG2 x -> y
    SIN x -> y
    COS x -> y
    TANH x -> y
    ERF x -> y
    POW x 2.0 -> y
    FLOOR x -> y
    CEIL x -> y
    ROUND x -> y
    SET FMA(x, POW(x, 2), ROUND(SIN(x))) -> f[1]
    SET h[0] * 0.1 + h[1] -> h[2]
    SET d[0] * 0.1 -> d[1]
    SET CAST(x, i64) + BITCAST(x, i32) -> z
    SET !TRUE || FALSE && -a == ~a -> flag
GPU_END
)px"},
      {"host control", R"px(
ARG n i32 = 8
ARG scale f64
GPU_CONST STEPS = 4 * 2
SET 0 -> total
FOR i FROM 0 TO STEPS:
    IF i % 2 == 0:
        ADD total i -> total
    ELIF i == 7:
        BREAK
    ELSE:
        CONTINUE
    ENDIF
ENDFOR
WHILE total > 0:
    SET total - n -> total
ENDWHILE
PRINT "total", total, scale
ASSERT total <= 0
)px"},
      {"carriage returns and a byte order mark",
       "\uFEFFSET 1 -> x\r\n# nothing\r\n\r\nPRINT x\r\n"},
  };
  return programs;
}
