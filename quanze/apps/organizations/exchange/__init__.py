"""The register in and out of spreadsheets: templates, reading, checking, writing, export."""
