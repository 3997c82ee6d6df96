"""The log: how commands come in, how events are stored, sealed and brought back, and the stores that keep them.

This package notices a log that was changed or cut once its head is known elsewhere. It does not keep secrets: whoever
can read a store's file can read every event in it, and whoever owns the only copy of log and heads can rewrite both.
"""
