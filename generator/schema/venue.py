"""What `content/venues.yaml` may say of a journal or conference."""

from typing import Any

from pydantic import model_validator

from generator.schema.field_types import Color, Line, Lines, Slug, Url
from generator.schema.problems import problem
from generator.schema.records import Record, described


class Venue(Record):
    """A journal or conference; at least one of `name` and `abbr` is written."""

    name: Line = described("Full name")
    abbr: Line = described("Short name, such as ACL")
    slug: Slug = described("Name of the venue's page; without it the short name")
    url: Url = described("Website")
    color: Color = described("Colour of the badge: #rrggbb or a name")
    aliases: Lines = described("Other names that papers use", ())
    extra: dict[str, Any] = described("Anything else; kept, never shown", {})

    @model_validator(mode="after")
    def _has_a_name(self) -> "Venue":
        if not self.name and not self.abbr:
            raise problem("missing-field", "missing field 'name'", "write abbr, name or both")
        return self
