"""One module a command; each has ``build(say)``, which returns the command in the language spoken."""
