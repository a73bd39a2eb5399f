"""The words and sentence forms of the policy language, as data files that the reader in `dsl` loads."""
