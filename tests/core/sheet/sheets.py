"""A rich sheet written by hand: every field is used once or more; names are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from quanze.core.determination.case import Case, Conduct, Incident, Violation
from quanze.core.determination.result import (
    Adjustment,
    Asked,
    Bar,
    Chain,
    Cite,
    ClauseLine,
    Combination,
    Competence,
    Competent,
    Conditional,
    Deadline,
    Decided,
    DoubleCheck,
    Evaluated,
    Evaluation,
    Excluded,
    Methods,
    NotResponsible,
    Party,
    PresentLine,
    Question,
    Referral,
    Routed,
    RulebookUse,
    Sheet,
    TenureLine,
    ToCheck,
    Unverified,
    Warning_,
)
from quanze.core.register.register import Register
from quanze.core.register.rows import Organization, Person, Post, Tenure
from quanze.core.rulebook.verdict import Reason

TITLES = {
    "WZ2019": {"zh": "《问责条例》（2019）", "en": "Accountability Regulations 2019"},
    "YY2009": {"zh": "《益阳市大案问责办法》（2009）", "en": "Yiyang Big-case Accountability Measure 2009"},
    "CF2023": {"zh": "《纪律处分条例》（2023）", "en": "Discipline Regulations 2023"},
    "CF2018": {"zh": "《纪律处分条例》（2018）", "en": "Discipline Regulations 2018"},
    "JG2019": {"zh": "《监督执纪工作规则》（2019）", "en": "Work Rules on Supervision and Discipline 2019"},
}
OWN_FINDINGS = {"style_slack": {"zh": "作风建设松懈", "en": "slack work style"}}
NAMES = {
    "city": "某市",
    "government": "某市人民政府",
    "bureau": "某市某局",
    "dz": "某市某局党组",
    "head": "党组书记、局长",
    "deputy": "副局长",
    "second": "副局长（分管业务）",
    "clerk": "会计",
    "mayor": "副市长",
    "newpost": "某市政协副主席",
    "p1": "甲某",
    "p2": "乙<某>&",
    "p3": "丙某",
    "p4": "丁某",
    "p5": "戊某",
    "p9": "己某",
    "v1": "挪用公款一案",
}
ART7 = Cite(rulebook="WZ2019", version="2019", article="7", item="8", row="7-8", mark="M+")
ART6 = Cite(rulebook="WZ2019", version="2019", article="6", paragraph="1", row="6-1", mark="Q")
BIG = Cite(rulebook="YY2009", version="2009-06", row="big-city", mark="T")
CF10 = Cite(rulebook="CF2023", version="2024", article="10", paragraph="2", row="10-2")


def text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


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


def sheet(**changes: object) -> Sheet:
    fields: dict[str, object] = {
        "format": "quanze/sheet/1",
        "case": "fixture-case",
        "asked": Asked(
            on=date(2026, 11, 21),
            known_at=datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
            program="0.1.0",
            input_digest="sha256:" + "ab" * 32,
            rules_digest="sha256:" + "cd" * 32,
        ),
        "rulebooks": (
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
        ),
        "evaluations": (
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
        ),
        "parties": (body_party(), head_party(), acting_party()),
        "decided": (
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
        ),
        "routed": (
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
        ),
        "not_responsible": (
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
        ),
        "to_check": (
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
        ),
        "questions": questions(),
        "referrals": (
            Referral(
                from_="resident_group",
                to="discipline_commission",
                why=text("管理权限在市里。", "The city manages this cadre."),
                cite=Cite(rulebook="JG2019", version="2019", article="22"),
                about="p1",
            ),
        ),
        "deadlines": (
            Deadline(
                act=text("提出书面申诉", "file a written appeal"),
                by=date(2026, 12, 21),
                counted_from={"event": "service", "on": date(2026, 11, 21)},
                cite=ART6,
                about="p1",
                note=text("尚未公布，按工作日推算", "not yet announced, computed by the weekday rule"),
            ),
        ),
        "double_check": DoubleCheck(
            main_body=text("主体责任有条款触及。", "Main-body responsibility is reached by a clause."),
            supervision=text("监督责任：无。", "Supervision responsibility: none."),
        ),
        "warnings": (
            Warning_(
                code="nominal_post_only",
                text=text("仅列名义分工，请看实际履职。", "Only the nominal post is listed; look at the actual duty."),
                cite=ART6,
                about="p2",
            ),
        ),
        "unverified": (Unverified(cite=ART7, mark="M+"), Unverified(cite=BIG, mark="S")),
        "title": text("某市某局会计挪用公款", "An accountant of a city bureau misappropriates funds"),
        "names": NAMES,
        "parameters": {"YY2009.two_heads_months": None},
    }
    return Sheet(**{**fields, **changes})  # type: ignore[arg-type]


def case() -> Case:
    return Case(
        id="fixture-case",
        area="430900",
        conduct=Conduct(date(2009, 7, 1), date(2010, 1, 31)),
        asked_on=date(2026, 11, 21),
        incident=Incident(organization="bureau", field="finance"),
        register=Register(
            organizations=(
                Organization(id="city", name="某市", kind="territory", level="prefecture"),
                Organization(
                    id="government", name="某市人民政府", kind="government", level="prefecture", superior="city"
                ),
                Organization(
                    id="bureau", name="某市某局", kind="department", level="prefecture", superior="government"
                ),
            ),
            posts=(
                Post(id="head", organization="bureau", title="党组书记、局长", role="principal"),
                Post(id="deputy", organization="bureau", title="副局长", role="deputy"),
                Post(id="second", organization="bureau", title="副局长（分管业务）", role="deputy"),
                Post(id="clerk", organization="bureau", title="会计", role="staff"),
                Post(id="mayor", organization="government", title="副市长", role="deputy"),
            ),
            people=tuple(Person(id=key, name=NAMES[key], now="in_post") for key in ("p1", "p2", "p3", "p4", "p9")),
            tenures=(
                Tenure(person="p1", post="head", starts_on=date(2007, 5, 1)),
                Tenure(person="p9", post="clerk", starts_on=date(2005, 1, 1)),
            ),
        ),
        title=text("某市某局会计挪用公款", "An accountant of a city bureau misappropriates funds"),
        violations=(Violation(id="v1", person="p9", post="clerk", kind="misappropriation", amount_fen=120_000_000),),
    )
