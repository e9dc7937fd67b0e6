"""The library behind 校读: witnesses, readings, and the record of every edit between them."""
