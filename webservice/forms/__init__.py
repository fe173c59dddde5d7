"""Forms that write on the home wiki as the person who fills them in."""
