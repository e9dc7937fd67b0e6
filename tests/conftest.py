"""For all tests."""

from hypothesis import settings

# The first example of a run reads the tables: no clock decides whether a test passes. Nor does
# luck: the same examples each time, but for a search with pytest --hypothesis-profile=search.
settings.register_profile("search", deadline=None)
settings.register_profile("same", settings.get_profile("search"), derandomize=True)
settings.load_profile("same")
