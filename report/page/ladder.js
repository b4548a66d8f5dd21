const MIN_LANE = 104;
const KEPT = 6; // letters at the end of a thread's name that stay where it is too long: threads of a pool differ in nothing else

// Ladder shows one row for each event and one lane for each thread. Only what is visible is in the document.
class Ladder {
  constructor(trace, onPick) {
    this.trace = trace;
    this.onPick = onPick;
    this.cursor = -1;
    this.difference = -1;
    this.head = el('div', {class: 'lanehead', 'aria-hidden': 'true'});
    this.space = el('div', {class: 'space'});
    this.layer = svg('svg', {class: 'layer', 'aria-hidden': 'true'});
    this.list = el('div', {class: 'rows', role: 'presentation'});
    this.space.append(this.layer, this.list);
    this.box = el('div', {class: 'ladder', tabindex: '0', role: 'grid', 'aria-label': trace.name + ': steps, one column for each thread'}, this.head, this.space);
    this.box.addEventListener('scroll', () => this.schedule());
    this.list.addEventListener('click', e => {
      const row = e.target.closest('[data-event]');
      if (row) onPick(Number(row.dataset.event));
    });
  }

  // measure adapts to the width and to which events are shown.
  measure() {
    const t = this.trace, width = this.box.clientWidth, n = Math.max(t.lanes.length, 1);
    this.source = width < 640 ? 0 : t.file ? 64 : 150;
    this.step = Math.max(42, 18 + 8 * String(t.step[t.n - 1]).length); // the number of the last step has room in it
    this.lane = Math.max(MIN_LANE, Math.min(340, Math.floor((width - this.step - this.source) / n)));
    this.narrow = this.lane < 210; // a narrow lane has two lines
    this.rowHeight = this.narrow ? 40 : 26;
    this.box.classList.toggle('narrow', this.narrow);
    this.wide = this.step + this.lane * n + this.source;
    this.box.setAttribute('aria-rowcount', t.rows.length + 1);
    this.count = t.rows.length + (t.stuck.length + t.killed.length ? 1 : 0);
    this.space.style.height = this.count * this.rowHeight + 'px';
    this.space.style.width = this.head.style.width = this.wide + 'px';
    this.drawn = '';
    this.schedule();
  }

  schedule() {
    if (!this.waiting) this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.draw(); });
  }

  // select makes an event the current one and brings its row into view.
  select(event) {
    this.cursor = event;
    const t = this.trace, height = this.rowHeight, y = t.row(event) * height, view = this.box.clientHeight - this.head.offsetHeight;
    const bottom = event === t.rows[t.rows.length - 1] ? this.count * height : y + height;
    if (y < this.box.scrollTop + height) this.box.scrollTop = y - height;
    else if (bottom + height > this.box.scrollTop + view) this.box.scrollTop = bottom + height - view;
    const x = this.x(t.thread[event]) - 5;
    if (x < this.box.scrollLeft + this.step || x + this.lane > this.box.scrollLeft + this.box.clientWidth) this.box.scrollLeft = x - this.step;
    this.drawn = '';
    this.schedule();
  }

  draw() {
    const t = this.trace, height = this.rowHeight, top = this.box.scrollTop, view = this.box.clientHeight || 400;
    const first = Math.max(0, Math.floor(top / height) - 4), last = Math.min(this.count, Math.ceil((top + view) / height) + 4);
    const left = Math.max(0, Math.floor((this.box.scrollLeft - this.step) / this.lane) - 1);
    const right = Math.min(t.lanes.length, left + Math.ceil(this.box.clientWidth / this.lane) + 3);
    const key = [first, last, left, right].join();
    if (key === this.drawn) return;
    this.drawn = key;
    const lanes = t.lanes.slice(left, right);
    this.heading(lanes);
    this.list.replaceChildren();
    for (let r = first; r < last; r++) this.list.append(r < t.rows.length ? this.row(r) : this.end(r, lanes));
    this.layer.replaceChildren(...this.lines(first, last, lanes));
  }

  heading(lanes) {
    this.head.replaceChildren(el('span', {class: 'cell step', style: `left:0;width:${this.step}px`}, 'step'));
    for (const k of lanes) {
      const th = this.trace.threads[k];
      this.head.append(el('span', {class: 'cell c' + k % 8, style: this.place(k), title: th.full || th.name}, el('span', {class: 'start'}, th.name.slice(0, -KEPT)), el('span', {class: 'kept'}, th.name.slice(-KEPT))));
    }
    if (this.source) this.head.append(this.atSource(this.trace.file ? 'line' : 'source'));
  }

  // place is the room of a thread's lane. Text may run on to the right, up to the lane of a thread that has text in the
  // same row.
  place(thread, taken) {
    const lane = this.trace.laneOf.get(thread), other = this.trace.laneOf.get(taken);
    const end = taken === undefined ? lane + 1 : other > lane ? other : this.trace.lanes.length;
    return `left:${this.step + lane * this.lane}px;width:${(end - lane) * this.lane}px`;
  }

  // x is the line of a thread.
  x(thread) { return this.step + (this.trace.laneOf.get(thread) || 0) * this.lane + 5; }

  atSource(text) { return el('span', {class: 'cell source', role: 'gridcell', style: `left:${this.wide - this.source}px;width:${this.source}px`}, text); }

  row(r) {
    const t = this.trace, i = t.rows[r], k = t.thread[i], leaves = t.text(t.leaves[i]);
    const before = t.preempted(r);
    const text = el('span', {class: 'text'}, t.say(i));
    if (leaves) text.append(el('span', {class: 'leaves'}, ' → ' + leaves));
    const row = el('div', {class: 'row', role: 'row', 'aria-rowindex': r + 1, 'data-event': i, style: `top:${r * this.rowHeight}px`,
      'aria-selected': String(i === this.cursor), 'aria-label': `step ${t.step[i]}: ${t.threads[k].name} ${t.say(i)}`},
    el('span', {class: 'cell step', role: 'gridcell', style: `left:0;width:${this.step}px`}, String(t.step[i])),
    el('span', {class: 'cell c' + k % 8, role: 'gridcell', style: this.place(k, before), title: t.say(i) + (leaves && ' → ' + leaves)}, text));
    if (before >= 0 && t.laneOf.has(before)) {
      row.append(el('span', {class: 'cell mark', style: this.place(before)}, el('span', {class: 'text'}, 'preempted')));
    }
    for (const [thread, error] of t.errors.get(i) || []) {
      if (thread === k) text.append(el('span', {class: 'bad'}, ' ✗ ' + t.text(error)));
      else row.append(el('span', {class: 'cell bad', style: this.place(thread)}, el('span', {class: 'text'}, '✗ ' + t.text(error))));
    }
    if (this.source) row.append(this.atSource(t.place(i)));
    if (i === this.difference) row.classList.add('differs');
    return row;
  }

  // end is the row of those who wait for ever, or were killed when the process ended.
  end(r, lanes) {
    const t = this.trace, row = el('div', {class: 'row end', role: 'row', style: `top:${r * this.rowHeight}px`}, el('span', {class: 'cell step', style: `left:0;width:${this.step}px`}, 'end'));
    for (const k of t.stuck) {
      const w = t.wait(k, t.n - 1), call = w ? t.text(w.call) : '';
      if (lanes.includes(k)) row.append(el('span', {class: 'cell bad', role: 'gridcell', style: this.place(k), title: call}, el('span', {class: 'text'}, '✗\u00a0' + call + ' for ever')));
    }
    for (const k of t.killed) {
      if (lanes.includes(k)) row.append(el('span', {class: 'cell bad', role: 'gridcell', style: this.place(k)}, el('span', {class: 'text'}, '✗\u00a0killed')));
    }
    return row;
  }

  // lines draws the lives of the threads, dotted where they are blocked, and an arrow to each thread that is let go on.
  lines(first, last, lanes) {
    const t = this.trace, height = this.rowHeight, y = r => (r - first) * height + height / 2, parts = [];
    this.layer.style.transform = `translateY(${first * height}px)`;
    this.layer.setAttribute('width', this.wide);
    this.layer.setAttribute('height', (last - first) * height);
    const from = t.rows[Math.min(first, t.rows.length - 1)], to = last >= t.rows.length ? t.n : t.rows[last - 1];
    const rowOf = e => e >= t.n ? this.count - 1 : t.row(e), here = t.row(this.cursor);
    if (here >= first && here < last) parts.push(svg('rect', {class: 'now', x: 0, y: y(here) - height / 2, width: this.wide, height}));
    for (const k of lanes) {
      const th = t.threads[k], x = this.x(k), w = t.waitsOf[k];
      const a = th.born > 0 ? Math.max(rowOf(th.born), first) : first, b = th.over ? Math.min(rowOf(th.last), last) : last;
      if (b >= a) parts.push(svg('line', {class: 'life', x1: x, x2: x, y1: y(a), y2: y(b)}));
      for (let q = Math.max(0, upper(w.from, from) - 2); q < w.list.length && w.list[q].from <= to; q++) {
        const v = w.list[q], until = Math.min(v.until, t.n);
        if (until < from) continue;
        const y2 = y(Math.min(rowOf(until), last));
        parts.push(svg('line', {class: 'wait', x1: x, x2: x, y1: y(Math.max(rowOf(v.from), first)) + 6, y2}));
        if (v.until < t.n && t.thread[v.until] !== k && v.until <= to && t.laneOf.has(t.thread[v.until])) {
          const x0 = this.x(t.thread[v.until]), s = x0 < x ? -1 : 1;
          parts.push(svg('path', {class: 'wake', d: `M${x0} ${y2 + height / 2 - 3}H${x + s * 2}m${s * 5} -3l${-s * 5} 3l${s * 5} 3`}));
        }
      }
    }
    if (here >= first && here < last) parts.push(svg('circle', {class: 'here', cx: this.x(t.thread[this.cursor]), cy: y(here), r: 4}));
    return parts;
  }
}
