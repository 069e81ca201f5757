"""Filters of Semantic Kernel that are added by a call: one asks a person, one only writes a line."""
import os

import pydicom
from semantic_kernel import Kernel
from semantic_kernel.filters import AutoFunctionInvocationContext, FilterTypes
from semantic_kernel.functions import kernel_function


class Studies:
    @kernel_function(description="Comments of a study")
    def comments(self, path: str) -> str:
        return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result

    @kernel_function(description="Remove a study")
    def remove(self, uid: int) -> str:
        os.remove(f"/data/{uid}.dcm")
        return "removed"


async def asks(context: AutoFunctionInvocationContext, next):
    if input(f"Run {context.function.name}? ") != "y":
        return
    await next(context)


async def logs(context: AutoFunctionInvocationContext, next):
    print("a function is called")
    await next(context)


asked = Kernel()
asked.add_filter(FilterTypes.AUTO_FUNCTION_INVOCATION, asks)
asked.add_plugin(Studies(), "studies")

unasked = Kernel()
unasked.add_filter(FilterTypes.AUTO_FUNCTION_INVOCATION, logs)
unasked.add_plugin(Studies(), "studies")  # <- overprivileged-tool
