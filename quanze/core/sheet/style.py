"""The page's look: white ground, one dark red, grey for what is secondary; screen, phone and print."""

from __future__ import annotations

STYLE = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fff;color:#1f1f1f;line-height:1.65;
font-family:"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif;font-size:1rem}
a{color:#7a1616}
:focus-visible{outline:3px solid #1a5fb4;outline-offset:2px}
.skip{position:absolute;left:-999em}
.skip:focus{left:.5em;top:.5em;background:#fff;padding:.5em;z-index:1}
.bar{background:#8b1a1a;color:#fff}
.bar a{color:#fff}
.bar a:focus-visible{outline-color:#fff}
.bar div,nav,main,footer{max-width:64rem;margin:0 auto;padding:.6rem 1rem}
.bar div{display:flex;justify-content:space-between;gap:1rem;flex-wrap:wrap}
.remark{border-left:4px solid #8b1a1a;background:#f6f6f6;padding:.6rem .8rem;margin:.8rem 0}
nav{border-bottom:1px solid #d0d0d0;font-size:.9rem}
nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem}
nav a{display:inline-block;padding:.15rem 0}
h1{font-size:1.6rem;margin:.6rem 0 0}
h2{font-size:1.25rem;margin:2.2rem 0 .6rem;padding-bottom:.25rem;border-bottom:2px solid #8b1a1a}
h3{font-size:1.1rem;margin:1.6rem 0 .4rem;padding:.35rem .7rem;background:#f0f0f0}
h4{font-size:1rem;margin:1rem 0 .3rem;color:#4d4d4d}
p{margin:.35rem 0}
ul,ol{margin:.3rem 0;padding-left:1.4rem}
h1,h2,h3,p,li,summary{overflow-wrap:anywhere}
td,th{overflow-wrap:break-word}
.subtitle,.note,footer,.notes{color:#555}
.note,.notes,footer{font-size:.9rem}
.lead{font-weight:700}
.head{font-weight:700;color:#4d4d4d;margin-top:.6rem}
#answer>ul{font-size:1.05rem;padding-left:1.2rem}
#answer>ul>li{margin:.4rem 0}
.asks{list-style:none;padding:0}
.asks>li{border:1px solid #d0d0d0;padding:.5rem .8rem;margin:.5rem 0}
.asks .q{font-weight:700}
.notes{list-style:none;padding:0;margin:.2rem 0}
.reply{border-top:1px dotted #767676;margin-top:.4rem;padding-top:.3rem}
details{margin:.2rem 0 .8rem;padding-left:.8rem;border-left:2px solid #d0d0d0}
summary{cursor:pointer;color:#4d4d4d}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.92rem}
caption{text-align:left;font-weight:700;color:#4d4d4d;padding:.2rem 0}
th,td{border:1px solid #d0d0d0;padding:.35rem .5rem;text-align:left;vertical-align:top}
thead th{background:#f0f0f0;white-space:nowrap}
tbody th{font-weight:700;min-width:7.5rem}
svg{display:block;max-width:100%;height:auto}
figure{margin:.6rem 0}
figcaption{color:#555;font-size:.9rem;margin-top:.4rem}
.slim{display:none}
footer{border-top:1px solid #d0d0d0;margin-top:2rem;padding-bottom:2rem}
@media (max-width:62rem){.wide{display:none}.slim{display:block}}
@media (max-width:46rem){
table,tbody,tr,th,td,caption{display:block}
thead{position:absolute;left:-999em}
tr{border:1px solid #d0d0d0;margin:.5rem 0}
th,td{border:0}
tbody th{background:#f0f0f0}
td::before{content:attr(data-head) "：";color:#555}
:lang(en) td::before{content:attr(data-head) ": "}
}
@media print{
@page{margin:18mm}
body{font-size:10.5pt}
nav,.skip,.bar a{display:none}
.bar{background:none;color:#1f1f1f;border-bottom:2px solid #8b1a1a}
.wide{display:block}.slim{display:none}
h2,h3,h4,caption{break-after:avoid}
tr,.asks>li,svg{break-inside:avoid}
a{color:inherit;text-decoration:none}
}
"""
