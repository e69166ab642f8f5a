"""What each command does; devices are built here alone."""
