'use strict';
// One trace as a sequence diagram: a lane per CPU, time downwards, as kernel changelogs draw races. IPIs are solid
// arrows, the end of a wait is a dashed one; bands along a lifeline show where interrupts are off or a CPU is stopped. Where
// lanes would be too narrow for text, as on a phone, the lifelines stand close together and all text stands beside them.

const WIDEST_LANE = 900;
/** With less, all text goes beside the lifelines, which are then so far apart. */
const NARROWEST_LANE = 200;
const BARE_LANE = 24;
const NUMBER_RIGHT = 40; // where step numbers end
const TEXT_LEFT = 46;
const LINE = 16;
const CHARACTER = 7.3;
const HEAD = 8;
const GAP = 12;
/** Reads and fences in a row; with fewer, folding saves nothing. */
const LEAST_FOLDED = 3;
const UNEVENTFUL = new Set(['READ', 'CHOOSE', 'LIGHT_FENCE', 'FENCE']);

let diagrams = 0;
let LANE = 320; // of the drawing that is being made
let TEXT_LANE_AT = null; // where its text stands if that is beside all lanes
let TEXT_WIDTH = 320; // of the lane that has the text

const laneX = lane => lane * LANE + 12;
const textLane = lane => TEXT_LANE_AT ?? lane * LANE;
/** Definitions are the page's, not the drawing's, so each drawing has its own. */
const pattern = id => `url(#${id}-${diagrams})`;

/** A word in pieces of so many characters at most, broken behind a sign where there is one. */
function pieces(word, most) {
  if (word.length <= most) {
    return [word];
  }
  const sign = word.slice(0, most).search(/[_/.()[\]][^_/.()[\]]*$/);
  const length = sign > 0 ? sign + 1 : most;
  return [word.slice(0, length), ...pieces(word.slice(length), most)];
}

/** Breaks text at blanks into lines of so many characters, and a word that fits none where it must. */
function wrapped(text, most = Math.max(8, Math.floor((TEXT_WIDTH - TEXT_LEFT - 14) / CHARACTER))) {
  const lines = [''];
  for (const word of text.split(' ').flatMap(each => pieces(each, most - 2))) {
    const last = lines[lines.length - 1];
    if (last !== '' && last.length + 1 + word.length > most) {
      lines.push('  ' + word);
    } else {
      lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    }
  }
  return lines;
}

/** The runs of steps that only look, each as its first and last number: nothing is lost if they are told in one line. */
function foldsOf(events) {
  const folds = [];
  let from = 0;
  for (let n = 1; n <= events.length; n++) {
    const dull = k => UNEVENTFUL.has(events[k]?.op) && k < events.length - 1 && k > 0;
    const goesOn = n < events.length && dull(n) && dull(from) && events[n].processor === events[from].processor
      && events[n].function === events[from].function;
    if (!goesOn) {
      if (dull(from) && n - from >= LEAST_FOLDED) {
        folds.push([from, n - 1]);
      }
      from = n;
    }
  }
  return folds;
}

/** The events as they are drawn: numbered, and where it is wanted with runs of uneventful steps in one. */
function drawn(events, folded) {
  const all = events.map((event, n) => ({...event, number: String(n + 1)}));
  for (const [from, to] of folded ? foldsOf(events).reverse() : []) {
    all.splice(from, to - from + 1, {
      ...all[to], op: '', number: `${from + 1}–${to + 1}`, text: `… looks, in ${to - from + 1} steps`, folded: true,
    });
  }
  return all;
}

/** The lines of one event, each with its style; what the lane said before is not said again. */
function linesOf(event, before) {
  const lines = wrapped(event.text).map(text => ({text, style: event.kind === 'STEP' && !event.folded ? 'step' : 'hardware'}));
  const add = (text, style) => wrapped(text).forEach(line => lines.push({text: line, style}));
  if (event.source !== '' && !event.folded) {
    const again = before !== undefined && before.function === event.function;
    add(again ? event.source : `${event.function} (${event.source})`, 'where');
    if (!again && event.file !== '') {
      add(`${event.file}, ${event.version}`, 'where');
    }
  }
  if (event.buffer.length > 0) {
    add(`store buffer: ${event.buffer.join(', ')}`, 'buffer');
  }
  return lines;
}

/** Where each event goes: its first line's y, and the y of the free strip below it in which arrows run. */
function layOut(events, processors) {
  const last = new Map();
  let y = HEAD + GAP;
  const rows = events.map((event, n) => {
    const lines = linesOf(event, last.get(event.processor));
    if (TEXT_LANE_AT !== null && event.processor !== events[n - 1]?.processor) {
      lines.unshift({text: processors[event.processor], style: 'name'});
    }
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

/** Bands along the lifelines; text stands beside them, not on them. */
function shading(trace, rows, bottom) {
  const bands = [];
  const shade = (lane, [from, to], kind) => bands.push(svg('g', {class: kind},
    svg('rect', {x: laneX(lane) - 9, y: from, width: 18, height: to - from, fill: pattern(kind)})));
  trace.processors.forEach((name, lane) => {
    const own = event => event.processor === lane;
    stretches(rows, bottom, own, event => event.irqOff).forEach(pair => shade(lane, pair, 'irq-off'));
    stretches(rows, bottom, event => event.other === lane && (event.op === 'STOP_VCPU' || event.op === 'RESUME_VCPU'),
      event => event.stopped).forEach(pair => shade(lane, pair, 'stopped'));
  });
  return bands;
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
  const x = textLane(event.processor) + TEXT_LEFT;
  return svg('g', {class: 'event' + (broken ? ' broken' : '')},
    broken ? svg('rect', {class: 'broken', x: x - 4, y: y - LINE + 2, width: TEXT_WIDTH - TEXT_LEFT - 2,
      height: lines.length * LINE + 4, rx: 3}) : null,
    svg('circle', {class: event.kind === 'STEP' ? 'dot' : 'dot hardware', cx: laneX(event.processor), cy: y - 4, r: 3.5}),
    svg('text', {class: 'number', x: textLane(event.processor) + NUMBER_RIGHT, y, 'text-anchor': 'end'}, event.number.split('–')[0]),
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

/** What the marks mean that occur in this drawing. */
function legend(found, width, y) {
  const entries = [
    ['irq-off', 'interrupts off', () => svg('rect', {width: 18, height: 12, fill: pattern('irq-off')})],
    ['stopped', 'stopped by the host', () => svg('rect', {width: 18, height: 12, fill: pattern('stopped')})],
    ['arrow ipi', 'IPI', () => svg('path', {class: 'arrow ipi', d: 'M 0 6 H 20', 'marker-end': pattern('head')})],
    ['arrow reply', 'its function has run', () => svg('path', {class: 'arrow reply', d: 'M 0 6 H 20', 'marker-end': pattern('head')})],
    ['arrow host', 'what a host does', () => svg('path', {class: 'arrow host', d: 'M 0 6 H 20', 'marker-end': pattern('head')})],
    ['handler irq', 'in an interrupt', () => svg('rect', {class: 'handler irq', x: 6, width: 8, height: 12})],
    ['handler nmi', 'in an NMI', () => svg('rect', {class: 'handler nmi', x: 6, width: 8, height: 12})],
    ['hardware', 'not a program’s step', () => svg('circle', {class: 'dot hardware', cx: 9, cy: 6, r: 3.5})],
    ['broken', 'breaks the property', () => svg('rect', {class: 'broken', width: 18, height: 12, rx: 3})],
  ].filter(([kind]) => found.some(name => name.startsWith(kind)));
  let x = 4;
  let row = y;
  const placed = entries.map(([, text, mark]) => {
    const wide = 34 + text.length * 6.7;
    if (x > 4 && x + wide > width) {
      x = 4;
      row += 20;
    }
    const entry = svg('g', {transform: `translate(${x} ${row})`}, mark(), svg('text', {class: 'where', x: 26, y: 10}, text));
    x += wide + 10;
    return entry;
  });
  return {drawing: svg('g', {class: 'legend'}, ...placed), bottom: row + 20};
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

/** Decides where lanes and text go in so much room; returns the drawing's width. */
function arrange(lanes, room) {
  const wide = Math.floor(Math.min(WIDEST_LANE, room / lanes));
  const bare = wide < NARROWEST_LANE;
  LANE = bare ? BARE_LANE : wide;
  TEXT_LANE_AT = bare ? (lanes - 1) * BARE_LANE : null;
  TEXT_WIDTH = bare ? Math.max(NARROWEST_LANE, Math.floor(room) - TEXT_LANE_AT) : wide;
  return bare ? TEXT_LANE_AT + TEXT_WIDTH : lanes * wide;
}

function laneHeads(names, width) {
  const heads = el('div', {class: TEXT_LANE_AT === null ? 'lane-heads' : 'lane-heads bare', 'aria-hidden': true},
    ...names.map(name => {
      const head = el('span', {}, name);
      head.style.setProperty('width', `${LANE}px`);
      return head;
    }));
  heads.style.setProperty('width', `${width}px`);
  return heads;
}

/** A drawing in pieces that paper may be broken between: one for each step, and the rest. */
function pieceByStep(drawing, rows, width, height) {
  const ends = [...rows.slice(1).map(row => row.y - LINE - 2), height];
  return ends.map((end, n) => {
    const from = n === 0 ? 0 : ends[n - 1];
    const piece = drawing.cloneNode(true);
    piece.setAttribute('viewBox', `0 ${from} ${width} ${end - from}`);
    piece.setAttribute('height', end - from);
    if (n > 0) {
      piece.removeAttribute('role');
      piece.removeAttribute('aria-label');
      piece.setAttribute('aria-hidden', true);
    }
    return piece;
  });
}

/** The heads of the lanes, which stay while one scrolls, and the drawing: as wide as there is room, within reason. */
function drawSequence(whole, room, folded, onPaper = false) {
  diagrams++;
  const trace = withLanes(whole);
  const width = arrange(Math.max(1, trace.processors.length), room);
  const {rows, height} = layOut(drawn(trace.events, folded), trace.processors);
  const bottom = height - GAP;
  const marks = [...shading(trace, rows, bottom), ...handlers(trace, rows, bottom), ...arrows(trace, rows, bottom)];
  const found = [...marks.map(mark => mark.getAttribute('class')), 'broken',
    ...(rows.some(({event}) => event.kind !== 'STEP') ? ['hardware'] : [])];
  const explained = legend(found, width, height + 22);
  const bands = marks.filter(mark => mark.tagName === 'g');
  const others = marks.filter(mark => mark.tagName !== 'g');
  const drawing = svg('svg', {
    class: 'sequence', viewBox: `0 0 ${width} ${explained.bottom}`, width, height: explained.bottom, role: 'img',
    'aria-label': `Sequence diagram of ${trace.events.length} steps on ${trace.processors.join(', ')}: ${trace.why}`,
  },
  definitions(),
  ...bands,
  ...trace.processors.map((name, n) => svg('g', {class: 'lane'},
    svg('title', {}, name), svg('line', {x1: laneX(n), x2: laneX(n), y1: 0, y2: bottom}))),
  ...others,
  ...rows.map((row, i) => eventText(row, i === rows.length - 1)),
  explained.drawing);
  return [laneHeads(trace.processors, width), ...(onPaper ? pieceByStep(drawing, rows, width, explained.bottom) : [drawing])];
}
