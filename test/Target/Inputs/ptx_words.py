# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Print a px file with a kernel or a table for each word that PTX knows."""

import sys

# Instructions, predefined identifiers and special registers of the PTX manual,
# directives without their dot, and what ptxas refuses besides.
TEXT = """
_ WARP_SZ A7 function_name inlined_at __nv_reservedSMEM_offset_0_alias
abs activemask add addc alloca and applypriority atom bar barrier bfe bfi bfind
bmsk bra brev brkpt brx call clusterlaunchcontrol clz cnot copysign cos cp
createpolicy cvt cvta discard div dp2a dp4a elect ex2 exit fence fma fns getctarank
griddepcontrol isspacep istypep ld ldmatrix ldu lg2 lop3 mad mad24 madc mapa match
max mbarrier membar min mma mov movmatrix mul mul24 multimem nanosleep neg not or
pmevent popc prefetch prefetchu prmt rcp red redux rem ret rsqrt sad selp set
setmaxnreg setp shf shfl shl shr sin slct sqrt st stackrestore stacksave stmatrix
sub subc suld suq sured sust szext tanh tcgen05 tensormap testp tex tld4 trap txq
vabsdiff vabsdiff2 vabsdiff4 vadd vadd2 vadd4 vavrg2 vavrg4 vmad vmax vmax2 vmax4
vmin vmin2 vmin4 vote vset vset2 vset4 vshl vshr vsub vsub2 vsub4 wgmma wmma xor
tid ntid laneid warpid nwarpid ctaid nctaid smid nsmid gridid is_explicit_cluster
clusterid nclusterid cluster_ctaid cluster_nctaid cluster_ctarank cluster_nctarank
lanemask_eq lanemask_le lanemask_lt lanemask_ge lanemask_gt clock clock_hi clock64
pm0 pm7 pm0_64 envreg0 envreg31 globaltimer globaltimer_lo globaltimer_hi
reserved_smem_offset_begin total_smem_size aggr_smem_size dynamic_smem_size
current_graph_exec
address_size align alias branchtargets calltargets callprototype common const entry
explicitcluster extern file func global loc local maxclusterrank maxnctapersm
maxnreg maxntid minnctapersm noreturn param pragma reg reqnctapercluster reqntid
section shared sreg target version visible weak texref samplerref surfref texmode
debug generic ptr space array_size width height depth normalized_coords
b8 b16 b32 b64 b128 f16 f32 f64 bf16 tf32 e4m3 e5m2 pred s8 s16 s32 s64 u8 u16 u32 u64
x y z w v2 v4 ftz sat rn rz rm rp eq ne lt le gt ge lo hi equ neu ltu leu gtu geu num nan
main printf malloc free memcpy memset memmove vprintf assert aik_dynamic_shared
_Z _ZN __local_depot0 __assertfail
"""
WORDS = TEXT.split()


def print_kernels():
    """Print a kernel of each name, with what else gets a symbol beside it."""
    for word in WORDS:
        print(f"GPU_KERNEL {word}\nGPU_PARAM a i32[]\nGPU_SHARED s i32 32")
        print("GPU_THREAD_CODE:\nLOCAL_ID -> i\nSTORE i -> s[i]\nSYNC_THREADS")
        print("LOAD s[31 - i] -> x\nSTORE x -> a[i]\nGPU_END")


def print_tables():
    """Print a table of each name, and a kernel that reads them all."""
    for word in WORDS:
        print(f"GPU_CONST {word} i32[2]:\n1 2\nENDCONST")
    print("GPU_KERNEL reader\nGPU_PARAM out i32[]\nGPU_THREAD_CODE:\nSET 0 -> sum")
    for word in WORDS:
        print(f"SET sum + {word}[LOCAL_ID % 2] -> sum")
    print("STORE sum -> out[LOCAL_ID]\nGPU_END")


{"kernels": print_kernels, "tables": print_tables}[sys.argv[1]]()
