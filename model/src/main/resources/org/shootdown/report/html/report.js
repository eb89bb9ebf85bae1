'use strict';
// Puts the page together and keeps it in line with what is to be shown.

begin(raw => {
  data = understood(raw);
  if (raw.before !== undefined) {
    data.before = resultsOf(raw.before.name, raw.before.file);
  }
  makeState();
  const byId = id => document.getElementById(id);
  const form = byId('filters');
  const summary = cells => {
    const {counts} = aggregate(cells);
    return WORST_FIRST.filter(verdict => counts[verdict] > 0)
      .map(verdict => `${SIGNS[verdict]} ${withCommas(counts[verdict])} ${verdict}`).join('  ');
  };
  const filtersInWords = () => [...shown.filters].filter(([, chosen]) => chosen.size > 0)
    .map(([id, chosen]) => `; ${id} ${[...chosen].join(' or ')}`).join('');

  function draw() {
    const cells = data.cells.filter(passes);
    refreshFilters(form);
    byId('count').textContent = cells.length === 0 ? `No scenario passes these filters${filtersInWords()}.`
      : `${withCommas(cells.length)} of ${withCommas(data.cells.length)} scenarios: ${summary(cells)}${filtersInWords()}`;
    drawDifference(byId('difference'), changed, pick);
    drawHeatMap(byId('heat-map'), cells, (row, column) => {
      shown.filters.set(shown.rows, new Set([row]));
      shown.filters.set(shown.columns, new Set([column]));
      changed();
      byId('list-heading').focus();
    });
    drawList(byId('cells'), byId('more'), cells, changed);
    drawNecessity(byId('necessity'), cells);
  }

  function changed() {
    list.limit = PAGE;
    writeAddress();
    draw();
  }

  /** Shows the cells of a field in the list: those with what they have in common, and opens the first if it is to be. */
  function pick(cells, open = false) {
    for (const axis of data.axes) {
      const ids = new Set(cells.map(cell => cell.on[axis.id]));
      shown.filters.set(axis.id, ids.size < choicesOn(axis.id, data.cells).length ? ids : new Set());
    }
    shown.filters.set('verdict', open || cells.every(cell => cell.verdict === 'UNSAFE') ? new Set(['UNSAFE']) : new Set());
    shown.open = new Set(open ? [cells[0].name] : []);
    changed();
    if (open) {
      reveal(cells[0].name);
    } else {
      byId('list-heading').focus();
    }
  }

  /** Brings an open cell into view. */
  function reveal(name) {
    const row = document.querySelector(`tr[data-name="${CSS.escape(name)}"]`);
    row?.scrollIntoView({block: 'start'});
    row?.querySelector('button')?.focus({preventScroll: true});
  }

  function arrive() {
    const complaints = readAddress();
    byId('complaint').textContent = complaints.join(' ');
    draw();
    const [first] = shown.open;
    if (first !== undefined) {
      reveal(first);
    }
  }

  makeFilters(form, changed);
  steerTable(byId('heat-map'));
  byId('filter-box').open = !matchMedia('(max-width: 48rem)').matches;
  byId('skip').addEventListener('click', event => {
    event.preventDefault(); // the address holds the filters
    byId('list-heading').focus();
  });
  addEventListener('popstate', arrive);
  drawOverview(byId('overview'), pick);
  drawPlot(byId('plot'));
  drawCoverage(byId('coverage'));
  drawGlossary(byId('glossary'));
  drawProvenance(byId('provenance'));
  arrive();
});
