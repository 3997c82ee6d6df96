"""Every screen as plain data: a meeting goes in, the parts of one audience come out.

Pure: no clock, no ids, no I/O; whatever stands on a screen was in an event before. `audience` is the one table of who
may see what and when. What this package does not protect: a person who may sign in sees what that audience sees, and
whoever photographs the hall's display has it; who may sign in as what is the app's business.
"""
