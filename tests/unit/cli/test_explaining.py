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


def test_a_name_that_several_people_have_asks_for_a_slug(run, site):
    for slug in ("wei-wang-a", "wei-wang-b"):
        (site / f"content/authors/{slug}.yaml").write_text("name: Wei Wang\n", encoding="utf-8")
    for command in (("explain", "Wei Wang"), ("export", "bib", "Wei Wang")):
        code, out, err = run(*command, "--site", site)
        assert (code, out) == (2, "")
        assert "'Wei Wang' is the name of several people" in err
        assert "write one of wei-wang-a, wei-wang-b" in err


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
