"""`byline explain`."""


def test_an_unknown_subject_gets_the_nearest_people_and_papers(byline, small_site):
    done = byline("explain", "ada", "--site", small_site)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "error: there is no person and no paper 'ada'",
        "  hint: did you mean 'ada-example'?",
    ]
    assert "did you mean 'slow'?" in byline("explain", "slwo", "--site", small_site).stderr
    assert "give the slug" in byline("explain", "xyz", "--site", small_site).stderr


def test_a_wrong_orcid_of_the_owner_is_the_only_error(byline, small_site):
    content = small_site / "content"
    (content / "site.yaml").write_text("title: T\nowner: ada-example\n", encoding="utf-8")
    (content / "authors" / "ada-example.yaml").write_text(
        "name: Ada Example\norcid: 0000-0002-1825-0098\n", encoding="utf-8"
    )
    done = byline("check", "--site", small_site)
    assert done.returncode == 1
    assert done.stdout.count("error[") == 1
    assert "error[bad-orcid]" in done.stdout
