"""The command line: arguments in, results on standard output, everything else on standard error, an exit code.

Nothing is computed here. Each command is a module of ``commands`` that is imported when it is called, so that starting
up costs no more than the command-line library itself.
"""

from tiaowen.compiler.cli.main import main

__all__ = ["main"]
