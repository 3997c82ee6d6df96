"""What all tests share: on a busy machine a property may take its time, so hypothesis measures no deadlines."""

from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
