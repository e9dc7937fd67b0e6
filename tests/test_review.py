"""`clean.py review`: what it proposes can be pasted as it stands, does what it says, and wins."""

import re

import clean
import pytest
from click.testing import CliRunner
from damage_gbk import damage, full_list

PROSE = "我们要认真听取意见，把各项工作做细做实，让大家满意。"

# A lead byte and what stood before it are lost at a cut: a line end, or something else.
_LISTED = "建設網絡，引導學生，領導幹部執行規定，加強設備領導。\n"
SHIFTED = damage(
    f"{_LISTED}他聽完以後，站起來說：“這件事情由我負責。”\n{_LISTED}", full_list(), "；！？"
).seen

# Rule of the doubt: the text, the words that are doubted, what the reading says once accepted.
DOUBTS = {
    "known-word": (f"{PROSE}他说，要直击事务的本来面目，不能只看表面。", "事务", "直击事物的"),
    "misspelling": (f"{PROSE}贫困群众收人增加，生活改善。", "收人", "群众收入增加"),
    "set-phrase": (f"{PROSE}要珍惜人才，任人为贤，激励大家。", "任人为贤", "任人唯贤"),
    "cut-off": (
        "关于做好防汛工作的说明，各单位要高度重视，认真组织，抓好落实，"
        "并将有关情况汇总以后，连同名单、表格、照片等材料一起报送办公室，联系人和地址为某市某区",
        "区",
        "某市某区【原文至此中断】",
    ),
    "missing-number": (
        f"一、加强学习\n{PROSE}\n三、加强管理\n{PROSE}\n四、加强监督\n{PROSE}\n",
        "三、",
        "【此处原文有阙】\n## 三、加强管理",
    ),
    "unpaired-quote": (f"{PROSE}这就叫“实事求是，一切从实际出发。", "“", "这就叫实事求是"),
    "shifted-bytes": (SHIFTED, "？！？", "由我负责。”【此处缺一字】建设网络"),
    "unsure-chrome": (f"评论\n{PROSE}\n", "评论", None),
}


def run(*arguments):
    return CliRunner().invoke(clean.main, [str(a) for a in arguments])


def reading(path):
    result = run("read", path)
    assert result.exit_code == 0, result.output
    return result.stdout


def proposals(path):
    """(doubted words, lines that accept, lines that leave) of every place."""
    found = []
    for line in run("review", path).stdout.splitlines():
        if not line.startswith("    "):
            words = re.search(r"\[(.*?)\]", line)[1]
            found.append((words, [], []))
            into = None
        elif line.startswith("    # to accept"):
            into = found[-1][1]
        elif line.startswith("    # to leave"):
            into = found[-1][2]
        elif into is not None:
            into.append(line.strip())
    return found


@pytest.fixture(params=list(DOUBTS))
def doubt(request, tmp_path):
    text, words, accepted = DOUBTS[request.param]
    path = tmp_path / "x.txt"
    path.write_text(text, "utf-8")
    return request.param, path, words, accepted


def put(path, lines, reason="看过了"):
    text = "\n".join(lines).replace('reason = ""', f'reason = "{reason}"')
    path.with_suffix(".toml").write_text(text + "\n", "utf-8")


def test_accepting_does_what_is_proposed(doubt):
    rule, path, words, accepted = doubt
    place = next(p for p in proposals(path) if p[0] == words)
    put(path, place[1])
    assert words not in [p[0] for p in proposals(path)], "it is settled"
    if accepted is None:
        assert words not in reading(path)
    else:
        assert accepted in reading(path)
    assert "看过了" in run("explain", path).stdout, f"the reason of {rule} is in the record"


def test_leaving_changes_nothing_and_is_asked_no_more(doubt):
    rule, path, words, _ = doubt
    before = reading(path)
    place = next(p for p in proposals(path) if p[0] == words)
    assert f'rule = "{rule}"' in place[2]
    put(path, place[2])
    assert words not in [p[0] for p in proposals(path)]
    assert reading(path) == before


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        # A rule is certain; the person puts something else.
        ('[[emendation]]\nold = "人名"\nnew = "人们"\ncontext = "为了人名群众"', "为了人们群众"),
        # A context copied from the finished page.
        ('[[emendation]]\nold = "人民"\nnew = "人名"\ncontext = "为了人民群众"', "为了人名群众"),
        ('[[veto]]\nrule = "known-word"\ntext = "为了人名群众"', "为了人名群众"),
    ],
)
def test_a_person_wins_over_a_certain_rule(tmp_path, toml, expected):
    path = tmp_path / "x.txt"
    path.write_text(f"{PROSE}一切为了人名群众。", "utf-8")
    assert "为了人民群众" in reading(path)
    path.with_suffix(".toml").write_text(f'{toml}\nreason = "照原稿"\n', "utf-8")
    assert expected in reading(path)


def test_a_veto_with_context_leaves_other_places_alone(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("一切为了人名群众。一切依靠人名群众。", "utf-8")
    veto = '[[veto]]\nrule = "known-word"\ntext = "依靠人名"\nreason = "照原稿"\n'
    path.with_suffix(".toml").write_text(veto, "utf-8")
    assert reading(path) == "一切为了人民群众。一切依靠人名群众。\n"


def test_a_ruling_without_effect_is_listed(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text(PROSE, "utf-8")
    ruling = '[[emendation]]\nold = "甲"\nnew = "乙"\ncontext = "甲方"\nreason = "…"\n'
    path.with_suffix(".toml").write_text(ruling, "utf-8")
    assert "[[emendation]] 没有起作用" in run("review", path).stdout


@pytest.mark.parametrize(
    ("toml", "where", "what"),
    [
        ('[[veto]]\nrule = "x"\nreason = ""\n\n[[veto]]\ntext = "y"\nreason = ""', 5, "“rule” is missing"),
        ('[[remove]]\nline = "x"\nreason = ""\n[[remove]]\nline = 3\nreason = ""', 5, "“line” is not a string"),
        ('[[emendation]]\nold = "甲"\nnew = "乙"\ncontxt = "甲方"\nreason = ""', 4, "unknown key “contxt”"),
        ('[[emendation]]\nold = "甲"\nnew = "乙"\ncontext = "乙方"\nreason = ""', 4, "does not contain"),
        ('[[break]]\nbefore = ""\nreason = ""', 2, "“before” is empty"),
        ('slug = "a"\n[[emendation]\nold = "甲"', 2, "broken TOML"),
    ],
)  # fmt: skip
def test_an_error_names_file_line_field_and_remedy(tmp_path, toml, where, what):
    path = tmp_path / "x.txt"
    path.write_text(PROSE, "utf-8")
    path.with_suffix(".toml").write_text(toml, "utf-8")
    result = run("read", path)
    assert result.exit_code == 1
    assert f"x.toml:{where}: " in result.output
    assert what in result.output
    assert "remedy: " in result.output
