"""The last act is asked for at every request."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the index."""

    dependencies = (("organizations", "0005_held"),)
    operations = (migrations.AddIndex(model_name="act", index=models.Index(fields=["entry"], name="act_entry")),)
