"""Who is thanked, for what, and how it is said."""
