"""Text to be set, as long as a case needs it, and the one sheet on which most of it is printed.

`bench/typesetting.py` sets the same text by other engines.
"""

from judge import NOT_AT_END, NOT_AT_START

FILL = "湖畔科普联盟把望远镜送到社区请居民在傍晚看月亮上的山和谷"
ROOM = 34  # em: the first line of 36, without its indent
WORD = "Observatory"
CLOSED = {"（": "）", "《": "》", "〈": "〉", "“": "”", "‘": "’", "【": "】", "〔": "〕"}
SHEET: dict[str, None] = {}


def on_sheet(*paragraphs):
    """The paragraphs, which the fixture `sheet` prints with those of the other tests."""
    SHEET.update(dict.fromkeys(paragraphs))
    return paragraphs


def han(count, start=0):
    """So many ideographs, not all the same."""
    return "".join(FILL[(start + at) % len(FILL)] for at in range(count))


def around_the_end(*things, reach=3):
    """Paragraphs in which each thing stands at every place about the end of the first line."""
    return on_sheet(
        *(
            f"{han(before, before)}{thing}{han(30, 7)}。"
            for thing in things
            for before in range(ROOM - reach - len(thing) // 2, ROOM + 2)
        )
    )


CLOSING = around_the_end(*sorted(NOT_AT_START - set("·～–—…")), reach=1)
JOINING = around_the_end(*"·～–", reach=1)
OPENING = around_the_end(
    *(f"{mark}甲乙{CLOSED[mark]}" for mark in sorted(NOT_AT_END) if mark in CLOSED), "￥3", "$3"
)
LONG_MARKS = around_the_end("——", "……", "”——", "42——")
FIGURES = around_the_end(
    "46.6%", "24,024.5", "120kg", "2021-04-22", "“3+3”", "￥12.50", WORD, "GS-150", "9:30", "37.5℃"
)
SHORT = on_sheet(
    *(
        f"{han(count, count)}{stop}"
        for count in (*range(ROOM - 1, ROOM + 4), *range(ROOM + 35, ROOM + 40))
        for stop in ("。", "。”", "", "……")
    )
)

[PAIRS] = on_sheet("他说：“你好。”（笑）《甲》、《乙》，“丙”“丁”。")
[AT_START] = on_sheet(f"{han(34)}“{han(33)}”{han(2)}《{han(30)}》{han(9)}。")
BRACKETED = on_sheet(
    *(f"{one}{han(12)}{other}{han(30)}。" for one, other in ("“”", "《》", "（）"))
)
[QUOTED] = on_sheet("他说“三条路线”——一条看‘星空’……一条看“家园·故里”。")
DASHED = on_sheet(*(f"{han(3)}{before}——{han(3)}。" for before in ("甲", "”", "）", "》", "42")))
[MIXED] = on_sheet("共有42家，用GS-150型镜，见A星。")
BESIDE = on_sheet("甲乙（42家）丙丁。", "甲乙“GS-150”丙丁。", "甲、42、乙，A。")
AT_EDGES = on_sheet(*(f"{han(count)}4200{han(60)}。" for count in range(28, 38)))
[ALONE] = on_sheet(f"甲{WORD}乙。")
LOOSE = on_sheet(*(f"{han(count)}{WORD}{han(60)}。" for count in range(20, 34)))
# A stop may not begin a line: with its comma whole the first line would be half an em too long.
[TIGHT] = on_sheet(f"{han(16)}，{han(17)}。{han(50)}。")
[VICTIMS] = on_sheet(f"{han(8)}。{han(7)}（{han(4)}）{han(8)}，{han(3)}。{han(50)}。")
INDENTED = on_sheet(*(f"{han(80, start)}。" for start in range(10, 14)))

# A day of news as it comes: figures, names, quotations, dashes.
TEXT = on_sheet(
    "10月19日上午，第十二届湖畔科学周在望湖阁开幕。本届科学周由澜州市科学普及联合会指导，"
    "望湖街道办事处、澜州市天文馆主办，镜湖光学等9家企业协办，为期7天，"
    "设“看星空”“看身体”“看家园”三条路线，预计服务居民24,000人次，比上届增长46.6%——"
    "开幕当天来的观众，最小的只有4岁，最年长的已有87岁。",
    "在望湖阁前的草坪上，20台GS-150型望远镜一字排开（其中6台由居民自己组装），"
    "傍晚6时30分起免费开放。讲解员何望舒说：“月亮上的山，比我们这里最高的塔还要高几百倍。”"
    "她话音刚落，人群里有个孩子问：“那月亮上的人，住得是不是也很高？”大家都笑了。",
    "“看身体”路线设在澜州市第三医院的旧门诊楼里。医生陈书禾把眼底相机搬到走廊上，"
    "三天里为1,206位居民拍了照片，查出早期病变37例；有的人排了两个小时的队，"
    "只为看一眼自己的眼睛……“原来血管像一棵树。”一位老人这样说。",
    "“看家园”路线从镜湖出发，沿一条3.8公里长的旧水渠走到青芦湾。路上立着12块牌子，"
    "写着水从哪里来、到哪里去；走完全程的人，可以在终点领到一本《澜州的水》（第2版）。"
    "书的编者江岸、周以宁花了4年时间，走访了46个村子，记下了300多口井的故事，"
    "书里的每一张地图，都是他们用脚量出来的。",
    "镜湖光学总经理陆知行介绍，本次活动使用的镜片全部由本地工厂磨制，精度达到0.05微米。"
    "“我们造了三十年镜头，今天才听见有人说月亮上有坑。”他说，明年的第十三届科学周，"
    "要把望远镜送到38个社区、112所学校，让10万人看见土星的光环。",
)
