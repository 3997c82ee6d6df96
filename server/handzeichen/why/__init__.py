"""The answer to "why?": the facts used, the answers of law applied with source and mark, and the arithmetic.

Between the core and those who show it: screens, minutes and the command line say the same text.
"""
