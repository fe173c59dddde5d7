-- Lua as Scribunto runs it: 5.1 with MediaWiki's library.
std = "lua51"
read_globals = { "mw" }
max_line_length = 140
exclude_files = { ".cache", ".venv", "node_modules", "var" }
