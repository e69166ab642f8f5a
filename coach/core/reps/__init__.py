"""Counts reps: lifts, strides, holds, landings, slow movements."""
