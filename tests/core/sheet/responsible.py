"""Three parties written by hand: a body, a principal and a leader standing in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from quanze.core.determination.result import (
    Adjustment,
    Bar,
    Chain,
    ClauseLine,
    Combination,
    Competence,
    Competent,
    Conditional,
    Excluded,
    Methods,
    Party,
    PresentLine,
    TenureLine,
)
from quanze.core.rulebook.verdict import Reason
from tests.core.sheet.names import ART6, ART7, BIG, CF10, text


def competence() -> Competence:
    only = Competent(
        organ="party_committee",
        of="city",
        approval="committee_collective",
        consult=(),
        cite=CF10,
        methods=("removal",),
    )
    decide = Competent(
        organ="discipline_commission",
        of="manager",
        approval="principal_of_organ",
        consult=("organization_department", "resident_group"),
        cite=ART6,
        by_method=(only,),
    )
    plain = Competent(organ="discipline_commission", of="city", approval=None, consult=(), cite=ART6)
    return Competence(
        start=decide, investigate=plain, decide=decide, execute=plain, record=plain, appeal=plain, correct=plain
    )


def chain(*, open_: bool) -> Chain:
    empty: dict[str, str] = {}
    if open_:
        return Chain(duty=empty, conduct=empty, execution=None, result=empty, causation=empty, factors=empty)
    return Chain(
        duty=text("分工文件载明其主管财务。", "The division of work puts finance under this post."),
        conduct=text("三年内没有检查过账目。", "The accounts were not checked for three years."),
        execution="weak",
        result=text("公款被挪用。", "Public money was misappropriated."),
        causation=text("尚待查明：检查能否发现？", "To be found: would a check have found it?"),
        factors=text("曾提出增加人手。", "More staff had been asked for."),
    )


REASONS = (
    Reason(
        fact="violation.amount_yuan",
        about="v1",
        value=Decimal(1200000),
        test="≥ 1000000 (investigated_by prefecture)",
    ),
    Reason(fact="violation.investigated_by", about="v1", value="prefecture", test="= prefecture"),
    Reason(fact="violation.sanctions", about="v1", value=("party_expulsion",), test="∋ removal_or_heavier"),
    Reason(fact="finding.leadership_duty_weak", about="bureau", value=True, test="= true"),
    Reason(fact="incident.influence", about=None, value="vile", test="≥ serious_bad"),
    Reason(fact="count.violators", about=None, value=2, test="≥ 2 / 12 months"),
    Reason(fact="finding.style_slack", about=None, value=False, test="= false"),
)


def body_clause() -> ClauseLine:
    return ClauseLine(
        cite=BIG,
        status="applies",
        track="accountability",
        responsibility="leadership",
        label=None,
        because=REASONS,
        missing=(),
        permits=("body_inspection", "body_circular", "body_adjustment"),
        summary=text(
            "市级查处的大案达到金额标准的，追究班子责任。", "A big case above the amount opens the body's answer."
        ),
    )


def head_clauses() -> tuple[ClauseLine, ...]:
    depends = ClauseLine(
        cite=ART7,
        status="depends",
        track="accountability",
        responsibility="main_body",
        label="main_leadership",
        because=REASONS[3:5],
        missing=({"fact": "incident.consequence", "about": None}, {"fact": "finding.causal", "about": "p1"}),
        permits=("circular", "admonition", "ordered_resignation", "removal"),
        summary=text("主体责任落实不到位，造成严重后果。", "Main-body responsibility not carried out, serious result."),
    )
    party = ClauseLine(
        cite=CF10,
        status="applies",
        track="party",
        responsibility="leadership",
        label="important_leadership",
        because=(Reason(fact="party.rank", about="p1", value="division_chief", test="≥ deputy_division_chief"),),
        missing=(),
        permits=("party_warning", "party_serious_warning"),
        summary=text("不履行全面从严治党责任。", "Does not perform the duty of strict party governance."),
    )
    return depends, party


def head_methods() -> Methods:
    return Methods(
        permitted=("circular", "admonition", "party_warning", "party_serious_warning"),
        conditional=(Conditional(method="removal", if_=({"fact": "incident.consequence", "about": None},), cite=ART7),),
        indicated=("circular", "admonition"),
        excluded=(
            Excluded(
                method="state_removal",
                why=text("已退休，不再给予政务处分。", "Retired: no state sanction."),
                cite=CF10,
            ),
        ),
        combinations=(
            Combination(
                rule="requires",
                methods=("state_removal",),
                with_=("party_removal", "party_expulsion"),
                text=text("政务撤职须有相应党纪处分。", "State removal needs a matching party sanction."),
                cite=CF10,
            ),
        ),
    )


def head_bars() -> tuple[Bar, ...]:
    return (
        Bar(
            method="party_warning",
            bar="no_promotion",
            starts_on=date(2026, 11, 21),
            ends_on=date(2027, 11, 20),
            or_ends_on=date(2027, 11, 21),
            basis="assumed",
            cite=CF10,
            combined="sum",
            note=text("与原影响期相加。", "Added to the former period."),
        ),
        Bar(
            method="party_serious_warning",
            bar="no_further_use",
            starts_on=date(2026, 11, 21),
            ends_on=None,
            or_ends_on=None,
            basis="assumed",
            cite=CF10,
        ),
    )


def body_party() -> Party:
    return Party(
        party={"organization": "bureau"},
        post=None,
        relation="body",
        also=(),
        levels_up=0,
        tenure=None,
        now=None,
        duty="overall",
        liability="collective",
        clauses=(body_clause(),),
        chain=chain(open_=False),
        methods=Methods(permitted=("body_inspection", "body_circular", "body_adjustment")),
        competence=competence(),
        bars=(),
        reason=text("班子对本单位财务管理负全面责任。", "The body answers for the unit's finances as a whole."),
        unit="bureau",
        name=None,
    )


def head_party(**changes: object) -> Party:
    fields: dict[str, object] = {
        "party": {"person": "p1"},
        "post": "head",
        "relation": "principal",
        "also": ("in_charge",),
        "levels_up": 0,
        "tenure": TenureLine(starts_on=date(2007, 5, 1), ends_before=date(2010, 4, 1), acting=False),
        "now": PresentLine(status="promoted", post="newpost"),
        "duty": "first_responsible",
        "liability": "important_leadership",
        "clauses": head_clauses(),
        "chain": chain(open_=True),
        "methods": head_methods(),
        "competence": competence(),
        "bars": head_bars(),
        "reason": text("作为主要负责人，直接主管财务。", "As principal, directly in charge of finance."),
        "adjustments": (
            Adjustment(
                effect="lighter_or_mitigated",
                discretion="may",
                status="depends",
                because=(Reason(fact="finding.remedied", about="p1", value=True, test="= true"),),
                summary=text("及时补救的，可以从轻或者减轻。", "Timely remedy may make it lighter or mitigated."),
                cite=ART6,
            ),
        ),
        "unit": "bureau",
        "name": "甲某",
    }
    return Party(**{**fields, **changes})  # type: ignore[arg-type]


def acting_party() -> Party:
    return head_party(
        party={"person": "p2"},
        post="deputy",
        relation="stand_in",
        also=(),
        tenure=TenureLine(starts_on=date(2009, 1, 1), ends_before=None, acting=True),
        now=PresentLine(status=None, post=None),
        duty="main_leadership",
        liability="undecided",
        clauses=(head_clauses()[0],),
        methods=Methods(permitted=("warning_talk",)),
        bars=(),
        adjustments=(),
        reason=text("代管财务期间的情况尚待查明。", "What happened while standing in is to be found."),
        name=None,
    )
