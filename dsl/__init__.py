"""Policy text in, document tree out, and back: reading, printing, translating and formatting, without meaning."""
