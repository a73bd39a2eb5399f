"""The rules as JSON, complete, and back again.

``shapes`` reads off the declarations of the rules what each object looks like; ``write`` turns rules
into text by these shapes, ``read`` turns text that nobody vouches for into rules by the same shapes,
``schema`` prints them as a JSON Schema. A new field of the rules is therefore written, read and
described without a line here; only the published schema file has to be printed again.
"""
