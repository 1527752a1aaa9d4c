"""What other websites show of a profile."""

from generator.pages.views.frame import PageMeta
from generator.pages.views.parts import BadgeView, CreditView, DateView, MetricView
from generator.record import Record


class EmbedView(Record, frozen=True):
    """`embed/authors/SLUG.html`, for an iframe on another website: template `embed.html`.

    Attributes:
        url: Of the profile.
        cards: The first papers of the profile; `total` says how many there are.
        script: Path of the script that tells the page's height.
        csp: The page's own policy: it is shown by strangers, and sends nothing.
    """

    meta: PageMeta
    slug: str
    name: str
    url: str
    subject: BadgeView | None
    strip: tuple[MetricView, ...]
    cards: tuple[str, ...]
    total: int
    script: str
    csp: str


class FragmentPaper(Record, frozen=True):
    """A paper in a fragment; texts as on a card."""

    title: str
    url: str
    authors: tuple[CreditView, ...]
    et_al: bool
    date: DateView | None
    category: str
    venue: str
    award: str
    status: str
    retracted: bool
    has_code: bool
    code_url: str
    score: str
    score_label: str
    score_reported: bool
    by_editors: bool = False


class FragmentView(Record, frozen=True):
    """`embed/authors/SLUG.fragment.html`, for servers to include: template `fragment.html`.

    Its links are absolute where the site has an address, which is `base`.
    """

    meta: PageMeta
    base: str
    name: str
    url: str
    slug: str
    strip: tuple[MetricView, ...]
    papers: tuple[FragmentPaper, ...]
