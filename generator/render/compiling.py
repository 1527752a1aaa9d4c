"""How templates become Python: as Jinja does it, with a cheaper way to write a value into a page."""

from collections.abc import Callable, MutableMapping
from operator import call
from types import CodeType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

_escape_text: Callable[[str], str]
try:
    from markupsafe._speedups import _escape_inner as _escape_text
except ImportError:
    from markupsafe._native import _escape_inner as _escape_text


def shown(value: Any) -> str:
    """Return what a page shows of a value: escaped, unless it is markup already.

    As `markupsafe.escape`, but for the class of the result: a page is made of a thousand such
    pieces, and each is joined to the others at once.
    """
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    if kind is Markup:
        return str.__str__(value)
    if kind is int or kind is float:
        return str(value)
    return escape(value)


class _Joined:
    """Has the methods that Jinja's code calls of a buffer, and returns what they are given as text."""

    extend = staticmethod("".join)

    @staticmethod
    def append(piece: str) -> str:
        return piece


class ThemeCode(CodeGenerator):
    """Writes `shown(...)` around what a template shows, and yields neighbouring pieces as one.

    A block yields through the generators of all templates that extend its own, which costs more
    than to join the pieces before.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802  # named by Jinja
        if forward_caller:
            super().visit_Call(node, frame, forward_caller)
            return
        # Jinja would look whether the function wants its context: none that a theme can name does.
        self.write("call(")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # named by Jinja
        # A page reads a thousand fields, and nearly all of them are attributes: only the others need
        # Jinja's own way, which is a call of Python code.
        self.write("(got if (got := getattr((of := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, none)) is not none else environment.getattr(of, {node.attr!r}))")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802  # named by Jinja
        if frame.buffer is not None or len(node.nodes) == 1:
            super().visit_Output(node, frame)
            return
        # Where a macro's code says `buffer.extend((...))` this says `yield joined.extend((...))`.
        frame.buffer = "yield joined"
        try:
            super().visit_Output(node, frame)
        finally:
            frame.buffer = None

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("shown(")


class ThemeTemplate(Template):
    """A template whose code knows `shown`, `joined`, `call` and `none`."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  # named by the base class
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Return the template that compiled code stands for."""
        namespace = {
            "environment": environment,
            "__file__": code.co_filename,
            "shown": shown,
            "joined": _Joined,
            "call": call,
            "none": object(),
        }
        exec(code, namespace)  # noqa: S102  # what Jinja compiled of a theme's template
        made = cls._from_namespace(environment, namespace, globals)
        made._uptodate = uptodate
        return made
