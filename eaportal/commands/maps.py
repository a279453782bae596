"""`flask maps`: which maps there are, and maps as files."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

import click
from flask import current_app

from architecture import elements, organisations, scope
from architecture.errors import NotFound, Refused
from architecture.mapping.asking import MOST_HOPS
from architecture.mapping.catalogue import VIEWS, View
from architecture.maps.child import Failed
from architecture.maps.files import making as files
from architecture.maps.files.making import Form, Leaf
from architecture.maps.files.paper import Paper
from architecture.maps.looks.palette import Theme
from architecture.model import Kind, Organisation
from eaportal import db, formats
from eaportal.commands.days import day_of
from eaportal.commands.files import whole_file
from eaportal.commands.groups import Commands, print_json
from eaportal.maps.asked import WORDS
from eaportal.maps.drawings import drawings
from eaportal.maps.wanted import Wanted, content

group = Commands("maps", help="Peta arsitektur.")


class Word(click.ParamType[Any]):
    """A choice, by its English or its Indonesian name."""

    name = "word"

    def __init__(self, field: str) -> None:
        """Take the words that addresses know too."""
        self.known: dict[str, Enum] = dict(WORDS[field][1])
        self.known |= {each.name.lower(): each for each in WORDS[field][1].values()}

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return what the word means."""
        if isinstance(value, Enum):
            return value
        found = self.known.get(str(value).lower())
        if found is None:
            self.fail(f"“{value}” tidak dikenal; pilih {self.listed()}", param, ctx)
        return found

    def listed(self) -> str:
        """Return the words, both names of a choice together."""
        names: dict[Enum, list[str]] = {}
        for word, choice in self.known.items():
            names.setdefault(choice, []).insert(0, word)
        return ", ".join("|".join(dict.fromkeys(each)) for each in names.values())


Decorated = Callable[[Callable[..., None]], Callable[..., None]]


def word(option: str, field: str, help_: str) -> Decorated:
    """Return an option that takes a word of a field."""
    kind = Word(field)
    return click.option(
        option,
        field,
        type=kind,
        metavar="KATA",
        help=f"{help_}: {kind.listed()}.",
    )


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Untuk dibaca program.")
def list_(*, as_json: bool) -> None:
    """Sebut semua peta dengan pertanyaan yang dijawabnya."""
    if as_json:
        print_json([_described(view) for view in VIEWS.values()])
        return
    for view in VIEWS.values():
        options = " ".join(_described(view)["options"])
        click.echo(f"{view.name}\t{view.title}: {view.question}\t{options}")


@group.command("render")
@click.option("--view", required=True, help="Nama peta; lihat `maps list`.")
@click.option("--organisation", required=True, help="Kode instansi atau OPD.")
@click.option("--focus", default="", help="Kode elemen yang di tengah.")
@click.option("--date", "on", metavar="HARI", help="Keadaan hari itu; bawaannya kini.")
@click.option("--compare", metavar="HARI", help="Hari yang kemudian, untuk perubahan.")
@word("--colour", "colour", "Yang dikatakan warna")
@word("--grouping", "grouping", "Bingkai")
@word("--way", "way", "Arah dari yang di tengah")
@click.option("--hops", type=click.IntRange(1, MOST_HOPS), help="Banyaknya langkah.")
@click.option(
    "--paper",
    type=click.Choice([each.value for each in Paper], case_sensitive=False),
    help="Lembar kertas PDF; bawaannya A4.",
)
@click.option(
    "--tiled", is_flag=True, help="Ukuran asli, disebar ke beberapa lembar kertas itu."
)
@word("--theme", "theme", "Tema; bawaannya print")
@word("--notation", "notation", "Bentuk kotak dan garis")
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice([each.value for each in Form]),
    help="Bentuk.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Berkas.",
)
def render(**given: Any) -> None:
    """Gambar sebuah peta ke berkas; peta yang diringkas disebut di stderr."""
    view = VIEWS.get(given["view"])
    if view is None:
        known = ", ".join(VIEWS)
        raise Refused(f"Tidak ada peta bernama “{given['view']}”; yang ada: {known}.")
    _refuse_misfits(view, given)
    root, office = _whose(given["organisation"], view)
    wanted = _wanted(view, root, office, given)
    leaf = Leaf(
        form=Form(given["form"]),
        paper=Paper(given["paper"] or Paper.A4),
        tiled=given["tiled"],
        site=current_app.config["PUBLIC_URL"],
    )
    map_ = content(db.session, scope.full(root.id), wanted)
    try:
        made = files.made(
            map_,
            leaf,
            theme=wanted.theme,
            notation=wanted.notation,
            engine=drawings().engine,
        )
    except Failed as failure:
        raise Refused(f"Berkas ini tidak dapat dibuat: {failure}.") from failure
    _write(given["out"], made.content)
    if made.grouped:
        click.echo(made.shown.note or "Peta diringkas karena terlalu besar.", err=True)


def _described(view: View) -> dict[str, Any]:
    takes = {
        "--focus": bool(view.focus),
        "--hops": view.hops,
        "--way": view.ways,
        "--colour": bool(view.colours),
        "--grouping": bool(view.groupings),
        "--compare": view.compares,
    }
    return {
        "name": view.name,
        "title": view.title,
        "question": view.question,
        "options": [option for option, taken in takes.items() if taken],
    }


def _refuse_misfits(view: View, given: dict[str, Any]) -> None:
    """Refuse what does not go together, before anything is read."""
    taken = _described(view)["options"]
    for option in ("focus", "hops", "way", "colour", "grouping", "compare"):
        if given[option] and f"--{option}" not in taken:
            raise Refused(f"Peta {view.name} tidak mengenal --{option}.")
    if view.centred and not given["focus"]:
        raise Refused(f"Peta {view.name} memerlukan --focus: kode elemen di tengahnya.")
    for option, offered in (("colour", view.colours), ("grouping", view.groupings)):
        if given[option] and given[option] not in offered:
            names = ", ".join(each.name.lower() for each in offered)
            raise Refused(f"Peta {view.name} hanya mengenal --{option} {names}.")
    if given["form"] != Form.PDF and (given["paper"] or given["tiled"]):
        raise Refused("--paper dan --tiled hanya untuk --format pdf.")


def _whose(code: str, view: View) -> tuple[Organisation, int]:
    """Return the government, and the office in it where the code is one's."""
    found = organisations.by_code(db.session, code)
    if found.kind is Kind.GOVERNMENT or found.government is None:
        return found, 0
    if not view.offices:
        raise Refused(f"Peta {view.name} memerlukan kode instansi, bukan OPD.")
    return found.government, found.id


def _wanted(
    view: View, root: Organisation, office: int, given: dict[str, Any]
) -> Wanted:
    plain = Wanted(view=view.name)
    chosen = {
        name: given[name] or getattr(plain, name)
        for name in ("way", "grouping", "notation", "hops")
    }
    colours = view.colours or (plain.colour,)
    return Wanted(
        view=view.name,
        government=root.id,
        office=office,
        focus=_focus(root, view, given["focus"]) if given["focus"] else 0,
        on=_day("--date", given["on"]) or formats.today().isoformat(),
        compare=_day("--compare", given["compare"]),
        colour=given["colour"] or colours[0],
        theme=given["theme"] or Theme.PRINT,
        **chosen,
    )


def _focus(root: Organisation, view: View, code: str) -> int:
    found = elements.by_code(db.session, scope.full(root.id), root.id, code)
    if found is None:
        raise NotFound(f"Tidak ada elemen berkode “{code}” di {root.name}.")
    if found.layer not in view.focus:
        layers = ", ".join(sorted(layer.value for layer in view.focus))
        raise Refused(
            f"{code} adalah {found.layer.value}; di tengah peta {view.name} berdiri:"
            f" {layers}."
        )
    return found.id


def _day(option: str, text: str | None) -> str:
    return day_of(option, text).isoformat() if text else ""


def _write(out: Path, made: bytes) -> None:
    try:
        with whole_file(out) as beside:
            beside.write_bytes(made)
    except OSError as error:
        raise Refused(f"Berkas {out} tidak dapat ditulis: {error.strerror}.") from error
