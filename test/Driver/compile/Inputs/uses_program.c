//===- uses_program.c - A caller of what pxc makes of program.px ----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program.h"
#include <stdio.h>

int main(void) {
  AikContext *context = NULL;
  AikDim3 grid = {1, 1, 1};
  AikDim3 block = {64, 1, 1};
  float a[2] = {1.5F, 2.25F};
  int32_t status = aikContextCreate(NULL, &context);
  if (status == AIK_OK)
    status = launch_program_scale(context, grid, block, 0, a, 2);
  if (status == AIK_OK)
    status = aikWait(context);
  if (status == AIK_OK) {
    printf("kernel %.1f %.1f, ", a[0], a[1]);
    fflush(stdout);
    status = run_program(context, 7);
  }
  if (status != AIK_OK)
    printf("%s: %s\n", aikStatusName(status), aikGetLastError(context));
  aikContextDestroy(context);
  return status != AIK_OK;
}
