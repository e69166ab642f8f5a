"""Written pages: one HTML file each, which needs nothing beside itself. Loaded when one is made."""
