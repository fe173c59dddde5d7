"""Recognition: who asked that others be thanked, who agreed, and what is sent to whom. Pure: what the wiki knows is handed in."""
