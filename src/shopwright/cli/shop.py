"""`shopwright shop`: keep the shop's data safe, and erase a customer's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from shopwright.shop.database import Backup, Erasure, Search, Traces

__all__ = ["shop"]

shop = typer.Typer(
    name="shop",
    help="Keep the shop's data safe: back it up, restore it, erase a customer's.",
    invoke_without_command=True,
)
_SHOWN = 20


@shop.callback()
def _group(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@shop.command("backup")
def backup(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write, such as shop-2026-03-01.zip.")],
) -> None:
    """Write the whole shop to one file, while others go on using it.

    The file is the same whatever the database, so a shop moves from SQLite to PostgreSQL and back. It holds all personal
    data of the shop; only you may read it.

    \b
    Examples:
      shopwright shop backup shop.zip
      SHOPWRIGHT_DATABASE_URL=postgresql://shop@localhost/shop shopwright shop backup shop.zip
    """
    from shopwright.errors import UsageError
    from shopwright.shop.database import Shop, back_up

    if str(out) == "-":
        raise UsageError("a backup goes to a file", hint="name one: shopwright shop backup shop.zip")
    with Shop.open(create=False) as opened:
        done = back_up(opened, out)
        _say(f"backed up {_rows(done)} from {opened.place}\n  backup  {out} ({done.size:,} bytes)")


@shop.command("restore")
def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file that shopwright shop backup wrote.")],
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace everything that the shop holds; otherwise it must be empty.")
    ] = False,
) -> None:
    """Put a backup into the shop's database, all or nothing; a damaged or altered file changes nothing.

    \b
    Examples:
      shopwright shop restore shop.zip
      SHOPWRIGHT_DATABASE_URL=sqlite:///copy.db shopwright shop restore shop.zip
      shopwright shop restore shop.zip --overwrite
    """
    from shopwright.shop.database import Shop, check_backup
    from shopwright.shop.database import restore as restore_shop

    check_backup(source)  # before a new shop is made for it
    with Shop.open() as opened:
        done = restore_shop(opened, source, overwrite=overwrite)
        _say(f"restored {_rows(done)} of {done.created} into {opened.place}")


@shop.command("erase-customer")
def erase_customer(
    id: Annotated[str, typer.Argument(metavar="ID", help="The customer's id.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    within: Annotated[
        list[Path] | None,
        typer.Option(
            "--in",
            metavar="PATH",
            help="Also search this file, or folder of exports, logs, reports and backups; nothing in it is changed. Repeatable.",
        ),
    ] = None,
) -> None:
    """Erase a customer's data from every table, then search the database and its files for it.

    Orders stay, without the person, so that the books add up. Conversations are deleted. Reviews stay without their
    author. What the search finds elsewhere, such as the name in another customer's words, is listed and left as it is, and
    the command ends with exit code 1. It cannot be undone.

    \b
    Examples:
      shopwright shop erase-customer c1042
      shopwright shop erase-customer c1042 --yes --in exports/ --in shop.zip
    """
    from shopwright.errors import InputError, LeftoverError
    from shopwright.shop.database import Shop, search_files, traces_of
    from shopwright.shop.database import erase_customer as erase

    for path in within or []:
        if not path.exists():
            raise InputError(f"there is no {path}", hint="name files or folders that are there")
    with Shop.open(create=False) as opened:
        if not yes:
            _confirm(id, traces_of(opened, id), opened.place)
        done = erase(opened, id)
        search_files(within or [], done.identity, done.search, besides=opened.files)
        _say(_told(id, done, server=opened.file is None))
    if done.search.findings:
        hint = "look at the places above: change or delete what is meant, and keep what is another person's"
        raise LeftoverError(f"customer {id} was erased, and {len(done.search.findings)} places are left", hint=hint)


def _confirm(id: str, traces: Traces, place: str) -> None:
    from shopwright.errors import UsageError

    if not sys.stdin.isatty():
        raise UsageError("nobody is there to confirm the erasure", hint="add --yes if you are sure")
    _say(f"customer {id} in {place}: {_counted(traces)}")
    try:
        sure = typer.confirm("Erase this person's data? It cannot be undone", err=True)
    except typer.Abort:
        raise KeyboardInterrupt from None
    if not sure:
        raise UsageError("nothing was erased", hint="run the command again and answer y")


def _told(id: str, done: Erasure, *, server: bool) -> str:
    lines = [f"erased customer {id}: {_counted(done.traces)}", f"searched {_searched(done)}"]
    lines += [f"  found in {finding}" for finding in done.search.findings[:_SHOWN]]
    if (more := len(done.search.findings) - _SHOWN) > 0:
        lines.append(f"  and in {more} more")
    lines += [f"  another customer has the same name: {found.place}" for found in done.search.namesakes[:_SHOWN]]
    if vague := ", ".join(f"the {trait.kind}" for trait in done.identity.vague):
        lines.append(f"too short to search for within texts, so only as a whole value: {vague}")
    logs = "the server's own logs and backups, " if server else ""
    lines.append(
        f"not searched: {logs}parts of an address, and files not named with --in; older backups still hold the data"
    )
    return "\n".join(lines)


def _searched(done: Erasure) -> str:
    search: Search = done.search
    files = f", and {search.bytes:,} bytes of {search.files} files" if search.files else ""
    found = f"found in {len(search.findings)} places" if search.findings else "nothing found"
    values = len(done.identity.traits)
    return f"{search.columns} columns in {search.tables} tables{files} for {values} values: {found}"


def _counted(traces: Traces) -> str:
    return (
        f"orders without the person: {traces.orders}; reviews without their author: {traces.reviews}; "
        f"conversations deleted: {traces.conversations}; drafts and jobs cleaned: {traces.drafts + traces.jobs}"
    )


def _rows(done: Backup) -> str:
    return f"{sum(done.rows.values()):,} rows of {sum(1 for count in done.rows.values() if count)} tables"


def _say(message: str) -> None:
    typer.echo(message, err=True)
