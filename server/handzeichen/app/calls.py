"""What all commands of the command line share: how a call is read, how a command ends, and with which code."""

import argparse
import sys
from typing import NoReturn

OK, WRONG, NOT_PLAYED = 0, 1, 2
"""Exit codes: done; what was looked at is wrong, or was refused; the call itself could not be carried out."""


class Stop(Exception):
    """The command ends here: with this code, and these sentences on standard error."""

    def __init__(self, code: int, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.code = code


class Parser(argparse.ArgumentParser):
    """A wrong call is told in German how the right one looks."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(NOT_PLAYED, f"Dieser Aufruf ist nicht vollständig oder nicht bekannt ({message}).\n")
