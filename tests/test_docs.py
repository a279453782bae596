import importlib
import re
from enum import StrEnum
from functools import cache
from urllib.parse import unquote

import click
import pytest
from PIL import Image

from architecture import layers, roles
from architecture.mapping.catalogue import VIEWS
from architecture.model import Base
from docs.pictures import make as pictures
from eaportal.commands import GROUPS
from tests.places import ROOT

README = ROOT / "README.md"
MAPS = ROOT / "docs" / "maps.md"
GLOSSARY = ROOT / "docs" / "glossary.md"
PAGES = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
FLASK = ".venv/bin/flask --app wsgi "


def text_of(page):
    return page.read_text(encoding="utf-8")


def prose_of(page):
    """Return a page without its blocks of code."""
    return FENCE.sub("", text_of(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    targets = [
        target
        for target in LINK.findall(prose_of(page))
        if not target.startswith(("https://", "#"))
    ]
    dead = [
        target
        for target in targets
        if not (page.parent / unquote(target.partition("#")[0])).exists()
    ]

    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_holds_both_sides_of_a_merge(page):
    marks = ("<<<<<<< ", "=======", ">>>>>>> ")

    assert [line for line in text_of(page).splitlines() if line.startswith(marks)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_are_named_are_there(page):
    """A path in code marks, such as `docs/changing.md`, is one of this repository."""
    roots = ("architecture", "eaportal", "tests", "docs", "migrations")
    named = [
        name
        for name in CODE.findall(prose_of(page))
        if name.startswith(tuple(f"{root}/" for root in roots))
        and not set(name) & set("<>*… ")
    ]

    assert [name for name in named if not (ROOT / name).exists()] == []


@cache
def readme_commands():
    """Return each command line of the README, of its blocks and of its tables."""
    blocks = "\n".join(FENCE.findall(text_of(README))).replace("\\\n", " ")
    lines = [line.split("  #")[0].strip() for line in blocks.splitlines()]
    return [*lines, *CODE.findall(prose_of(README))]


def make_targets():
    return set(
        re.findall(r"^(\w+):.*## ", text_of(ROOT / "Makefile"), flags=re.MULTILINE)
    )


def test_the_readme_names_every_make_target_and_no_other():
    named = {
        match[1]
        for line in readme_commands()
        if (match := re.search(r"(?:^|\s)make (\w+)(?:\s|$)", line))
        and not line.startswith("sudo")
    }

    assert named == make_targets() - {"help"}


def flask_commands():
    """Return group, command and rest of each command that the README names."""
    found = []
    for line in readme_commands():
        words = line.removeprefix(FLASK).split()
        if len(words) > 1 and words[0] in GROUPS:
            name = words[1] if "" not in commands_of(words[0]) else ""
            found.append((words[0], name, line))
    return found


def commands_of(group):
    """Return the commands of a group by name; one that is no group has none."""
    found = importlib.import_module(f"eaportal.commands.{group}").group
    return getattr(found, "commands", {"": found})


@pytest.mark.parametrize(("group", "name", "line"), flask_commands())
def test_commands_of_the_readme_exist_with_their_options(group, name, line):
    known = {
        option
        for each in commands_of(group)[name].params
        if isinstance(each, click.Option)
        for option in each.opts
    }
    named = set(re.findall(r"(?<!\S)--[a-z-]+", line)) - {"--app"}

    assert named <= known | {"--help"}


def test_the_readme_names_every_command():
    named = {(group, name) for group, name, _ in flask_commands()}
    there = {(group, name) for group in GROUPS for name in commands_of(group)}

    assert named == there


def test_variables_of_the_readme_are_read():
    source = "".join(
        text_of(path)
        for path in [ROOT / "config.py", *(ROOT / "eaportal").rglob("*.py")]
    )
    named = {
        match[0]
        for code in CODE.findall(prose_of(README))
        if (match := re.match(r"[A-Z]+_[A-Z_]+|PORT|BIND", code))
    }

    assert {"SECRET_KEY", "DEMO_PASSWORD", "PORT"} <= named
    assert [each for each in sorted(named) if f'"{each}"' not in source] == []


def test_pictures_are_those_that_the_script_makes_and_small():
    most = dict.fromkeys([each.name for each in pictures.PICTURES], pictures.MOST_BYTES)
    most |= dict.fromkeys([each.name for each in pictures.MAPS], pictures.MOST_OF_MAP)
    there = {path.stem: path for path in pictures.HERE.glob("*.png")}

    assert set(there) == set(most)
    shown = text_of(README) + text_of(MAPS).replace("pictures/", "docs/pictures/")
    assert all(f"docs/pictures/{name}.png" in shown for name in most)
    for name, path in there.items():
        assert path.stat().st_size <= most[name]
        with Image.open(path) as opened:
            assert opened.format == "PNG"
            assert opened.width <= pictures.WIDEST


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
def test_every_map_has_its_section_with_question_and_picture(view):
    sections = re.split(r"^## ", text_of(MAPS), flags=re.MULTILINE)
    (section,) = (each for each in sections if each.startswith(f"{view.title}\n"))

    assert f"*{view.question}*" in section
    assert f"(pictures/peta-{view.slug}.png)" in section
    assert f"`{view.name}`" in section
    told = re.sub(r"!\[.*?\]\(.*?\)|\*.*?\*", "", section)
    assert len(told.split()) > 30  # how it is read


def glossary_rows():
    """Return term and names of each row of the glossary."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \|", text_of(GLOSSARY), flags=re.MULTILINE)
    return [(term, CODE.findall(names)) for term, names in rows if "`" in names]


def glossary_names():
    return {name for _, names in glossary_rows() for name in names}


@cache
def words_of_the_code():
    paths = [*(ROOT / "architecture").rglob("*"), *(ROOT / "eaportal").rglob("*.py")]
    return set(
        re.findall(
            r"\w+",
            " ".join(text_of(p) for p in paths if p.suffix in {".py", ".csv", ".json"}),
        )
    )


def test_names_of_the_glossary_are_names_of_the_code():
    parts = {
        part
        for name in glossary_names()
        for part in re.findall(r"[A-Za-z_]\w+", name.removesuffix("-"))
    }

    assert parts - words_of_the_code() == set()


def test_every_table_has_its_term():
    tables = {mapper.class_.__name__ for mapper in Base.registry.mappers}

    assert tables - glossary_names() == set()


def test_every_field_of_an_application_has_the_term_of_the_screen():
    terms = {name: term for term, names in glossary_rows() for name in names}
    labels = {each.name: each.label for each in layers.APPLICATION_FIELDS}

    assert {name: terms.get(name) for name in labels} == labels


def test_every_role_and_every_choice_of_a_field_has_its_term():
    text = text_of(GLOSSARY)
    choices = {
        each.__name__
        for each in vars(layers).values()
        if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum
    } - {"FieldKind"}

    assert {name for name in choices if f"`{name}" not in text} == set()
    assert {f"Role.{role.name}" for role in roles.Role} - glossary_names() == set()


def test_decisions_are_numbered_without_holes():
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    for name in names:
        first = text_of(ROOT / "docs" / "decisions" / name).splitlines()[0]
        assert first.startswith(f"# {name[:4]} ")


def test_the_map_of_the_code_names_each_module_of_the_architecture():
    text = text_of(ROOT / "docs" / "changing.md")
    told = text.split("## Where a rule stands")[1].split("\n## ")[0]
    named = {name.split("/")[0] for name in CODE.findall(told)}
    there = {
        each.stem
        for each in (ROOT / "architecture").iterdir()
        if each.suffix == ".py" or (each / "__init__.py").exists()
    }
    assert not there - named - {"__init__"}
