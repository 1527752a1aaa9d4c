"""The one element by which a preview's page differs."""

from generator.serve.injecting import CONNECT, ELEMENT, with_preview_script


def test_a_page_gets_the_script_at_the_end_of_its_head() -> None:
    assert with_preview_script(b"<head><title>a</title></head><body></body>") == (
        b"<head><title>a</title>" + ELEMENT + b"</head><body></body>"
    )


def test_a_page_without_a_head_gets_it_at_the_end_of_its_body() -> None:
    assert with_preview_script(b"<p>a</p></body>") == b"<p>a</p>" + ELEMENT + b"</body>"


def test_a_fragment_stays_as_it_is() -> None:
    assert with_preview_script(b"<p>a</p>") == b"<p>a</p>"


def test_nothing_else_of_the_page_changes() -> None:
    page = b"<!doctype html><head></head><body>\xc3\xa9 </head></body>"
    assert with_preview_script(page).replace(ELEMENT, b"") == page


def policy(text: str) -> bytes:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{text}">'
    return f'<head>{meta}<p content="connect-src"></head>'.encode()


def test_a_page_that_may_ask_nobody_may_ask_the_preview() -> None:
    page = policy("default-src &#39;none&#39;; script-src 'self'")
    told = with_preview_script(page)
    assert b"content=\"connect-src 'self'; default-src &#39;none&#39;; script-src 'self'\"" in told
    assert told.replace(ELEMENT, b"").replace(CONNECT, b"") == page


def test_a_policy_that_lets_a_page_ask_stays_as_it_is() -> None:
    for text in ("default-src 'none'; connect-src 'self'", "script-src 'self'"):
        page = policy(text)
        assert with_preview_script(page).replace(ELEMENT, b"") == page
