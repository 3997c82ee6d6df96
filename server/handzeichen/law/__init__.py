"""The law a meeting runs under, as data with its sources, and what each answer means, as code.

Profiles say *whether* and *how much*; the rules here say what that means for a count of heads. Pure, standard
library only. It does not know whether a source is right: every answer carries the mark of how it was read.
"""
