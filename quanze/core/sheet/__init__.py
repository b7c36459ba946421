"""The determination sheet for readers: prose, page, picture, data and difference.

Doors: ``prose.as_prose``, ``page.as_html``, ``picture.chain_svg``, ``data.as_json``, ``data.as_yaml``, ``data.read_sheet``,
``schema.sheet_schema``, ``diff.diff``, ``speaking.speaking``. Nothing is imported here, so that a door costs only itself.
"""
