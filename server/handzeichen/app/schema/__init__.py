"""What goes over the wire, described for programs: one OpenAPI 3.1 document, made from the code that reads and sends.

Commands come from the type hints that the codec reads by, parts from the dataclasses that the screens are made of,
refusals from the table of their sentences, the frames of the WebSocket stand beside them. Nothing here checks anything
while a meeting runs: the codec does that, and the tests hold the two against each other. The description is public. It
says what may be sent and received, never whether a meeting will allow it.
"""
