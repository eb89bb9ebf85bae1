'use strict';
// Safety against cost: a dot for each rule. To the right, what it costs CPUs that have nothing to do with it; upwards, how
// many of its cells are UNSAFE. The best are at the bottom on the left.

const PLOT = {width: 760, height: 340, left: 62, bottom: 46, right: 150, top: 18};

/** A rule's share of UNSAFE cells, and the means of what an execution costs at most, over its cells. */
function standingOf(cells) {
  const mean = cost => {
    const counted = cells.filter(cell => cell[cost] !== null);
    return counted.length === 0 ? 0 : counted.reduce((sum, cell) => sum + cell[cost].max, 0) / counted.length;
  };
  return {
    unsafe: cells.filter(cell => cell.verdict === 'UNSAFE').length / cells.length,
    disturbed: mean('disturbed'), sync: mean('sync'), count: cells.length,
  };
}

function drawPlot(section) {
  const claims = data.cells.filter(cell => !cell.control);
  const rules = groupedBy(claims, cell => cell.on[ruleAxis().id]).map(([id, cells]) => ({id, ...standingOf(cells)}));
  if (rules.length < 2) {
    section.replaceChildren();
    return;
  }
  const most = key => Math.max(...rules.map(rule => rule[key])) * 1.08 || 1;
  const x = value => PLOT.left + value / most('disturbed') * (PLOT.width - PLOT.left - PLOT.right);
  const y = value => PLOT.height - PLOT.bottom - value / most('unsafe') * (PLOT.height - PLOT.bottom - PLOT.top);
  const percent = value => `${(100 * value).toFixed(1)} %`;
  const taken = [];
  // Dots at one place share a label, and a label that would cover another one moves down.
  const places = groupedBy(rules, rule => `${Math.round(x(rule.disturbed) / 6)} ${Math.round(y(rule.unsafe) / 6)}`);
  const labels = places.map(([, here]) => {
    const at = {x: x(here[0].disturbed) + 12, y: y(here[0].unsafe) + 4};
    while (taken.some(other => Math.abs(other.y - at.y) < 13 && Math.abs(other.x - at.x) < 170)) {
      at.y += 13;
    }
    taken.push(at);
    const names = here.map(rule => rule.id);
    return svg('text', {x: at.x, y: at.y}, names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', '));
  });
  const below = PLOT.height - PLOT.bottom;
  section.replaceChildren(
    el('h2', {}, 'Safety against cost'),
    el('p', {class: 'dim'}, 'Each dot is one ', ruleAxis().id, '; further down is safer, further left disturbs fewer CPUs. A larger dot',
      ' sends more IPIs to synchronise. Means over its cells of what one execution costs at most.'),
    el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'the plot'}, svg('svg', {
      class: 'plot', viewBox: `0 0 ${PLOT.width} ${PLOT.height}`, width: PLOT.width, height: PLOT.height, role: 'img',
      'aria-label': 'Safety against cost; the table below has the same numbers',
    },
    svg('path', {class: 'axis', d: `M ${PLOT.left} ${PLOT.top} V ${below} H ${PLOT.width - PLOT.right + 40}`}),
    svg('text', {x: PLOT.left, y: PLOT.height - 8}, 'CPUs disturbed for nothing →'),
    svg('text', {x: PLOT.left - 6, y: below + 16}, '0'),
    svg('text', {x: PLOT.width - PLOT.right - 20, y: below + 16}, (most('disturbed') / 1.08).toFixed(2)),
    svg('text', {transform: `translate(14 ${below}) rotate(-90)`}, 'UNSAFE cells →'),
    svg('text', {x: 20, y: PLOT.top + 10}, percent(most('unsafe') / 1.08)),
    ...rules.map(rule => svg('circle', {
      cx: x(rule.disturbed), cy: y(rule.unsafe), r: 4 + 5 * rule.sync / most('sync'), class: rule.unsafe > 0 ? 'unsafe' : 'safe',
    }, svg('title', {}, `${rule.id}: ${percent(rule.unsafe)} UNSAFE, ${rule.disturbed.toFixed(2)} disturbed`))),
    ...labels)),
    el('details', {}, el('summary', {}, 'The same as a table'), el('table', {class: 'list'},
      el('thead', {}, el('tr', {}, ...[ruleAxis().id, 'UNSAFE', 'sync IPIs', 'CPUs disturbed'].map(t => el('th', {scope: 'col'}, t)))),
      el('tbody', {}, ...[...rules].sort((a, b) => b.unsafe - a.unsafe).map(rule => el('tr', {}, el('th', {scope: 'row'}, rule.id),
        el('td', {class: 'number'}, percent(rule.unsafe)), el('td', {class: 'number'}, rule.sync.toFixed(2)),
        el('td', {class: 'number'}, rule.disturbed.toFixed(2))))))));
}
