"""Where answers go: standard output or files of a folder, in one of four forms."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from quanze.cli.answering import Answer, case_name
from quanze.cli.console import LANGUAGES, Console
from quanze.cli.files import write_all
from quanze.cli.rules import Rules
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import as_json, as_yaml
from quanze.core.sheet.prose import as_prose

DEFAULT_FOLDER = "out"
_RULE = "─" * 72


class Output:
    """Answers printed one after the other; refusals on standard error."""

    writes_files = False

    def __init__(self, form: str, *, batch: bool, rules: Rules, console: Console) -> None:
        self.form = form
        self.batch = batch
        self.rules = rules
        self.console = console
        self.taken = 0
        self.refused = 0

    def take(self, answer: Answer) -> None:
        """One answer. Raises Refusal if it cannot be written."""
        text = self.text(answer)
        if self.batch and self.form == "yaml":
            text = f"---\n{text}"
        elif self.form == "text" and self.taken:
            text = f"\n{_RULE}\n\n{text}"
        self.console.print(text)
        self.taken += 1

    def refuse(self, place: str, refusal: Refusal) -> None:
        """One refusal of a batch: a line of its own among JSON or YAML, else on standard error."""
        self.refused += 1
        if self.form not in ("json", "yaml") or self.writes_files:
            self.console.complain(refusal, about=place)
            return
        line = {
            "case": case_name(place),
            "refused": {"code": refusal.code, "text": refusal.text(self.console.lang)},
        }
        start = "---\n" if self.form == "yaml" else ""
        self.console.print(start + json.dumps(line, ensure_ascii=False, separators=(",", ":")))

    def finish(self) -> int:
        """The exit status: 1 if anything was refused."""
        return 1 if self.refused else 0

    def text(self, answer: Answer) -> str:
        """The sheet as one text."""
        if self.form == "json":
            return as_json(answer.sheet, one_line=self.batch and not self.writes_files)
        if self.form == "yaml":
            return as_yaml(answer.sheet)
        rules = self.rules
        return as_prose(answer.sheet, self.console.lang, titles=rules.titles, findings=rules.finding_labels)


class Folder(Output):
    """Answers as files of a folder, named after their cases; with an index in a batch of pages."""

    writes_files = True

    def __init__(self, form: str, folder: Path, *, batch: bool, rules: Rules, console: Console) -> None:
        super().__init__(form, batch=batch, rules=rules, console=console)
        self.folder = folder
        self.names: set[str] = set()
        self.rows: list[Mapping[str, str]] = []

    def take(self, answer: Answer) -> None:
        """Write the files of one answer. Raises Refusal "doubled_case" or "cannot_write"."""
        name = answer.case.id
        if name.casefold() in self.names:
            raise Refusal(
                "doubled_case", zh=f"本批已有编号为 {name} 的案件，文件会互相覆盖，请改编号",
                en=f"this batch already has a case {name}, whose files would be overwritten; give it another id",
                where="id",
            )  # fmt: skip
        written = write_all(self.folder, dict(self._texts(answer)))
        self.names.add(name.casefold())
        self.taken += 1
        if not self.batch:
            self.console.print("\n".join(str(path) for path in written))
        if self.form == "html":
            from quanze.cli.index_page import row  # pages are not asked for by every run

            self.rows.append(row(answer, self.rules))

    def finish(self) -> int:
        """Write the index and say where the files are."""
        if self.batch and self.taken:
            page = self.folder
            if self.form == "html":
                from quanze.cli.index_page import index_page

                page = write_all(self.folder, {"index.html": index_page(self.rows, self.refused)})[0]
            refused = self.console.say(f"，另有 {self.refused} 件被拒绝", f", {self.refused} refused")
            self.console.print(
                self.console.say(f"已写出 {self.taken} 件：{page}", f"{self.taken} written: {page}")
                + (refused if self.refused else "")
            )
        return super().finish()

    def _texts(self, answer: Answer) -> Iterator[tuple[str, str]]:
        name = answer.case.id
        if self.form != "html":
            yield name + {"json": ".json", "yaml": ".yaml", "text": ".txt"}[self.form], self.text(answer)
            return
        from quanze.core.sheet.page import as_html

        for lang in LANGUAGES:
            rules = self.rules
            page = as_html(
                answer.sheet, answer.case, lang, name=name, titles=rules.titles, findings=rules.finding_labels
            )
            yield f"{name}.{lang}.html", page


def output(form: str, out: str | None, *, batch: bool, rules: Rules, console: Console) -> Output:
    """Where the answers of this run go; pages always go to a folder."""
    if out is None and form != "html":
        return Output(form, batch=batch, rules=rules, console=console)
    return Folder(form, Path(out or DEFAULT_FOLDER), batch=batch, rules=rules, console=console)
