"""What each report counts."""
