"""The web tool: what the bot found, for people and for programs. It reads the database and changes nothing."""
