"""What a template sees: frozen records that hold all a page needs and nothing else.

A page is a pure function of (template closure, theme options, view), so a view's encoding is what
its fingerprint is made of. Conventions:

- `url` and `src` fields are paths from the output's root ("papers/x.html") or absolute URLs. A
  template writes `{{ url | href }}`, which puts the page's own prefix ("../") in front.
- Fields named `title`, `abstract`, `body` and so on hold text as written (Markdown, TeX math): a
  template passes them through the filters `inline`, `abstract`, `markdown` or `plain`.
  Everything else is plain text and is escaped by default.
- "" and () mean: not known, show nothing.
"""

from generator.pages.views.embeds import EmbedView, FragmentPaper, FragmentView
from generator.pages.views.frame import Crumb, NavItem, PageMeta, SiteView
from generator.pages.views.lists import (
    CardGroup,
    CardView,
    EntryView,
    HomeView,
    IndexView,
    ListControls,
    ListView,
    PagerView,
    PeopleView,
)
from generator.pages.views.others import (
    DefinitionView,
    DocumentView,
    MetricsView,
    NotFoundView,
    QualityRow,
    QualityView,
    RedirectView,
    SearchView,
)
from generator.pages.views.parts import (
    BadgeView,
    BarView,
    ChartView,
    CitationStyle,
    CreditView,
    DateView,
    FactView,
    ImageView,
    LinkView,
    MapNode,
    MetricView,
    NewsItem,
    PersonView,
    ProvenanceView,
    ReferenceView,
    ScorePartView,
    StationView,
    TrendPoint,
    TrendView,
    VersionView,
)
from generator.pages.views.profiles import CvSection, CvView, EmbedOffer, PaperView, ProfileView

__all__ = [
    "BadgeView",
    "BarView",
    "CardGroup",
    "CardView",
    "ChartView",
    "CitationStyle",
    "CreditView",
    "Crumb",
    "CvSection",
    "CvView",
    "DateView",
    "DefinitionView",
    "DocumentView",
    "EmbedOffer",
    "EmbedView",
    "EntryView",
    "FactView",
    "FragmentPaper",
    "FragmentView",
    "HomeView",
    "ImageView",
    "IndexView",
    "LinkView",
    "ListControls",
    "ListView",
    "MapNode",
    "MetricView",
    "MetricsView",
    "NavItem",
    "NewsItem",
    "NotFoundView",
    "PageMeta",
    "PagerView",
    "PaperView",
    "PeopleView",
    "PersonView",
    "ProfileView",
    "ProvenanceView",
    "QualityRow",
    "QualityView",
    "RedirectView",
    "ReferenceView",
    "ScorePartView",
    "SearchView",
    "SiteView",
    "StationView",
    "TrendPoint",
    "TrendView",
    "VersionView",
    "View",
]

View = (
    ProfileView
    | PaperView
    | ListView
    | HomeView
    | PeopleView
    | DocumentView
    | IndexView
    | CvView
    | MetricsView
    | QualityView
    | EmbedView
    | FragmentView
    | RedirectView
    | NotFoundView
    | SearchView
)
