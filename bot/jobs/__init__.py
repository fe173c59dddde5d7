"""What the bot does on schedule, one module a job: a plain function of source, target, store, settings and time."""
