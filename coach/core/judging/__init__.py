"""Reps held against a drill, and what a set came to."""
