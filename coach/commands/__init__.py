"""The commands on what was recorded, one a file; cli.py gathers them."""
