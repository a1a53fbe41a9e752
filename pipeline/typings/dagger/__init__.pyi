"""The published client, with the decorators of mod/__init__.pyi."""

from dagger._exceptions import *
from dagger.client.gen import *
from dagger.mod import *
