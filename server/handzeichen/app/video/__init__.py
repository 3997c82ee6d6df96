"""What video systems report, and what of it becomes presence: one module for each system over one port.

A report is a *sighting* of one connection at one time. What a conference knows is folded from sightings in any order;
what follows of it for the meeting are the contract's commands, asked by `system`. Nothing is guessed: whom a connection
belongs to is said by an id, by a link, or by the clerk.
"""
