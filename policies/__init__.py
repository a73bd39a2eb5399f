"""The shipped policy documents, one file each by region, and the vocabulary they share: data, no code."""
