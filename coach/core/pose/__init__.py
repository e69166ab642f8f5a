"""Is that the athlete, and may the picture be judged?"""
