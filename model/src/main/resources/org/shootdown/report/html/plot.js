'use strict';
// Safety against cost: a dot for each rule. To the right, what it costs CPUs that have nothing to do with it; upwards, how
// many of its cells are UNSAFE. The best are at the bottom on the left.

const PLOT = {widest: 900, height: 360, left: 62, bottom: 46, right: 24, top: 22};
const LABEL_LINE = 14;
const LABEL_CHARACTER = 6.6;

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

/** Boxes as {x, y, width, height}. */
function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Puts a label beside its dot where it covers no dot, no other label and no edge; further away if it must. */
function placeLabel(text, dot, taken, width) {
  const size = {width: text.length * LABEL_CHARACTER, height: LABEL_LINE};
  for (let away = 0; away < 8; away++) {
    for (const side of [1, -1]) {
      for (const up of away === 0 ? [0] : [-away, away]) {
        const box = {
          ...size, x: side > 0 ? dot.x + dot.r + 4 : dot.x - dot.r - 4 - size.width, y: dot.y - LABEL_LINE / 2 + up * LABEL_LINE * .75,
        };
        if (box.x >= PLOT.left && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= PLOT.height - PLOT.bottom
          && !taken.some(other => overlap(box, other))) {
          return box;
        }
      }
    }
  }
  return null;
}

/** Dots at one place share a label. */
function placeLabels(dots, width) {
  const taken = dots.map(dot => ({x: dot.x - dot.r, y: dot.y - dot.r, width: 2 * dot.r, height: 2 * dot.r}));
  const places = groupedBy(dots, dot => `${Math.round(dot.x / 6)} ${Math.round(dot.y / 6)}`);
  return places.map(([, here]) => {
    const names = here.map(dot => dot.rule.id);
    const all = names.join(', ');
    const texts = [...(names.length > 3 ? [] : [all]), `${names[0]}${names.length > 1 ? ` and ${names.length - 1} more` : ''}`];
    for (const text of texts) {
      const box = placeLabel(text, here[0], taken, width);
      if (box !== null) {
        taken.push(box);
        return svg('text', {x: box.x, y: box.y + LABEL_LINE - 3}, svg('title', {}, all), text);
      }
    }
    return null;
  }).filter(Boolean);
}

function drawPlot(section) {
  const claims = data.cells.filter(cell => !cell.control);
  const rules = groupedBy(claims, cell => cell.on[ruleAxis().id]).map(([id, cells]) => ({id, ...standingOf(cells)}));
  if (rules.length < 2) {
    section.replaceChildren();
    return;
  }
  const picture = el('div', {id: 'plot-picture'});
  picture.redraw = () => picture.replaceChildren(plotOf(rules, Math.min(PLOT.widest, roomForDrawing())));
  picture.redraw();
  put(section,
    el('h2', {}, 'Safety against cost'),
    el('p', {class: 'dim'}, 'Each dot is one ', ruleAxis().id, '; further down is safer, further left disturbs fewer CPUs. A larger dot',
      ' sends more IPIs to synchronise. Means over its cells of what one execution costs at most.'),
    picture,
    el('details', {}, el('summary', {}, 'The same as a table'), el('table', {class: 'list'},
      el('thead', {}, el('tr', {}, ...[ruleAxis().id, 'UNSAFE', 'sync IPIs', 'CPUs disturbed'].map(t => el('th', {scope: 'col'}, t)))),
      el('tbody', {}, ...[...rules].sort((a, b) => b.unsafe - a.unsafe).map(rule => el('tr', {}, el('th', {scope: 'row'}, rule.id),
        el('td', {class: 'number'}, percent(rule.unsafe)), el('td', {class: 'number'}, rule.sync.toFixed(2)),
        el('td', {class: 'number'}, rule.disturbed.toFixed(2))))))));
}

function percent(value) {
  return `${(100 * value).toFixed(1)} %`;
}

function plotOf(rules, width) {
  const most = key => Math.max(...rules.map(rule => rule[key])) || 1;
  const below = PLOT.height - PLOT.bottom;
  const end = width - PLOT.right;
  const dots = rules.map(rule => ({
    rule, r: 4 + 5 * rule.sync / most('sync'), x: PLOT.left + rule.disturbed / most('disturbed') * (end - PLOT.left - 10),
    y: below - rule.unsafe / most('unsafe') * (below - PLOT.top),
  }));
  return svg('svg', {
    class: 'plot', viewBox: `0 0 ${width} ${PLOT.height}`, width, height: PLOT.height, role: 'img',
    'aria-label': 'Safety against cost; the table below has the same numbers',
  },
  svg('path', {class: 'axis', d: `M ${PLOT.left} ${PLOT.top - 8} V ${below} H ${end}`}),
  svg('text', {x: PLOT.left, y: PLOT.height - 8}, 'CPUs disturbed for nothing →'),
  svg('text', {x: PLOT.left - 4, y: below + 16}, '0'),
  svg('text', {x: end - 10, y: below + 16, 'text-anchor': 'middle'}, most('disturbed').toFixed(2)),
  svg('text', {transform: `translate(14 ${below}) rotate(-90)`}, 'UNSAFE cells →'),
  svg('text', {x: PLOT.left - 6, y: PLOT.top + 4, 'text-anchor': 'end'}, percent(most('unsafe'))),
  ...dots.map(({rule, x, y, r}) => svg('circle', {cx: x, cy: y, r, class: rule.unsafe > 0 ? 'unsafe' : 'safe'},
    svg('title', {}, `${rule.id}: ${percent(rule.unsafe)} UNSAFE, ${rule.disturbed.toFixed(2)} disturbed`))),
  ...placeLabels(dots, width));
}
