"""The classes of edit, in the order in which their steps begin; with their Chinese names, as on
the site. `page` adds a step of its own: `markup`."""

CLASSES = {
    "encoding": "编码损坏",
    "chrome": "网站附加文字",
    "furniture": "版面残留",
    "metadata": "题署",
    "structure": "结构",
    "reflow": "断行",
    "width": "标点",
    "script": "繁简",
    "emendation": "校改",
    "lacuna": "阙文",
}
