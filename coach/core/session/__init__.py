"""Frame by frame through sets, rests and a whole session."""
