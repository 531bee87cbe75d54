/** The recorded results as Markdown: one table for each benchmark, with when, on what and how it was measured. */

const TABLES = {
  model: { title: 'The model alone', head: ['Work', 'median', 'fastest', 'p99'], rows: modelRows },
  http: {
    title: 'Warm answers over HTTP',
    head: ['Question', 'Server', 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs a request', 'engine / peer'],
    rows: httpRows,
  },
  cold: {
    title: 'Cold answers on PostgreSQL',
    head: ['Question', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU µs a request'],
    rows: rateRows,
  },
  ingest: {
    title: 'Taking signals in',
    head: ['Store and load', 'signals/s', 'p50 ms a batch', 'p95 ms a batch', 'p99 ms a batch', 'CPU µs a signal'],
    rows: rateRows,
  },
};

/** Entries of `bench/results`, in any order; those without a table of their own are refused. */
export function renderTables(entries) {
  const order = Object.keys(TABLES);
  return entries
    .toSorted((a, b) => order.indexOf(a.benchmark) - order.indexOf(b.benchmark))
    .map(renderTable)
    .join('\n\n');
}

function renderTable(entry) {
  const table = TABLES[entry.benchmark];
  if (table === undefined) throw new Error(`There is no table for the benchmark ${entry.benchmark}.`);
  const lines = [table.head, table.head.map(() => '---'), ...table.rows(entry.results)];
  return [`### ${table.title}`, '', provenance(entry), '', ...lines.map((cells) => `| ${cells.join(' | ')} |`)].join(
    '\n',
  );
}

function provenance({ date, machine, command, loadAtStart, stolenPercent, setup = {} }) {
  const settings = Object.entries(setup).map(([name, value]) => `${name} ${value}`);
  const parts = [
    `${date.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores, Node.js ${machine.node.slice(1)}`,
    ...(command === undefined ? [] : [`\`${command}\``]),
    ...(settings.length === 0 ? [] : [settings.join(', ')]),
    ...(loadAtStart === undefined ? [] : [`load average before it started ${loadAtStart}`]),
    ...(stolenPercent == null ? [] : [`${stolenPercent} % of the processor time taken by the machine's host`]),
  ];
  return `${parts.join('; ')}.`;
}

function modelRows(results) {
  return Object.entries(results).map(([name, value]) =>
    typeof value === 'number' ? [name, value, '', ''] : [name, value.median, value.min, value.p99],
  );
}

function httpRows(results) {
  return Object.entries(results).flatMap(([name, { engine, peers, ratios }]) => [
    [name, '**engine**', engine.perSecond, engine.p50Ms, engine.p99Ms, engine.cpuMicros, ''],
    ...peers.map(({ name: peer, perSecond, p50Ms, p99Ms, cpuMicros }) => [
      '',
      peer,
      perSecond,
      p50Ms,
      p99Ms,
      cpuMicros,
      ratios[`engine / ${peer}`],
    ]),
  ]);
}

function rateRows(results) {
  return Object.entries(results).map(([name, { perSecond, p50Ms, p95Ms, p99Ms, cpuMicros }]) => [
    name,
    perSecond,
    p50Ms,
    p95Ms,
    p99Ms,
    cpuMicros,
  ]);
}
