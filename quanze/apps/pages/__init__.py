"""What the pages of every room share: the language, dates from the address, lists, keyset pages, exports. No table."""
