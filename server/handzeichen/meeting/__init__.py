"""The meeting itself: what may be done, what then is true. Pure: no clock, no randomness, no input or output.

``decide`` turns a command into events or a refusal, ``evolve`` turns events into the state, both by table
(``machine``). This package does not protect against a forged ``by``: who is asking is the shell's to know.
"""
