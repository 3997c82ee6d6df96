"""The server: what may be asked from outside, and what goes out. It may import everything else."""
