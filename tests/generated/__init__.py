"""Wiki pages that a plan was written down in, with the figures that every report must then show: see ``generator``."""
