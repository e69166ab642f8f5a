"""What is said, when, and when nothing is."""
