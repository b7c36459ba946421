"""The shell: base templates, navigation, desk, language switch, error pages, help, vendored assets. No table."""
