" Vim syntax file of px. Made by utils/editors/grammars.py.
if exists("b:current_syntax")
  finish
endif

syntax case match
syntax keyword pxStatement ADD_CARRY AES_DEC AES_DEC_LAST AES_ENC AES_ENC_LAST AES_KEYGEN ARG ASSERT ATOMIC_ADD ATOMIC_AND ATOMIC_CAS ATOMIC_EXCHANGE ATOMIC_MAX ATOMIC_MIN ATOMIC_OR ATOMIC_SUB ATOMIC_XOR BALLOT BLOCK_REDUCE BLOCK_SCAN BREAK CALL COMPARE CONTINUE DEFINE ELIF ELSE ENDCOMMANDS ENDCONST ENDFOR ENDFUNC ENDIF ENDWHILE FENCE FILE_ELEMENTS FOR FUNC GPU_ALLOC GPU_COMMANDS GPU_CONST GPU_COPY GPU_COPY_FROM_GPU GPU_COPY_TO_GPU GPU_END GPU_FILL GPU_FREE GPU_KERNEL GPU_LAUNCH GPU_LOAD GPU_PARAM GPU_SELECT GPU_SHARED GPU_STORE GPU_SUBMIT GPU_SYNC GPU_THREAD_CODE IF INCLUDE LOAD LOCAL PRINT RETURN SET SHUFFLE SHUFFLE_DOWN SHUFFLE_UP SHUFFLE_XOR STORE SYNC_THREADS SYNC_WARP VOTE_ALL VOTE_ANY WARP_REDUCE WARP_SCAN WHILE WRITE
syntax keyword pxOperation ABS ADD AND BITCAST BSWAP BYTE_PERM CAST CEIL CLMUL CLMUL_HI CLZ COS DIV DOT4 ERF EXP EXP2 FLOOR FMA LOG LOG2 MAX MIN MOD MUL MUL_HI NEG NOT OR POPCOUNT POW ROTL ROTR ROUND RSQRT SELECT SHL SHR SIN SQRT SUB TANH XOR
syntax keyword pxBuiltIn BLOCK_ID BLOCK_SIZE GRID_SIZE LANE_ID LOCAL_ID THREAD_ID WARP_ID WARP_SIZE
syntax keyword pxKeyword ARGS BLOCKS DEVICE FALSE FROM HUGE PINNED PROD SHARED STEP SUM THREADS TO TRUE
syntax keyword pxType bf16 bool byte char e4m3 e5m2 f16 f32 f64 float i16 i32 i64 i8 int u16 u32 u64 u8
syntax match pxNumber /\<\%(0x\x\+\|\d\+\%(\.\d\+\)\=\%([eE][-+]\=\d\+\)\=\)\>/
syntax match pxArrow /->\|→/
syntax region pxString start=/"/ skip=/\\./ end=/"/ oneline
syntax match pxComment /#.*$/
syntax match pxComment /\%(^\s*\c\<comment\>\C\|\s\zsCOMMENT\>\).*$/

highlight default link pxStatement Statement
highlight default link pxOperation Function
highlight default link pxBuiltIn Identifier
highlight default link pxKeyword Keyword
highlight default link pxType Type
highlight default link pxNumber Number
highlight default link pxArrow Operator
highlight default link pxString String
highlight default link pxComment Comment

let b:current_syntax = "px"
