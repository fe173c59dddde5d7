"""One module for each type of value: text that people wrote is read tolerantly and given as codes, or as complaints."""
