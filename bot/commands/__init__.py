"""What commands do that is more than a line or two; ``bot.__main__`` parses the command line and wires them."""
