#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What --check= costs: checked runs of examples against runs without."""

import statistics

from cpu import arguments_for, run_seconds

ROUNDS = 3
CHECKS = ["bounds", "races", "uninit", "divergence", "all"]
KERNELS = {
    "matmul_tiled, 256 x 256": arguments_for(
        "matmul_tiled",
        "16,16",
        "16,16",
        [
            "A=random:256x256",
            "B=random:256x256",
            "C=zeros:256x256",
            "m=256",
            "n=256",
            "k=256",
        ],
    ),
    "reduction, 2^20 elements": [
        "reduction.px",
        *arguments_for(
            "sum_tree", 64, 256, ["x=random:1048576", "partial=zeros:64", "n=1048576"]
        )[1:],
    ],
    "histogram, 2^20 bytes": arguments_for(
        "histogram", 64, 256, ["data=random:1048576", "counts=zeros:256", "n=1048576"]
    ),
}


def main():
    for name, command in KERNELS.items():
        ratios = {check: [] for check in CHECKS}
        for _ in range(ROUNDS):
            plain = run_seconds(command, "auto")
            for check, values in ratios.items():
                values.append(
                    run_seconds([*command, f"--check={check}"], "auto") / plain
                )
        for check, values in ratios.items():
            print(
                f"{name:24} --check={check:10} / without {statistics.median(values):8.1f}"
            )


if __name__ == "__main__":
    main()
