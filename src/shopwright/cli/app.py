"""The `shopwright` command: registers the groups and maps every error to its exit code, once."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from shopwright import __version__
from shopwright.cli import demo, exports, imports, reviews, settings, shop
from shopwright.errors import INTERRUPTED, ShopwrightError

__all__ = ["app", "main"]

app = typer.Typer(
    name="shopwright",
    help="Language models at work in a shop. Start with: shopwright demo",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("reviews")(reviews.reviews)
app.command("import")(imports.import_records)
app.command("export")(exports.export)
app.command("demo")(demo.demo)
app.add_typer(shop.shop)
app.command("settings")(settings.settings)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; the process ends with the exit code of the contract."""
    try:
        sys.exit(app(sys.argv[1:] or ["--help"], standalone_mode=False))
    except ShopwrightError as error:
        typer.echo(f"shopwright: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        if not hasattr(error, "format_message"):  # Typer's errors of usage; their class is not public
            raise
        said = error.format_message().replace("Value error, ", "").rstrip(".")
        typer.echo(f"shopwright: {said}: see shopwright --help", err=True)
        sys.exit(ShopwrightError.exit_code)
