"""Known items: a corpus with titles in two scripts, and queries of which the answer is known."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from random import Random

from generator.text.fold import fold
from tests.benchmarks.corpus import BenchmarkPaper, byline_source, make_papers

CHINESE_EVERY = 20
"""One title in twenty is Chinese."""

CHINESE_WORDS = (
    "研究 模型 语言 学习 深度 神经 网络 数据 分析 方法 系统 优化 图像 识别 检测 视频 "
    "文本 生成 翻译 对话 知识 图谱 推理 强化 策略 智能 机器 自动 驾驶 医疗 影像 诊断 "
    "药物 分子 蛋白 结构 预测 时间 序列 气候 变化 能源 材料 量子 计算 通信 协议 安全 "
    "隐私 联邦 分布 并行 存储 压缩 编码 信号 处理 语音 合成 情感 社会 经济 教育 评估 "
    "因果 统计 贝叶斯 概率 随机 过程 几何 拓扑 代数 方程 数值 模拟 流体 力学 控制 规划 "
    "路径 导航 感知 触觉 视觉 听觉 记忆 注意 认知 心理 历史 文学 法律 金融 风险 市场 "
    "供应 物流 城市 交通 农业 土壤 水文 海洋 生态 物种 基因 细胞 免疫 病毒 传播 疫苗 "
    "藏语 古籍 "
).split()

HYPHENS_EVERY = 7
"""In one title in seven, two words are joined by a hyphen."""

STOP_EVERY = 150
"""One title in 150 has no other words than these, as "What are we for" has."""

STOP_WORDS = "what are we for who is it why not how do they do that when if where of the to be in and".split()

KINDS: dict[str, str] = {
    "title": "three random words of a title",
    "typo": "the same, one letter wrong",
    "name": "a name without its accents",
    "order": "the same, family name first",
    "cjk": "two words from inside a Chinese title",
    "identifier": "a DOI or arXiv id",
    "hyphen": "a hyphenated word written as one or as two, and another word",
    "phrase": "four words of a title in quotes",
    "stop words": "a title of stop words, in quotes",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A query and the page that should come first.

    Attributes:
        path: Stem of the page, such as "papers/paper-000017"; of a person "authors/SLUG".
    """

    kind: str
    text: str
    path: str


def make_search_papers(count: int, seed: int = 1) -> Iterator[BenchmarkPaper]:
    """Yield the papers of `corpus`, some with a Chinese title, with hyphens, of stop words only."""
    random = Random(seed)  # noqa: S311  nothing here is a secret
    for number, paper in enumerate(make_papers(count, seed)):
        title = paper.title
        if number % STOP_EVERY == STOP_EVERY - 1:
            title = " ".join(random.sample(STOP_WORDS, random.randint(4, 6))).capitalize()
        elif number % CHINESE_EVERY == CHINESE_EVERY - 1:
            title = "".join(random.sample(CHINESE_WORDS, random.randint(5, 8)))
        elif number % HYPHENS_EVERY == HYPHENS_EVERY - 1:
            words = title.split()
            at = random.randrange(len(words) - 1)
            title = " ".join((*words[:at], f"{words[at]}-{words[at + 1]}", *words[at + 2 :]))
        yield replace(paper, title=title)


def write_search_site(folder: Path, papers: int, seed: int = 1) -> None:
    """Write a site where everyone has a page, into a folder that does not exist."""
    (folder / "content" / "papers").mkdir(parents=True)
    settings = "title: Benchmark\nurl: https://example.org/\nprofiles: all\nas_of: 2026-11-22\n"
    (folder / "content" / "site.yaml").write_text(settings, encoding="utf-8")
    for paper in make_search_papers(papers, seed):
        file = folder / "content" / "papers" / f"{paper.slug}.md"
        file.write_text(byline_source(paper), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Item:
    """A paper as a built site has it; `authors` are (name, slug) of those with a page."""

    slug: str
    title: str
    authors: tuple[tuple[str, str], ...]
    identifiers: tuple[str, ...]


def items_of(output: Path) -> list[Item]:
    """Return the papers of any built site, by slug."""
    found = []
    for file in sorted((output / "api" / "v1" / "papers").glob("*.json")):
        paper = json.loads(file.read_text(encoding="utf-8"))
        if paper["schema"] != "byline/paper/1":
            continue
        authors = tuple((a["name"], a["slug"]) for a in paper["authors"] if a["slug"])
        identifiers = tuple(filter(None, (paper["doi"], paper["arxiv"])))
        found.append(Item(paper["slug"], paper["title"], authors, identifiers))
    return found


def make_queries(items: list[Item], count: int, seed: int) -> list[Query]:
    """Return up to `count` queries of each kind for which there are items."""
    random = Random(seed)  # noqa: S311  nothing here is a secret
    found = []
    for kind, make in _MAKERS.items():
        queries = (make(random, item) for item in _shuffled(random, items))
        clear = list(islice(filter(None, queries), 3 * count))
        if kind in ("name", "order"):
            named = {author for item in items for author in item.authors}
            known = Counter(_in_any_order(name) for name, _ in named)
            clear = [(text, path) for text, path in clear if known[_in_any_order(text)] == 1]
        found += [Query(kind, text, path) for text, path in dict.fromkeys(clear[:count])]
    return found


def _shuffled(random: Random, items: list[Item]) -> list[Item]:
    return random.sample(items, len(items))


def _in_any_order(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name).split()))


Answer = tuple[str, str] | None


def _words(title: str) -> list[str]:
    words = dict.fromkeys(title.lower().split())
    return [word for word in words if len(word) > 2 and word.isalpha() and word not in STOP_WORDS]


def _title(random: Random, item: Item) -> Answer:
    words = _words(item.title)
    return (" ".join(random.sample(words, 3)), f"papers/{item.slug}") if len(words) >= 3 else None


def _typo(random: Random, item: Item) -> Answer:
    words = [word for word in _words(item.title) if word.isascii()]
    if len(words) < 3:
        return None
    chosen = random.sample(words, 3)
    at = max(range(3), key=lambda i: len(chosen[i]))
    chosen[at] = misspelled(random, chosen[at])
    return " ".join(chosen), f"papers/{item.slug}"


def _name(random: Random, item: Item) -> Answer:
    named = [(name, slug) for name, slug in item.authors if not name.isascii() and fold(name).isascii()]
    if not named:
        return None
    name, slug = random.choice(named)
    return fold(name), f"authors/{slug}"


def _order(random: Random, item: Item) -> Answer:
    answer = _name(random, item)
    if answer is None:
        return None
    *given, family = answer[0].split()
    return " ".join((family, *given)), answer[1]


def _cjk(random: Random, item: Item) -> Answer:
    runs = re.findall("[\u3040-\u30ff\u4e00-\u9fff]{4,}", item.title)
    if not runs:
        return None
    start = random.randrange(len(runs[0]) - 3)
    return runs[0][start : start + 4], f"papers/{item.slug}"


def _identifier(random: Random, item: Item) -> Answer:
    return (random.choice(item.identifiers), f"papers/{item.slug}") if item.identifiers else None


def _hyphen(random: Random, item: Item) -> Answer:
    joined = re.findall(r"\b[A-Za-z]{3,}-[A-Za-z]{3,}\b", item.title)
    others = [word for word in _words(item.title) if "-" not in word]
    if not joined or not others:
        return None
    word = random.choice(joined).replace("-", random.choice(("", " ", "-")))
    return f"{word} {random.choice(others)}", f"papers/{item.slug}"


def _phrase(random: Random, item: Item) -> Answer:
    words = item.title.split()
    if len(words) < 6 or not item.title.isascii():
        return None
    start = random.randrange(len(words) - 3)
    return f'"{" ".join(words[start : start + 4])}"', f"papers/{item.slug}"


def _stop_words(_: Random, item: Item) -> Answer:
    if any(word not in STOP_WORDS for word in item.title.lower().split()):
        return None
    return f'"{item.title}"', f"papers/{item.slug}"


_MAKERS: dict[str, Callable[[Random, Item], Answer]] = dict(
    zip(KINDS, (_title, _typo, _name, _order, _cjk, _identifier, _hyphen, _phrase, _stop_words), strict=True)
)


def misspelled(random: Random, word: str) -> str:
    """Return a word with one letter replaced, dropped, doubled, or swapped with the next."""
    at = random.randrange(len(word) - 1)
    wrong = random.choice([c for c in "abcdefghijklmnopqrstuvwxyz" if c != word[at]])
    return random.choice(
        (
            word[:at] + wrong + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[: at + 1] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
