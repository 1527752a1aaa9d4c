"""From a view to the bytes of a page: templates of a theme, and nothing they could not be told."""
