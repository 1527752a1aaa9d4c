"""What a page of the preview has more than the published one: the script that follows saves."""

import re

SCRIPT = "/_byline/preview.js"
ELEMENT = f'<script src="{SCRIPT}" defer></script>'.encode()
CONNECT = b"connect-src 'self'; "

_POLICY = re.compile(
    rb'<meta http-equiv="Content-Security-Policy" content="(?=[^"]*default-src)(?![^"]*connect-src)'
)


def with_preview_script(html: bytes) -> bytes:
    """Return a page with the preview's script at the end of its head; a fragment stays as it is.

    A page that may ask nobody, as an iframe's page for other websites, may ask the preview.
    """
    for mark in (b"</head>", b"</body>"):
        at = html.find(mark)
        if at >= 0:
            return _with_leave_to_ask(html[:at]) + ELEMENT + html[at:]
    return html


def _with_leave_to_ask(head: bytes) -> bytes:
    found = _POLICY.search(head)
    return head if found is None else head[: found.end()] + CONNECT + head[found.end() :]
