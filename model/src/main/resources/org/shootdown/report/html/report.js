'use strict';
// Puts the page together and keeps it in line with the filters.

(() => {
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
    drawHeatMap(byId('heat-map'), cells, (row, column) => {
      shown.filters.set(shown.rows, new Set([row]));
      shown.filters.set(shown.columns, new Set([column]));
      changed();
      byId('list-heading').focus();
    });
    drawList(byId('cells'), byId('more'), cells);
    drawNecessity(byId('necessity'), cells);
  }

  function changed() {
    list.limit = PAGE;
    writeAddress();
    draw();
  }

  makeFilters(form, changed);
  steerHeatMap(byId('heat-map'));
  byId('skip').addEventListener('click', event => {
    event.preventDefault(); // the address holds the filters
    byId('list-heading').focus();
  });
  addEventListener('hashchange', () => {
    readAddress();
    draw();
  });
  readAddress();
  draw();
  document.documentElement.dataset.ready = 'yes';
})();
