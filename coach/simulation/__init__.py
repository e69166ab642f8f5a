"""The simulated runner, drawn and as exact poses."""
