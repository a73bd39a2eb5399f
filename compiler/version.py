"""The versions: of the program, and of the language that its grammar reads. The one place for both."""

VERSION = "0.1.0"
LANGUAGE_VERSION = "1.0"
