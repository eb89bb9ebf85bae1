'use strict';
// One trace: what broke and why, the drawing, the same in words, and what one can take away of it.

const TEXT_LANE = 40;

/** Where a step stands, in the kernel and in the model. */
function whereOf(event) {
  return event.function === '' ? '' : `${event.function}${event.file === '' ? '' : `, ${event.file}, ${event.version}`}; ${event.source}`;
}

/** The trace in columns, as kernel changelogs draw races. */
function textOf(trace, name) {
  const {processors, events} = withLanes(trace);
  const row = cells => cells.map(text => (text ?? '').padEnd(TEXT_LANE)).join('  ').trimEnd();
  const lines = [`${trace.property} in ${name}: ${trace.why}.`, '', `     ${row(processors)}`];
  let last = '';
  events.forEach((event, n) => {
    const said = wrapped(event.text, TEXT_LANE);
    const where = event.function === '' || event.function === last ? [] : wrapped(`${event.function}()`, TEXT_LANE);
    last = event.function === '' ? last : event.function;
    const buffer = event.buffer.length === 0 ? [] : wrapped(`[buffer: ${event.buffer.join(', ')}]`, TEXT_LANE);
    where.forEach(text => lines.push(`     ${row(processors.map((_, lane) => (lane === event.processor ? text : '')))}`));
    [...said, ...buffer].forEach((text, k) => lines.push((k === 0 ? String(n + 1).padStart(3) : '   ') + '  '
      + row(processors.map((_, lane) => (lane === event.processor ? `  ${text}` : '')))));
  });
  return lines.join('\n') + '\n';
}

/** The drawing as a file of its own: with the styles that it uses. */
function svgFile(drawing) {
  const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
    .filter(rule => rule.selectorText?.includes('.sequence')).map(rule => rule.cssText);
  const root = getComputedStyle(document.documentElement);
  const names = [...new Set(rules.join().match(/--[\w-]+/g) ?? [])];
  const copy = drawing.cloneNode(true);
  copy.setAttribute('xmlns', SVG);
  const values = names.map(name => `${name}: ${root.getPropertyValue(name)};`).join(' ');
  // As text, since the page's security policy holds for elements that it makes.
  const style = `<style>:root { ${values} }\n${rules.join('\n').replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</style>`;
  return new XMLSerializer().serializeToString(copy).replace('>', `>${style}`);
}

const PAPER = matchMedia('print');
const paper = {prints: false};
const isOnPaper = () => paper.prints || PAPER.matches;
/** What A4 and letter have between usual margins, in CSS pixels. */
const PAPER_WIDTH = 680;

/** With less, as in a window that is not shown, nothing could be placed. */
const LEAST_WIDTH = 240;

/** How wide a drawing may be. */
function roomForDrawing() {
  return isOnPaper() ? PAPER_WIDTH
    : Math.max(LEAST_WIDTH, document.querySelector('main').clientWidth - (innerWidth <= 1200 ? 2 : 34));
}

/** @param cell the cell that the trace belongs to; null for what is no cell */
function traceView(trace, name, cell) {
  const holder = el('div', {class: 'diagram'});
  const view = {folded: true};
  const draw = () => holder.replaceChildren(...drawSequence(trace, roomForDrawing(), view.folded, isOnPaper()));
  draw();
  holder.redraw = draw;
  const said = el('span', {role: 'status', class: 'dim'});
  const button = (text, what) => el('button', {type: 'button', onclick: what}, text);
  const copy = async text => { said.textContent = await copyText(text); };
  const catalogue = data.catalogue === 'main' ? '' : ` --catalogue ${data.catalogue}`;
  const foldable = foldsOf(withLanes(trace).events).length > 0;
  return el('article', {},
    el('h3', {tabindex: 0}, `${trace.property} in ${name}`),
    el('p', {class: 'why'}, trace.why + '.'),
    cell !== null && cell.finding >= 0 ? el('div', {class: 'finding'}, storyOf(data.findings[cell.finding].title)) : null,
    el('div', {class: 'controls'},
      foldable ? el('label', {}, el('input', {type: 'checkbox', onchange: e => { view.folded = !e.target.checked; draw(); }}), ' all steps') : null,
      button('Copy as text', () => copy(textOf(trace, name))),
      button('Save SVG', () => saveFile(`${name.replaceAll('/', '-')}-${trace.property}.svg`, 'image/svg+xml', svgFile(holder.querySelector('svg')))),
      cell === null ? null : button('Copy command', () => copy(`shootdown explain ${cell.name} --property ${trace.property}${catalogue}\n`)),
      cell === null ? null : button('Copy command to step through', () => copy(`shootdown explore ${cell.name} --html steps.html${catalogue}\n`)),
      said),
    holder,
    el('details', {}, el('summary', {}, 'The same in words'), el('ol', {}, ...trace.events.map(event => el('li', {},
      el('b', {}, trace.processors[event.processor]), ' ', event.text,
      event.function === '' ? null : el('span', {class: 'dim'}, ` in ${whereOf(event)}`),
      event.buffer.length === 0 ? null : el('span', {class: 'dim'}, `; store buffer: ${event.buffer.join(', ')}`))))));
}

/** Drawings follow the window, and the paper. */
function redrawAll() {
  document.querySelectorAll('.diagram, #plot-picture').forEach(holder => holder.redraw());
}
addEventListener('resize', () => PAPER.matches || redrawAll());
// A printout is laid out behind its first event, before the medium is known to have changed.
addEventListener('beforeprint', () => {
  paper.prints = true;
  redrawAll();
});
addEventListener('afterprint', () => {
  paper.prints = false;
  redrawAll();
});
PAPER.addEventListener('change', () => paper.prints || redrawAll());
