"""A video system that is none: it plays a script of joins, drops and the rest to a running server, to train and test.

`script` is what somebody wrote, `play` what happens to whom because of it, `post` how the reports of it travel, and
`shapes` how each system writes and signs them. All of that is pure and the same for the same seed. `run` and `pages`
speak to the server, `compare` asks what it made of it, and `offered` is the conference of a rehearsal.

It needs the secret of the conference, like any video system, and proves nothing about a real one: networks, clocks and
versions of a real system are tried with that system.
"""
