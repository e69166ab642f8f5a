"""Drills, plans and prescriptions as data, and the values that a rep may carry."""
