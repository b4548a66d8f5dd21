const data = JSON.parse(byID('data').textContent);
const views = data.traces.map((raw, i) => {
  const trace = new Trace(raw), v = {trace, index: i, event: -1};
  v.ladder = new Ladder(trace, e => { activate(v); go(v, e); });
  v.overview = new Overview(trace, e => { activate(v); go(v, e); });
  v.box = el('section', {class: 'view', 'aria-label': trace.name}, el('h2', {}, trace.name), v.overview.svg, v.ladder.box);
  return v;
});
let active = views[0];

// activate makes a schedule the one that keys step and the panel shows.
function activate(v) {
  active = v;
  for (const other of views) {
    other.box.classList.toggle('active', other === v);
    const tab = byID('tab' + other.index);
    if (tab) tab.setAttribute('aria-pressed', String(other === v));
  }
}

// show moves one schedule to the event, or to the last one before it that has a row.
function show(v, event) {
  const t = v.trace;
  if (!t.n) return;
  v.event = t.rows[t.row(Math.min(Math.max(event, 0), t.n - 1))];
  v.ladder.select(v.event);
  v.overview.move(v.event);
}

// go moves the active schedule, and the other one with it if they step together.
function go(v, event) {
  const row = v.trace.row(event);
  show(v, event);
  const together = byID('together');
  for (const other of views) {
    if (other !== v && together && together.checked && other.trace.n) show(other, other.trace.rows[Math.min(row, other.trace.rows.length - 1)]);
  }
  refresh();
}

function refresh() {
  const t = active.trace, i = active.event, row = t.row(i);
  if (i < 0) return;
  const scrubber = byID('scrubber'), where = `${row + 1} of ${t.rows.length}`;
  scrubber.max = t.rows.length - 1;
  scrubber.value = row;
  const leaves = t.text(t.leaves[i]), said = `${t.threads[t.thread[i]].name} ${t.say(i)}${leaves && ', leaves ' + leaves}`;
  scrubber.setAttribute('aria-valuetext', `${where}: ${said}`);
  byID('position').textContent = where;
  byID('live').textContent = said;
  byID('first').disabled = byID('back').disabled = row === 0;
  byID('end').disabled = byID('forward').disabled = row === t.rows.length - 1;
  fillPanel(t, i, row === t.rows.length - 1 ? t.n - 1 : i);
}

// by moves some rows; bySwitch to the next row of another thread.
function by(rows) {
  const t = active.trace, r = Math.min(Math.max(t.row(active.event) + rows, 0), t.rows.length - 1);
  go(active, t.rows[r]);
}

function bySwitch(direction) {
  const t = active.trace;
  let r = t.row(active.event);
  const thread = t.thread[t.rows[r]];
  do r += direction; while (t.rows[r] !== undefined && t.thread[t.rows[r]] === thread);
  go(active, t.rows[Math.min(Math.max(r, 0), t.rows.length - 1)]);
}

function onKey(e) {
  if (e.ctrlKey || e.altKey || e.metaKey || /^(SELECT|TEXTAREA)$/.test(e.target.tagName)) return;
  const actions = {
    ArrowLeft: () => e.shiftKey ? bySwitch(-1) : by(-1), ArrowRight: () => e.shiftKey ? bySwitch(1) : by(1),
    ArrowUp: () => by(-1), ArrowDown: () => by(1),
    PageUp: () => by(-10), PageDown: () => by(10), Home: () => by(-Infinity), End: () => by(Infinity),
  };
  const inLog = e.target.id === 'log', vertical = /^(ArrowUp|ArrowDown|PageUp|PageDown)$/.test(e.key);
  if (!actions[e.key] || vertical && !(e.target.closest && e.target.closest('.ladder, #scrubber')) || inLog && vertical) return;
  e.preventDefault();
  actions[e.key]();
}

function layout() {
  for (const v of views) {
    v.ladder.measure();
    v.overview.draw(v.box.clientWidth || 600);
    show(v, v.event);
  }
}

// differ marks the first row at which the two schedules are not the same.
function differ() {
  if (views.length < 2) return;
  const [a, b] = views.map(v => v.trace);
  let r = 0;
  while (r < a.rows.length && r < b.rows.length && a.thread[a.rows[r]] === b.thread[b.rows[r]] && a.say(a.rows[r]) === b.say(b.rows[r])) r++;
  views[0].ladder.difference = a.rows[r] ?? -1;
  views[1].ladder.difference = b.rows[r] ?? -1;
}

function theme() {
  const root = document.documentElement, button = byID('theme');
  const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const name = () => { button.textContent = dark() ? 'Light' : 'Dark'; };
  button.addEventListener('click', () => { root.dataset.theme = dark() ? 'light' : 'dark'; name(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name);
  name();
}

function start() {
  theme();
  const copy = byID('copy');
  if (copy) copy.addEventListener('click', () => {
    getSelection().selectAllChildren(byID('replay'));
    if (navigator.clipboard) navigator.clipboard.writeText(byID('replay').textContent).then(() => { copy.textContent = 'Copied'; }, () => {});
  });
  if (!active || !active.trace.n) return;
  document.querySelector('main').hidden = false;
  byID('views').append(...views.map(v => v.box));
  byID('views').classList.toggle('two', views.length > 1);
  byID('first').addEventListener('click', () => by(-Infinity));
  byID('back').addEventListener('click', () => by(-1));
  byID('forward').addEventListener('click', () => by(1));
  byID('end').addEventListener('click', () => by(Infinity));
  byID('scrubber').addEventListener('input', e => go(active, active.trace.rows[Number(e.target.value)]));
  byID('axis').addEventListener('change', e => { for (const v of views) v.overview.axis = e.target.value; layout(); });
  byID('minor').addEventListener('change', e => { for (const v of views) v.trace.show(e.target.checked); differ(); layout(); refresh(); });
  for (const v of views) {
    const tab = byID('tab' + v.index);
    if (tab) tab.addEventListener('click', () => { activate(v); layout(); refresh(); });
    v.box.addEventListener('focusin', () => { if (active !== v) { activate(v); refresh(); } });
    v.event = v.trace.n - 1;
  }
  document.addEventListener('keydown', onKey);
  new ResizeObserver(layout).observe(byID('views'));
  activate(views[0]);
  differ();
  layout();
  refresh();
}

start();
