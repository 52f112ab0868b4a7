# The build rules of this project. Leaves of the tree are lists.

# Compiler-side code, one object library a folder; all of them together are
# libaikernel-compiler, the only file that loads LLVM.
#   aikernel_library(AIKernelPx Lexer.cpp Parser.cpp [MLIR] [DEPENDS tablegen-target...])
# MLIR: the folder includes MLIR headers and shares the precompiled ones.
function(aikernel_library name)
  cmake_parse_arguments(ARG "MLIR" "" "DEPENDS" ${ARGN})
  add_library(${name} OBJECT ${ARG_UNPARSED_ARGUMENTS})
  aikernel_compile_options(${name})
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
  if(ARG_MLIR)
    target_precompile_headers(${name} REUSE_FROM AIKernelPrecompiled)
    add_dependencies(${name} aikernel-headers)
  endif()
  set_property(GLOBAL APPEND PROPERTY AIKERNEL_LIBRARIES ${name})
endfunction()

function(aikernel_compile_options name)
  target_include_directories(${name} SYSTEM PRIVATE ${LLVM_INCLUDE_DIRS}
                             ${MLIR_INCLUDE_DIRS} ${LLD_INCLUDE_DIRS})
  target_compile_definitions(${name} PRIVATE ${AIKERNEL_LLVM_DEFINITIONS})
  target_compile_options(${name} PRIVATE
    $<$<COMPILE_LANGUAGE:CXX>:${AIKERNEL_CXX_FLAGS}>)
endfunction()

# A test program that links the given object libraries and, if they need it, LLVM.
#   aikernel_unittest(PxTests LexerTest.cpp LIBS AIKernelPx)
function(aikernel_unittest name)
  cmake_parse_arguments(ARG "MLIR" "" "LIBS" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  aikernel_compile_options(${name})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} GTest::gtest GTest::gtest_main
                        ${AIKERNEL_LLVM_LIBRARIES} Threads::Threads)
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/unittests)
  add_test(NAME ${name} COMMAND ${name})
  set_property(GLOBAL APPEND PROPERTY AIKERNEL_UNITTESTS ${name})
endfunction()

# A TableGen file of passes: declarations in <path>.h.inc.
#   aikernel_passes(PortableMath)      in include/aikernel/Conversion/PortableMath
function(aikernel_passes name)
  set(LLVM_TARGET_DEFINITIONS Passes.td)
  mlir_tablegen(Passes.h.inc -gen-pass-decls -name ${name})
  add_public_tablegen_target(AIKernel${name}PassesGen)
  add_dependencies(aikernel-headers AIKernel${name}PassesGen)
endfunction()

# Archives by their paths: as targets, those of MLIR and lld name the shared libLLVM,
# which the process would then hold beside the static one.
function(aikernel_archives variable)
  foreach(target ${ARGN})
    if(NOT TARGET ${target})
      continue()
    endif()
    get_target_property(type ${target} TYPE)
    get_target_property(archive ${target} LOCATION)
    if(type STREQUAL STATIC_LIBRARY AND EXISTS ${archive})
      list(APPEND archives ${archive})
    endif()
  endforeach()
  set(${variable} ${archives} PARENT_SCOPE)
endfunction()

if(AIKERNEL_STATIC_LLVM)
  get_property(mlir GLOBAL PROPERTY MLIR_ALL_LIBS)
  aikernel_archives(AIKERNEL_LLVM_LIBRARIES
    lldELF lldCommon ${mlir} ${LLVM_AVAILABLE_LIBS} Polly PollyISL)
  get_target_property(system LLVMSupport INTERFACE_LINK_LIBRARIES)
  list(FILTER system EXCLUDE REGEX "LLVM|z3")
  list(APPEND AIKERNEL_LLVM_LIBRARIES ${system})
else()
  set(AIKERNEL_LLVM_LIBRARIES lldELF lldCommon MLIR LLVM)
endif()
