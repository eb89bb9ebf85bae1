'use strict';
// One trace as a sequence diagram: a lane per CPU, time downwards, as kernel changelogs draw races. IPIs are solid
// arrows, the end of a wait is a dashed one; what is interrupted-off or stopped is shaded, each with its own pattern.

const LANE = 320;
const TEXT_LEFT = 22;
const LINE = 16;
const CHARACTERS = Math.floor((LANE - TEXT_LEFT - 22) / 7.3);
const HEAD = 34;
const GAP = 14;

let diagrams = 0;

const laneX = lane => lane * LANE + 12;
/** Definitions are the page's, not the drawing's, so each drawing has its own. */
const pattern = id => `url(#${id}-${diagrams})`;

/** Breaks text at blanks into lines that fit a lane. */
function wrapped(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== '' && last.length + 1 + word.length > CHARACTERS) {
      lines.push('  ' + word);
    } else {
      lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    }
  }
  return lines;
}

/** The lines of one event, each with its style; what the lane said before is not said again. */
function linesOf(event, before) {
  const lines = wrapped(event.text).map(text => ({text, style: event.kind === 'STEP' ? 'step' : 'hardware'}));
  if (event.source !== '') {
    const again = before !== undefined && before.function === event.function;
    wrapped(again ? event.source : `${event.function} (${event.source})`)
      .forEach(text => lines.push({text, style: 'where'}));
  }
  if (event.buffer.length > 0) {
    wrapped(`store buffer: ${event.buffer.join(', ')}`).forEach(text => lines.push({text, style: 'buffer'}));
  }
  return lines;
}

/** Where each event goes: its first line's y, and the y of the free strip below it in which arrows run. */
function layOut(trace) {
  const last = new Map();
  let y = HEAD + GAP;
  const rows = trace.events.map(event => {
    const lines = linesOf(event, last.get(event.processor));
    if (event.source !== '') {
      last.set(event.processor, event);
    }
    const row = {event, lines, y: y + LINE, strip: y + lines.length * LINE + GAP / 2 + 3};
    y += lines.length * LINE + GAP + 4;
    return row;
  });
  return {rows, height: y + GAP};
}

/** The stretches of a lane in which {@code on} holds, as pairs of y. */
function stretches(rows, bottom, changes, isOn) {
  const found = [];
  let since = null;
  for (const row of rows) {
    if (changes(row.event)) {
      const on = isOn(row.event);
      if (on && since === null) {
        since = row.y - LINE;
      } else if (!on && since !== null) {
        found.push([since, row.strip]);
        since = null;
      }
    }
  }
  if (since !== null) {
    found.push([since, bottom]);
  }
  return found;
}

function shading(trace, rows, bottom) {
  const drawn = [];
  const shade = (lane, [from, to], kind, label) => drawn.push(svg('g', {class: kind},
    svg('rect', {x: lane * LANE + 2, y: from, width: LANE - 8, height: to - from, fill: pattern(kind)}),
    svg('rect', {x: lane * LANE + LANE - 9, y: from, width: 3, height: to - from, class: 'edge'}),
    svg('text', {class: 'shade-label', x: 0, y: 0, 'text-anchor': 'end',
      transform: `translate(${lane * LANE + LANE - 13} ${from + 3}) rotate(-90)`}, to - from > 90 ? label : '')));
  trace.processors.forEach((name, lane) => {
    const own = event => event.processor === lane;
    stretches(rows, bottom, own, event => event.irqOff)
      .forEach(pair => shade(lane, pair, 'irq-off', 'interrupts off'));
    stretches(rows, bottom, event => event.other === lane && (event.op === 'STOP_VCPU' || event.op === 'RESUME_VCPU'),
      event => event.stopped).forEach(pair => shade(lane, pair, 'stopped', 'stopped by the host'));
  });
  return drawn;
}

/** Handlers as bars on the lifeline. */
function handlers(trace, rows, bottom) {
  const bars = [];
  trace.processors.forEach((name, lane) => {
    for (const context of ['IRQ', 'NMI']) {
      const inside = event => event.processor === lane && event.context === context;
      const leaves = event => event.kind.endsWith('_RETURN') || event.text.endsWith('</interrupt>');
      stretches(rows, bottom, inside, event => !leaves(event)).forEach(([from, to]) => bars.push(svg('rect',
        {class: 'handler ' + context.toLowerCase(), x: laneX(lane) - 4, y: from, width: 8, height: to - from})));
    }
  });
  return bars;
}

/** An arrow that runs in the strip between two rows, then down the left of the target's lifeline to a later row. */
function arrow(from, to, strip, y, style, label) {
  const x = laneX(to);
  const path = y === null ? `M ${laneX(from)} ${strip} H ${x + (from < to ? -2 : 2)}`
    : `M ${laneX(from)} ${strip} H ${x - 8} V ${y} h 5`;
  return svg('path', {class: 'arrow ' + style, d: path, 'marker-end': pattern('head')}, svg('title', {}, label));
}

/** IPIs from the step that sends them to the interrupt, replies to the wait that they end, and what a host does. */
function arrows(trace, rows, bottom) {
  const drawn = [];
  rows.forEach(({event, strip}, i) => {
    const later = (op, kind) => rows.slice(i + 1)
      .find(({event: e}) => (op === null ? e.kind === kind : e.op === op)
        && e.processor === event.other && e.other === event.processor);
    if (event.op === 'SEND_IPI') {
      const taken = later(null, 'INTERRUPT');
      const y = taken === undefined ? bottom - 4 : taken.y - 4;
      drawn.push(arrow(event.processor, event.other, strip, y, taken === undefined ? 'ipi pending' : 'ipi', 'IPI'));
      if (taken === undefined) {
        drawn.push(svg('text', {class: 'pending-label', x: laneX(event.other) + 6, y: bottom + 12}, 'IPI still pending'));
      }
    } else if (event.op === 'STOP_VCPU' || event.op === 'RESUME_VCPU') {
      drawn.push(arrow(event.processor, event.other, strip, null, 'host', event.text));
    } else if (event.kind === 'INTERRUPT_RETURN' || event.text.endsWith('</interrupt>')) {
      const waits = later('AWAIT_IPI', null);
      if (waits !== undefined) {
        drawn.push(arrow(event.processor, event.other, strip, waits.y - 4, 'reply', 'the function has run'));
      }
    }
  });
  return drawn;
}

function eventText({event, lines, y}, broken) {
  const x = event.processor * LANE + TEXT_LEFT + 4;
  return svg('g', {class: 'event' + (broken ? ' broken' : '')},
    broken ? svg('rect', {class: 'broken', x: x - 6, y: y - LINE + 2, width: LANE - TEXT_LEFT - 12,
      height: lines.length * LINE + 4, rx: 3}) : null,
    svg('circle', {class: event.kind === 'STEP' ? 'dot' : 'dot hardware', cx: laneX(event.processor), cy: y - 4, r: 3.5}),
    ...lines.map(({text, style}, i) => svg('text', {class: style, x, y: y + i * LINE}, text)));
}

/** Patterns tell shadings apart without colour. */
function definitions() {
  const hatch = (id, size, d) => svg('pattern',
    {class: id, id: `${id}-${diagrams}`, width: size, height: size, patternUnits: 'userSpaceOnUse'},
    svg('rect', {class: 'ground', width: size, height: size}), svg('path', {d}));
  return svg('defs', {},
    hatch('irq-off', 8, 'M -2 2 L 2 -2 M 0 8 L 8 0 M 6 10 L 10 6'),
    hatch('stopped', 6, 'M 0 3 H 6'),
    svg('marker',
      {id: `head-${diagrams}`, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 6, markerHeight: 6, orient: 'auto'},
      svg('path', {d: 'M 0 0 L 8 4 L 0 8 z'})));
}

function legend(trace, y) {
  const entry = (x, mark, text) => svg('g', {transform: `translate(${x} ${y})`}, mark,
    svg('text', {class: 'where', x: 30, y: 10}, text));
  return svg('g', {class: 'legend'},
    entry(4, svg('rect', {width: 24, height: 12, fill: pattern('irq-off')}), 'interrupts off'),
    entry(150, svg('rect', {width: 24, height: 12, fill: pattern('stopped')}), 'stopped by the host'),
    entry(332, svg('path', {class: 'arrow ipi', d: 'M 0 6 H 24', 'marker-end': pattern('head')}), 'IPI'),
    entry(404, svg('rect', {class: 'handler irq', x: 8, width: 8, height: 12}), 'in a handler'));
}

/** The trace with a lane for each processor that takes part, and for no other. */
function withLanes(trace) {
  const numbers = [...new Set(trace.events.flatMap(event => [event.processor, event.other]))]
    .filter(number => number >= 0).sort((a, b) => a - b);
  return {
    ...trace,
    processors: numbers.map(number => trace.processors[number]),
    events: trace.events.map(event =>
      ({...event, processor: numbers.indexOf(event.processor), other: numbers.indexOf(event.other)})),
  };
}

function drawSequence(whole) {
  diagrams++;
  const trace = withLanes(whole);
  const {rows, height} = layOut(trace);
  const lanes = trace.processors.length;
  const width = Math.max(2, lanes) * LANE;
  const bottom = height - GAP;
  const total = height + 46;
  return svg('svg', {
    class: 'sequence', viewBox: `0 0 ${width} ${total}`, width, height: total, role: 'img',
    'aria-label': `Sequence diagram of ${trace.events.length} steps on ${trace.processors.join(', ')}: ${trace.why}`,
  },
  definitions(),
  ...shading(trace, rows, bottom),
  ...trace.processors.map((name, lane) => svg('g', {class: 'lane'},
    svg('text', {class: 'name', x: lane * LANE + 4, y: 20}, name),
    svg('line', {x1: laneX(lane), x2: laneX(lane), y1: HEAD - 4, y2: bottom}))),
  ...handlers(trace, rows, bottom),
  ...arrows(trace, rows, bottom),
  ...rows.map((row, i) => eventText(row, i === rows.length - 1)),
  legend(trace, height + 22));
}
