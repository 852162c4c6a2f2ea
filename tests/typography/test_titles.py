"""Titles break into the fewest lines that fit, evenly, and never inside a word of Latin letters."""

import re
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publisher.composer.measure import advance
from publisher.resources import bundled
from publisher.typefaces import find_faces
from publisher.typography.marks import is_han
from publisher.typography.titles import (
    is_forced,
    title_length,
    title_lines,
    title_text,
    title_width,
)

STEP_1 = 432 / 26
OFFICIAL = 156 / 25.4 * 72 / 22

# Titles of news with the breaks that an editor would make; several where several are good.
NEWS = """
湖畔画材加入云岑县｜望峰山自然教育联盟
云岑县召开户外课堂工作会议 ｜42家单位共同签约
望峰镇把户外课堂｜搬到溪边的草坡上去了
望峰山林场护林员带领全县｜1200名学生走完38公里溪谷
镜湖光学加入湖畔科普联盟｜把望远镜送到社区门口
全市一季度规模以上工业｜增加值同比增长8.6%
我市首批“口袋公园”｜建成开放 居民推窗见绿
季远舟到望峰镇调研防汛备汛工作
季远舟到望峰镇调研春季｜防汛备汛和护林防火工作
一支画笔怎样用上十年——｜访湖畔画材总经理林疏影
云岑县十一所学校联合开出｜“四季班”户外课堂必修课
湖畔画材有限公司加入｜望峰山溪自然教育联盟 / 湖畔画材有限公司｜加入望峰山溪自然教育联盟
澜州市第十二届湖畔｜科学周在望湖阁开幕
澜州市与青芦湖区｜签署战略合作框架协议
镜湖光学第三代150毫米｜折射望远镜正式下线
市人大常委会组织代表视察｜全市中小学校食堂食品安全
我市出台二十条措施｜支持民营企业高质量发展
县教育和科技局举办2026年｜暑期教师全员培训班 / 县教育和科技局举办｜2026年暑期教师全员培训班
林疏影荣获“澜州工匠”称号
市文化馆免费开放周推出｜三十六场公益演出和讲座
云岑县高标准农田｜建设项目通过省级验收
望峰镇万亩油菜花盛开引来八方游客
三名护林员二十年｜守护一片老林的故事
青芦湖水质连续三年｜达到地表水二类标准
从“有学上”到“上好学”：｜山区教育的十年答卷
专家学者齐聚澜州共商｜湖泊生态保护与修复
全国青少年科技创新大赛｜我市代表队斩获七金
县人民医院与省肿瘤医院｜建立远程会诊机制
老街改造让百年骑楼重现生机
湖畔科学周系列活动之｜“看身体”走进望湖社区
湖畔科学周志愿者招募公告
致全市中小学生家长的｜一封信：守护孩子的眼睛
湖畔书店开出第一家山里分店
云岑县：四季课堂开进老林深处
【深度】一条溪怎样养活十一所学校
他们用镜头记录下青芦湖的四季变化
澜州市天文馆邀您共赏｜10月19日夜空
《望峰山植物图鉴》新书｜首发式在县图书馆举行
何望舒、陈书禾获评年度最美护林员
GS-150折射望远镜开放预约 ｜居民凭身份证即可借用
看星空、看身体、看家园：｜第十二届湖畔科学周开幕
“画具循环箱”走进十一所学校 ｜一支笔可以修3次
县气象局发布暴雨黄色预警 ｜请市民减少外出
镜湖光学捐赠两百台显微镜 ｜助力乡村科学课堂
让每一个孩子都能看见月亮上的山
澜州职业技术学院｜与镜湖光学共建产业学院 / 澜州职业技术学院与镜湖光学｜共建产业学院
青芦湖畔再添一座市民公园
市第一中学天文社团｜发现一颗新的近地小行星
深圳前海与澜州高新区｜共建智能光学产业创新中心
云岑县2026年第一批拟入库｜科技型中小企业名单公示
为什么我们要教孩子认识一棵树
市政府常务会议研究部署｜防汛抗旱和安全生产工作
中秋国庆假期我市接待｜游客一百二十万人次 / 中秋国庆假期｜我市接待游客一百二十万人次
"""
# Titles of official documents, centred: a trapezium or a diamond.
NOTICES = """
云岑县人民政府办公室关于做好｜2026年春季学期中小学开学工作的通知
澜州市科学普及联合会关于印发｜《湖畔科学周工作方案》的通知
云岑县教育和科技局关于公布｜2026年自然教育基地名单的通知
澜州市人民政府关于进一步加强｜青芦湖流域水环境保护工作的实施意见
望峰镇人民政府关于申请修缮｜溪口小学校舍资金的请示
云岑县人民政府关于表彰2025年度｜自然教育先进集体和先进个人的决定
关于调整青芦湖环湖公交线路的公告
澜州市自然资源和规划局关于成立｜地质灾害应急抢险工作领导小组的通知
云岑县人民政府办公室关于转发｜县教育和科技局等部门云岑县｜中小学生课后服务管理办法的通知
澜州市人民政府办公室关于成立｜市科学普及工作领导小组的通知
云岑县教育和科技局关于举办｜首届中小学生自然笔记大赛的通知
青芦湖街道办事处关于做好｜汛期地质灾害防治工作的紧急通知
澜州市卫生健康委员会关于同意设立｜湖畔社区卫生服务站的批复
望峰镇人民政府关于商请支持｜溪流观测站建设用地的函
澜州市市场监督管理局关于开展｜夏季食品安全专项整治行动的通知
"""


def table(text):
    """Each title with the breaks that are good for it."""
    for line in text.strip().splitlines():
        choices = line.split(" / ")
        title = choices[0].replace("｜", "")
        good = [tuple(part.strip() for part in choice.split("｜")) for choice in choices]
        yield pytest.param(title, good, id=title)


@pytest.mark.parametrize(("title", "good"), list(table(NEWS)))
def test_lines_of_news_end_where_a_reader_pauses(title, good):
    assert title_lines(title, STEP_1) in good


@pytest.mark.parametrize(("title", "good"), list(table(NOTICES)))
def test_lines_of_notices_end_where_a_reader_pauses(title, good):
    assert title_lines(title, OFFICIAL, "trapezium") in good


def test_no_comma_ends_a_line_where_that_can_be_helped():
    lines = title_lines("走进山里，把课堂搬到溪边，让孩子们自己看水的颜色", STEP_1)
    assert len(lines) == 2
    assert not lines[0].endswith("，")


def test_a_quotation_stays_together():
    lines = title_lines("云岑县十一所学校联合开出“四季班”户外课堂必修课", STEP_1)
    assert any("“四季班”" in line for line in lines)


def test_a_number_keeps_the_word_that_counts_it():
    for line in title_lines("望峰山林场护林员带领全县1200名学生走完38公里溪谷", STEP_1)[:-1]:
        assert not line[-1].isdecimal()


def test_the_author_decides_even_where_one_line_would_do():
    assert title_lines("上山|看星", STEP_1) == ("上山", "看星")
    assert title_lines(" 上山 | 看星 |", STEP_1) == ("上山", "看星")


def test_the_authors_break_is_not_printed_where_a_title_stands_on_one_line():
    assert title_text("在山顶等天黑|一堂观星课") == "在山顶等天黑 一堂观星课"
    assert title_text("|上山 | 看星|") == "上山 看星"


def test_no_title_is_one_empty_line():
    assert title_lines("", STEP_1) == title_lines(" | ", STEP_1) == ("",)


def test_a_word_wider_than_the_measure_stands_alone():
    word = "Donaudampfschifffahrtsgesellschaft" * 2
    assert word in title_lines(f"参观{word}公司", STEP_1)


def test_two_latin_letters_count_for_one_character():
    assert title_length("GS-150望远镜") == 6
    assert title_length("上山|看星") == 4


TITLES = st.text("山水星空的了，。：“”《》（）——…在 abXY019.-%|", max_size=70)


@given(TITLES, st.floats(9, 30))
def test_lines_hold_the_whole_title_in_order(title, room):
    lines = title_lines(title, room)
    assert re.sub(r"[\s|]", "", "".join(lines)) == re.sub(r"[\s|]", "", title)


@given(TITLES, st.floats(9, 30))
def test_lines_begin_and_end_as_lines_may(title, room):
    parts = [" ".join(part.split()) for part in title.split("|")]
    starts = {part[:1] for part in parts}
    ends = {part[-1:] for part in parts}
    for line in title_lines(title, room):
        assert line[:1] not in set("，。：”》）") - starts
        assert line[-1:] not in set("“《（") - ends


@given(st.text("山水星空的了在abXY019", min_size=1, max_size=70), st.floats(9, 30))
def test_lines_fit_the_measure_and_words_stay_whole(title, room):
    lines = title_lines(title, room)
    words = re.findall("[a-zA-Z0-9]+", title)
    for line in lines:
        assert title_width(line) <= room or re.fullmatch("[a-zA-Z0-9]+", line)
    assert [word for line in lines for word in re.findall("[a-zA-Z0-9]+", line)] == words


SOME_WORDS = """
澜州市 湖畔 科学 社区 学校 联合 举办 加入 发布 关于 的 和 与 把 2026年 42家 单位 望远镜 “四季班”
《图鉴》 GS-150 进一步 加强 了 通知 志愿者 走进 全县 孩子
"""
WORDS = st.lists(
    st.sampled_from(re.findall(r"\S+", SOME_WORDS)),
    min_size=4,
    max_size=16,
).map("".join)


@given(WORDS, st.sampled_from(["even", "trapezium"]))
def test_no_line_begins_with_a_particle_or_ends_with_a_preposition(title, shape):
    assume(title_width(title) < 1.5 * STEP_1)
    lines = title_lines(title, STEP_1, shape)
    for above, below in pairwise(lines):
        # Where the words make no sense there may be no other place.
        if re.search("(?:关于|的|和|与|把|了){2}", title) is None:
            assert not below.startswith(("的", "了"))
            assert not above.endswith(("关于", "和", "与", "把"))
        assert not above[-1].isdecimal() or not is_han(below[0])


@given(WORDS, st.sampled_from(["even", "trapezium"]))
def test_quotations_are_not_broken_where_that_can_be_helped(title, shape):
    assume(title_width(title) < 1.5 * STEP_1)  # else one may be in the way of every good break
    for above in title_lines(title, STEP_1, shape):
        assert all(above.count(one) == above.count(other) for one, other in ("“”", "《》"))


@given(st.integers(18, 33).map(lambda n: ("山水星空林湖溪草" * 5)[:n]))
def test_two_lines_differ_by_a_quarter_at_most(title):
    one, other = map(len, title_lines(title, 17))
    assert min(one, other) >= 0.75 * max(one, other)


def test_lines_in_the_middle_form_a_trapezium_or_a_diamond():
    for line in NOTICES.strip().splitlines():
        title = line.split(" / ")[0].replace("｜", "")
        widths = [title_width(part) for part in title_lines(title, OFFICIAL, "trapezium")]
        for one, other in pairwise(widths):
            assert min(one, other) >= 0.75 * max(one, other) - 0.01
        assert widths[-1] >= 0.5 * widths[0]


def test_a_title_of_two_hundred_characters_is_broken_quickly():
    title = "云岑县人民政府办公室关于转发县教育和科技局等部门课后服务管理办法的通知" * 6
    start = time.process_time()
    assert len(title_lines(title[:200], STEP_1)) == 13
    assert time.process_time() - start < 1


def test_a_title_with_pauses_in_the_right_places_needs_no_dictionary():
    code = (
        "import sys; from publisher.typography.titles import title_lines;"
        "title_lines('我市首批“口袋公园”建成开放 居民推窗看见一片绿', 16.6);"
        "title_lines('望峰镇加入湖畔科普联盟', 16.6);"
        "sys.exit('rjieba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


FACES = find_faces(
    frozenset({("song", 900), ("song", 700), ("hei", 700)}), fonts=[bundled("fonts")]
).value.by_role


@given(st.text("山水空的，。：“”《》——abcimwHMWXY0123456789.-%&@/ ", min_size=1, max_size=40))
def test_no_face_of_titles_needs_more_room_than_is_reckoned(text):
    for face in FACES.values():
        assert sum(advance(face, character) for character in text) <= title_width(text) + 0.001


def test_the_room_that_is_reckoned_is_hardly_more_than_what_a_title_needs():
    for line in NEWS.strip().splitlines():
        text = line.split(" / ")[0].replace("｜", "")
        needed = sum(advance(FACES["song", 900], character) for character in text)
        needed += 0.25 * len(
            re.findall(r"(?<=[a-zA-Z0-9%])(?=[一-龥])|(?<=[一-龥])(?=[A-Z0-9])", text)
        )
        assert title_width(text) <= needed * 1.04 + 0.6


@pytest.mark.parametrize(
    ("title", "lines", "forced"),
    [
        ("把望远镜送到社区门口", ("把望远镜送到社区门", "口"), True),
        ("把望远镜送到社区门口", ("把望远镜", "送到社区门口"), False),
        ("走进山里，看星星", ("走进山里，", "看星星"), True),
        ("关于做好防汛工作", ("关于", "做好防汛工作"), True),
        ("上山 看 星星|好", ("上山", "看 星星", "好"), False),
        ("上山|看星", ("上山", "看星"), False),
        ("", ("",), False),
    ],
)
def test_a_line_that_ends_in_a_word_is_forced(title, lines, forced):
    assert is_forced(title, lines) is forced


@given(TITLES, st.floats(9, 30))
def test_of_any_lines_it_can_be_told_whether_they_are_forced(title, room):
    assert isinstance(is_forced(title, title_lines(title, room)), bool)
