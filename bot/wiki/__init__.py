"""Where pages come from and go to: protocols, and one module for each kind of place."""
