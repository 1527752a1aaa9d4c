"""The one element by which a page of the preview differs from the published one."""

SCRIPT = "/_byline/preview.js"
ELEMENT = f'<script src="{SCRIPT}" defer></script>'.encode()


def with_preview_script(html: bytes) -> bytes:
    """Return a page with the preview's script at the end of its head; a fragment stays as it is."""
    for mark in (b"</head>", b"</body>"):
        at = html.find(mark)
        if at >= 0:
            return html[:at] + ELEMENT + html[at:]
    return html
