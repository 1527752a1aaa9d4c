"""Sites to measure with: made up from a seed, but shaped like what researchers have.

Authors join by preferential attachment, so most have one paper and a few have hundreds; some share
their names with others; every thousandth paper is of a collaboration, up to 3,000 authors.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

GIVEN = (
    "Ada Aleksandra Amélie Ana Anders André Ángel Anh Björn Camille Carlos Chiara Chloé Dmitri Élise Emre "
    "Fatima François Gabriela Giulia Gökçe Grace Günther Håkon Hannah Haruto Ines Ivan Jana Jens Jiří João "
    "José Júlia Jürgen Katarzyna Kenji Khadija Lars László Léa Li Lucía Łukasz Mael María Marko Mei Min-jun "
    "Mónica Nadia Naïma Ngozi Niamh Noé Olga Ömer Pablo Petra Priya Quentin Radu Renée Ryo Sára Sebastián "
    "Siobhán Søren Soo-jin Stéphane Tamás Thảo Tomáš Ulrike Věra Wei Xin Xue Yara Yi Yūki Zoë Zofia"
).split()

FAMILY = (
    "Åberg Abe Adeyemi Almeida Andersen Ångström Arslan Baker Bauer Bernárdez Bianchi Björklund Bożek Brontë "
    "Castañeda Çelik Chen Cho Costa Cruz Dąbrowski Demir Díaz Đorđević Dubois Dvořák Eriksson Fernández "
    "Fischer Fontaine Gao García Gómez González Grønlund Gupta Hansen Hernández Hoàng Horváth Huang Ibáñez "
    "Ivanov Jansen Jiménez Johansson Kaya Khan Kim Kowalczyk Kovács Krüger Kumar Lam Larsson Lefèvre Li Liu "
    "López Łukasiewicz Martín Martínez Mehta Møller Müller Muñoz Nakamura Nguyễn Nielsen Novák Núñez "
    "O'Brien Oliveira Øster Patel Peña Petrov Pham Popović Ramírez Rodríguez Rossi Sánchez Sato Schäfer "
    "Schröder Silva Šimić Singh Smith Sørensen Souza Strauß Suzuki Szabó Tanaka Tran Türk Ünal Vasić "
    "Väisänen Wang Weiß Wójcik Wu Yamamoto Yang Yılmaz Zając Zhang Zhao Zhou Živković"
).split()

PARTICLES = ("van der ", "de ", "von ", "da ")

CATEGORIES = "cs.CL cs.LG cs.CV cs.AI stat.ML cs.IR cs.RO q-bio.NC physics.data-an math.OC".split()

VENUES = (
    "Annual Meeting on Language and Reasoning",
    "Journal of Statistical Inference",
    "Conference on Learning Machines",
    "Transactions on Vision and Graphics",
    "Symposium on Information Access",
    "Letters in Computational Biology",
)

CORE_WORDS = (
    "the of and to a in we is for that on with this as are by be our an from which it show can have these "
    "model models data learning method methods results approach large language training network networks "
    "performance based using task tasks neural propose paper problem new between two more than not their "
    "each information analysis system both state work first such set used while"
).split()

SYLLABLES = (
    "al an ar as ba be bi ca ce co con cor de di do en er es fi fo ge gra ho in ju ka ko la le li lo ma me "
    "mi mo na ne no nu or pa pe per po pra qua ra re ri ro sa se si so sta ta te ti to tra tri u va ve vi "
    "vo xi ze"
).split()

ABSTRACT_WORDS = 170
COLLABORATION_EVERY = 1000
LARGE_COLLABORATION_EVERY = 10_000
LARGEST_COLLABORATION = 3000


@dataclass(frozen=True, slots=True)
class BenchmarkPaper:
    """One paper: what both generators write pages of."""

    slug: str
    title: str
    authors: tuple[str, ...]
    year: int
    month: int
    day: int
    category: str
    venue: str
    doi: str
    arxiv: str
    code: str
    citations: int
    abstract: str


class _Words:
    """A vocabulary whose frequencies fall with the rank, as in natural language."""

    def __init__(self, random: Random, size: int = 12_000) -> None:
        rare = {"".join(random.choices(SYLLABLES, k=random.randint(2, 5))) for _ in range(size)}
        self.words = [*CORE_WORDS, *sorted(rare)]
        self._bounds = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))

    def draw(self, random: Random, count: int) -> list[str]:
        return random.choices(self.words, cum_weights=self._bounds, k=count)


def make_papers(count: int, seed: int = 1) -> Iterator[BenchmarkPaper]:
    """Yield papers, oldest first; the same for the same seed, and a prefix of a larger corpus."""
    random = Random(seed)  # noqa: S311  nothing here is a secret
    words = _Words(random)
    credited: list[str] = []
    members: list[str] = []
    for number in range(count):
        date = (2012 + number % 15, random.randint(1, 12), random.randint(1, 28))
        if number % COLLABORATION_EVERY == COLLABORATION_EVERY - 1:
            large = number % LARGE_COLLABORATION_EVERY == LARGE_COLLABORATION_EVERY - 1
            authors = _collaboration(random, members, LARGEST_COLLABORATION if large else 300)
        else:
            authors = _team(random, credited)
        title = " ".join(words.draw(random, random.randint(6, 13))).capitalize()
        yield BenchmarkPaper(
            slug=f"paper-{number:06d}",
            title=title,
            authors=authors,
            year=date[0],
            month=date[1],
            day=date[2],
            category=random.choices(CATEGORIES, weights=range(len(CATEGORIES), 0, -1))[0],
            venue=random.choice(VENUES) if random.random() < 0.6 else "",
            doi=f"10.5555/{number:06d}" if random.random() < 0.5 else "",
            arxiv=f"{date[0] % 100:02d}{date[1]:02d}.{number % 100_000:05d}" if random.random() < 0.7 else "",
            code=f"https://github.com/example/p{number}" if random.random() < 0.3 else "",
            citations=int(random.paretovariate(0.9)) - 1,
            abstract=_prose(random, words),
        )


def _prose(random: Random, words: _Words) -> str:
    drawn = words.draw(random, max(0, round(random.gauss(ABSTRACT_WORDS, 40))) + 20)
    sentences = []
    while drawn:
        length = random.randint(9, 28)
        sentences.append(" ".join(drawn[:length]).capitalize() + ".")
        drawn = drawn[length:]
    if random.random() < 0.05:
        sentences.append("The bound is $O(n^2 \\log n)$ in the worst case.")
    return " ".join(sentences)


def _name(random: Random) -> str:
    given = random.choice(GIVEN)
    if random.random() < 0.6:
        second = random.choice(GIVEN)
        given += f" {second}" if random.random() < 0.4 else f" {second[0]}."
    particle = random.choice(PARTICLES) if random.random() < 0.04 else ""
    family = random.choice(FAMILY)
    return f"{given} {particle}{family}{'-' + random.choice(FAMILY) if random.random() < 0.15 else ''}"


def _team(random: Random, credited: list[str]) -> tuple[str, ...]:
    size = min(30, 1 + int(random.gammavariate(2.2, 1.8)))
    team: dict[str, None] = {}
    for _ in range(size):
        known = credited and random.random() < 0.5
        team[random.choice(credited) if known else _name(random)] = None
    credited.extend(team)
    return tuple(team)


def _collaboration(random: Random, members: list[str], size: int) -> tuple[str, ...]:
    while len(members) < size:
        members.append(_name(random))
    return tuple(dict.fromkeys(random.sample(members, size)))


def write_byline_site(folder: Path, papers: int, seed: int = 1) -> None:
    """Write a site whose authors all get a page, into a folder that does not exist."""
    (folder / "content" / "papers").mkdir(parents=True)
    (folder / "content" / "authors").mkdir()
    (folder / "content" / "site.yaml").write_text(
        "title: Benchmark\nurl: https://example.org/\nprofiles: all\nas_of: 2026-11-22\n", encoding="utf-8"
    )
    declared: dict[str, None] = {}
    for paper in make_papers(papers, seed):
        path = folder / "content" / "papers" / f"{paper.slug}.md"
        path.write_text(byline_source(paper), encoding="utf-8")
        if len(declared) * 100 < papers:
            declared[paper.authors[0]] = None
    for number, name in enumerate(declared):
        path = folder / "content" / "authors" / f"person-{number:04d}.yaml"
        path.write_text(f'name: "{name}"\nrole: Researcher\ninterests: [reading]\n', encoding="utf-8")


def byline_source(paper: BenchmarkPaper) -> str:
    """Return a paper as Markdown with front matter, in Byline's fields."""
    lines = [
        "---",
        f'title: "{paper.title}"',
        "authors: [" + ", ".join(f'"{name}"' for name in paper.authors) + "]",
        f"date: {paper.year}-{paper.month:02d}-{paper.day:02d}",
        f"categories: [{paper.category}]",
        *([f'venue: "{paper.venue}"'] if paper.venue else []),
        *([f'doi: "{paper.doi}"'] if paper.doi else []),
        *([f'arxiv: "{paper.arxiv}"'] if paper.arxiv else []),
        *([f"code: {paper.code}"] if paper.code else []),
        f"citations: {{count: {paper.citations}, source: OpenAlex, date: 2026-11-01}}",
        "---",
        "",
        paper.abstract,
        "",
    ]
    return "\n".join(lines)
