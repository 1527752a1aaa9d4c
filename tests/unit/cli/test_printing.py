"""What is printed of many problems."""

from generator.cli.printing import print_problems
from generator.errors import Diagnostic, Severity


def problem(number, severity, code):
    return Diagnostic("content/a.bib", number, 1, severity, code, f"number {number}", "mend it")


def test_errors_come_first_then_warnings_then_notes(capsys):
    found = [problem(n, s, "a") for n, s in enumerate([Severity.NOTE, Severity.WARNING, Severity.ERROR])]
    print_problems(found)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in lines[::2]] == ["error[a]", "warning[a]", "note[a]"]


def test_many_notes_of_one_kind_are_one_line_with_their_number(capsys):
    notes = [problem(n, Severity.NOTE, "missing-abstract") for n in range(1, 41)]
    print_problems([*notes, problem(50, Severity.NOTE, "no-url"), problem(51, Severity.ERROR, "bad-doi")])
    assert capsys.readouterr().err.splitlines() == [
        "content/a.bib:51:1: error[bad-doi]: number 51",
        "  hint: mend it",
        "content/a.bib:1:1: note[missing-abstract]: number 1 (and 39 more of this kind)",
        "  hint: mend it",
        "content/a.bib:50:1: note[no-url]: number 50",
        "  hint: mend it",
        "'byline check' lists all problems",
    ]


def test_of_dozens_of_warnings_of_one_kind_the_first_ten_are_printed(capsys):
    print_problems([problem(n, Severity.WARNING, "missing-file") for n in range(1, 41)], rest="")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 20
    assert lines[-2].endswith("number 10 (and 30 more of this kind)")


def test_few_problems_are_all_printed(capsys):
    found = [problem(n, Severity.WARNING, "a") for n in range(11)]
    print_problems([*found, *(problem(n, Severity.NOTE, "b") for n in range(2))])
    assert len(capsys.readouterr().err.splitlines()) == 26
