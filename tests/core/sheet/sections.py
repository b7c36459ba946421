"""Every other section of the sheet written by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from quanze.core.determination.result import (
    Asked,
    Bar,
    Cite,
    Deadline,
    Decided,
    Evaluated,
    Evaluation,
    NotResponsible,
    Question,
    Referral,
    Routed,
    RulebookUse,
    ToCheck,
    Warning_,
)
from tests.core.sheet.names import ART6, CF10, text


def questions() -> tuple[Question, ...]:
    return (
        Question(
            fact="incident.consequence",
            about=None,
            decides=("p1: WZ2019 7-8", "p2: WZ2019 7-8", "removal"),
            ask=text("造成了何种程度的后果？", "How grave was the consequence?"),
            evidence=(text("审计报告", "audit report"), text("损失鉴定", "appraisal of the loss")),
            kind="fact",
        ),
        Question(
            fact="finding.causal",
            about="p1",
            decides=("p1: WZ2019 7-8",),
            ask=text("其履职与后果有无因果关系？", "Did this person's conduct cause the result?"),
            evidence=(text("会议记录", "minutes"),),
            kind="judgement",
        ),
    )


def asked() -> Asked:
    return Asked(
        on=date(2026, 11, 21),
        known_at=datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
        program="0.1.0",
        input_digest="sha256:" + "ab" * 32,
        rules_digest="sha256:" + "cd" * 32,
    )


def rulebooks() -> tuple[RulebookUse, ...]:
    return (
        RulebookUse(
            rulebook="WZ2019",
            version="2019",
            text="part",
            for_=("circumstance", "competence"),
            why=text("行为发生时有效。", "In force at the conduct."),
        ),
        RulebookUse(
            rulebook="YY2009",
            version="2009-06",
            text="identity_only",
            for_=("circumstance",),
            why=text("本市适用。", "Applies in this city."),
        ),
    )


def evaluations() -> tuple[Evaluation, ...]:
    return (
        Evaluation(
            party={"person": "p1"},
            for_="sanction",
            old=Evaluated(
                rulebook="CF2018",
                violation=True,
                heaviest="party_removal",
                lightest="party_warning",
                longest_bar=24,
            ),
            new=Evaluated(
                rulebook="CF2023",
                violation=None,
                heaviest=None,
                lightest=None,
                longest_bar=None,
            ),
            taken="old",
            why=text("新规定不轻于旧规定。", "The new rule is not lighter."),
            cite=Cite(rulebook="CF2023", version="2024", article="158"),
        ),
    )


def decided() -> tuple[Decided, ...]:
    return (
        Decided(
            about="p9",
            decided_on=date(2025, 3, 1),
            methods=("party_expulsion",),
            bars=(
                Bar(
                    method="party_expulsion",
                    bar="no_readmission",
                    starts_on=date(2025, 3, 1),
                    ends_on=date(2030, 2, 28),
                    or_ends_on=None,
                    basis="decided",
                    cite=CF10,
                ),
            ),
            id="d1",
        ),
    )


def routed() -> tuple[Routed, ...]:
    return (
        Routed(
            person="p9",
            to="discipline",
            why=text("直接行为人，按纪律处分程序处理。", "The direct actor, on the discipline track."),
            cite=ART6,
            violation="v1",
        ),
        Routed(
            person=None,
            to="discipline",
            why=text("未具名的参与者。", "Participants not named."),
            cite=ART6,
            violation="v1",
        ),
    )


def not_responsible() -> tuple[NotResponsible, ...]:
    return (
        NotResponsible(
            party={"person": "p3"},
            post="second",
            relation="member",
            why=text(
                "不分管财务，也没有参与有关决策和工作。", "Neither in charge of finance nor part of the decision."
            ),
            cite=ART6,
            unit="bureau",
        ),
    )


def to_check() -> tuple[ToCheck, ...]:
    return (
        ToCheck(
            party={"person": "p4"},
            why=text(
                "上级分管领导，只有认定其本人失职才负责。",
                "The superior in charge answers only for his own neglect.",
            ),
            post="mayor",
            relation="superior_in_charge",
            unit="government",
            levels_up=1,
            cite=ART6,
        ),
        ToCheck(
            party={"organization": "city"},
            why=text("上级党组织。", "The organization above."),
            relation="body",
            unit="city",
            levels_up=1,
        ),
    )


def referrals() -> tuple[Referral, ...]:
    return (
        Referral(
            from_="resident_group",
            to="discipline_commission",
            why=text("管理权限在市里。", "The city manages this cadre."),
            cite=Cite(rulebook="JG2019", version="2019", article="22"),
            about="p1",
        ),
    )


def deadlines() -> tuple[Deadline, ...]:
    return (
        Deadline(
            act=text("提出书面申诉", "file a written appeal"),
            by=date(2026, 12, 21),
            counted_from={"event": "service", "on": date(2026, 11, 21)},
            cite=ART6,
            about="p1",
            note=text("尚未公布，按工作日推算", "not yet announced, computed by the weekday rule"),
        ),
    )


def warnings() -> tuple[Warning_, ...]:
    return (
        Warning_(
            code="nominal_post_only",
            text=text("仅列名义分工，请看实际履职。", "Only the nominal post is listed; look at the actual duty."),
            cite=ART6,
            about="p2",
        ),
    )
