"""For all tests."""

from hypothesis import settings

# The first example of a run reads the tables: no clock decides whether a test passes.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
