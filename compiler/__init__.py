"""Document tree in, rules out, and everything that is done with rules: checks, settlement, back ends, reports."""
