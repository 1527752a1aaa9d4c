"""Known items: a corpus with titles in two scripts, and queries of which the answer is known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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

KINDS = ("title", "typo", "name", "chinese")
"""Three random words of a title, the same with one letter wrong, a person's name without accents,
two words from inside a Chinese title."""


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
    """Yield the papers of `corpus`, every twentieth with a Chinese title."""
    random = Random(seed)  # noqa: S311  nothing here is a secret
    for number, paper in enumerate(make_papers(count, seed)):
        if number % CHINESE_EVERY == CHINESE_EVERY - 1:
            title = "".join(random.sample(CHINESE_WORDS, random.randint(5, 8)))
            yield replace(paper, title=title)
        else:
            yield paper


def write_search_site(folder: Path, papers: int, seed: int = 1) -> None:
    """Write a site where everyone has a page, into a folder that does not exist."""
    (folder / "content" / "papers").mkdir(parents=True)
    settings = "title: Benchmark\nurl: https://example.org/\nprofiles: all\nas_of: 2026-11-22\n"
    (folder / "content" / "site.yaml").write_text(settings, encoding="utf-8")
    for paper in make_search_papers(papers, seed):
        file = folder / "content" / "papers" / f"{paper.slug}.md"
        file.write_text(byline_source(paper), encoding="utf-8")


def make_queries(papers: list[BenchmarkPaper], count: int, slug_of: dict[str, str], seed: int) -> list[Query]:
    """Return `count` queries of each kind.

    Args:
        slug_of: Slugs of people by folded name.
    """
    random = Random(seed)  # noqa: S311  nothing here is a secret
    latin = [p for p in papers if p.title.isascii() and len(_words(p)) >= 3]
    chinese = [p for p in papers if not p.title.isascii()]
    names = sorted({name for p in papers for name in p.authors if not name.isascii()})
    found = []
    for _ in range(count):
        paper = random.choice(latin)
        words = random.sample(_words(paper), 3)
        found.append(Query("title", " ".join(words), f"papers/{paper.slug}"))
        paper = random.choice(latin)
        words = random.sample(_words(paper), 3)
        at = max(range(3), key=lambda i: len(words[i]))
        words[at] = misspelled(random, words[at])
        found.append(Query("typo", " ".join(words), f"papers/{paper.slug}"))
        name = random.choice(names)
        found.append(Query("name", fold(name), f"authors/{slug_of[fold(name)]}"))
        if chinese:
            paper = random.choice(chinese)
            start = random.randrange(len(paper.title) - 4)
            found.append(Query("chinese", paper.title[start : start + 4], f"papers/{paper.slug}"))
    return found


def _words(paper: BenchmarkPaper) -> list[str]:
    return list(dict.fromkeys(word for word in paper.title.lower().split() if len(word) > 2))


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
