"""Results become sentences here, and nowhere else."""
