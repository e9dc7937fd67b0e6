"""The facts of a text that a page's front matter knows and a reader is shown, in the order in which
they stand there; with their Chinese names, as on the site."""

FACTS = {
    "author": "作者",
    "dynasty": "朝代",
    "lyricist": "作词",
    "composer": "作曲",
    "arranger": "编曲",
    "performer": "演唱",
    "affiliation": "单位",
    "date": "日期",
    "source": "来源",
    "keywords": "关键词",
    "uploaded": "网站上传日期",
}
