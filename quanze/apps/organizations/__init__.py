"""The register in a database: units, posts, tenures, portfolios, absences, each with two clocks."""
