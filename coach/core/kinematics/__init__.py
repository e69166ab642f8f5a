"""Angles, distances and speeds of one moment."""
