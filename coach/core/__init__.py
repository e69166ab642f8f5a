"""The pure core: numbers in, numbers out; no clock, thread or device."""
