# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How lit runs the tests in this folder.

`./dev test` is the usual way. Run by hand, lit takes the tools from the
build folder that AIKERNEL_BUILD_DIR names, or else from build/dev.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import lit.formats

root = Path(__file__).resolve().parent.parent
build = Path(os.environ.get("AIKERNEL_BUILD_DIR", root / "build" / "dev"))
llvm = subprocess.run(
    ["llvm-config-22", "--bindir"], check=True, capture_output=True, text=True
).stdout.strip()

config.name = "aikernel"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".px", ".test"]
config.excludes = ["Inputs", "python"]
config.test_source_root = str(root / "test")
config.test_exec_root = str(build / "test")

# FileCheck, not, split-file, llvm-readelf and llvm-objdump must be those of
# LLVM 22, whichever other versions are installed.
toolkit = Path(os.environ.get("CUDA_HOME", "/usr/local/cuda")) / "bin"
config.environment["PATH"] = os.pathsep.join(
    [str(build / "bin"), llvm, os.environ["PATH"], str(toolkit)]
)
config.environment["PYTHONPATH"] = str(root / "python")
config.environment["XDG_CACHE_HOME"] = str(build / "test" / "cache")
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

venv_python = root / "build" / "venv" / "bin" / "python"
config.substitutions += [
    ("%pxc", str(build / "bin" / "pxc")),
    ("%examples", str(root / "examples" / "px")),
    ("%python", str(venv_python if venv_python.exists() else sys.executable)),
]


def cpu_flags():
    """Return the instruction set extensions of this machine's processor."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    flags = re.search(r"^flags\s*:(.*)$", info, re.MULTILINE)
    return set(flags.group(1).split()) if flags else set()


flags = cpu_flags()
if {"avx2", "fma", "aes", "pclmulqdq"} <= flags:
    config.available_features.add("avx2")
if {"avx512_bitalg", "avx512_vpopcntdq", "vaes", "vpclmulqdq"} <= flags:
    config.available_features.add("avx512")
if shutil.which("ptxas", path=config.environment["PATH"]):
    config.available_features.add("ptxas")
if "-fsanitize" in (build / "CMakeCache.txt").read_text(encoding="utf-8"):
    config.available_features.add("sanitizers")
if os.environ.get("AIKERNEL_TEST_FULL"):
    config.available_features.add("full")

# Killing a test that hangs needs psutil.
if importlib.util.find_spec("psutil"):
    lit_config.maxIndividualTestTime = 300
