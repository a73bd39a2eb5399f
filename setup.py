"""The package list: the top-level folders, each installed below `tiaowen`. The rest is in pyproject.toml."""

from setuptools import find_packages, setup

FOLDERS = ("dsl", "grammar", "policies", "compiler")
found = find_packages(include=[pattern for name in FOLDERS for pattern in (name, f"{name}.*")])
setup(packages=[f"tiaowen.{name}" for name in found])
