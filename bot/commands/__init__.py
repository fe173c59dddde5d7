"""What commands do that is more than a line or two, and the workshop that chooses implementations and wires them."""
