"""Two sets held against each other, and a run against usual ranges."""
