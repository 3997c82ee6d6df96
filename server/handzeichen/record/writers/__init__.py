"""Minutes as files: each writer turns the same plain data into one form, and adds no sentence of its own.

A writer does not decide what may be published: it writes whatever minutes it is given.
"""
