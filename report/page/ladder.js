const ROW = 26, STEP = 46, SOURCE = 130, MIN_LANE = 128;

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
    const t = this.trace, width = this.box.clientWidth, n = Math.max(t.threads.length, 1);
    this.source = width > 640 ? SOURCE : 0;
    this.lane = Math.max(MIN_LANE, Math.min(320, Math.floor((width - STEP - this.source) / n)));
    this.wide = STEP + this.lane * n + this.source;
    this.box.setAttribute('aria-rowcount', t.rows.length + 1);
    this.count = t.rows.length + (t.stuck.length ? 1 : 0);
    this.space.style.height = this.count * ROW + 'px';
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
    const t = this.trace, y = t.row(event) * ROW, view = this.box.clientHeight - this.head.offsetHeight;
    const bottom = event === t.rows[t.rows.length - 1] ? this.count * ROW : y + ROW;
    if (y < this.box.scrollTop + ROW) this.box.scrollTop = y - ROW;
    else if (bottom + ROW > this.box.scrollTop + view) this.box.scrollTop = bottom + ROW - view;
    const x = STEP + t.thread[event] * this.lane;
    if (x < this.box.scrollLeft + STEP || x + this.lane > this.box.scrollLeft + this.box.clientWidth) this.box.scrollLeft = x - STEP;
    this.drawn = '';
    this.schedule();
  }

  draw() {
    const t = this.trace, top = this.box.scrollTop, view = this.box.clientHeight || 400;
    const first = Math.max(0, Math.floor(top / ROW) - 4), last = Math.min(this.count, Math.ceil((top + view) / ROW) + 4);
    const left = Math.max(0, Math.floor((this.box.scrollLeft - STEP) / this.lane) - 1);
    const right = Math.min(t.threads.length, left + Math.ceil(this.box.clientWidth / this.lane) + 3);
    const key = [first, last, left, right].join();
    if (key === this.drawn) return;
    this.drawn = key;
    this.heading(left, right);
    this.list.replaceChildren();
    for (let r = first; r < last; r++) this.list.append(r < t.rows.length ? this.row(r) : this.end(r, left, right));
    this.lines(first, last, left, right);
  }

  heading(left, right) {
    this.head.replaceChildren(el('span', {class: 'cell step', style: `left:0;width:${STEP}px`}, 'step'));
    for (let k = left; k < right; k++) {
      const th = this.trace.threads[k];
      this.head.append(el('span', {class: 'cell c' + k % 8, style: this.place(k), title: th.full || th.name}, th.name));
    }
    if (this.source) this.head.append(el('span', {class: 'cell source', style: `left:${this.wide - this.source}px;width:${this.source}px`}, 'source'));
  }

  place(lane) { return `left:${STEP + lane * this.lane}px;width:${this.lane}px`; }

  row(r) {
    const t = this.trace, i = t.rows[r], k = t.thread[i];
    const leaves = t.text(t.leaves[i]), reason = t.text(t.switch[i]);
    const what = el('span', {class: 'cell what c' + k % 8, role: 'gridcell', style: this.place(k), title: t.say(i) + (leaves && ' → ' + leaves)}, t.say(i));
    if (leaves) what.append(el('span', {class: 'leaves'}, ' → ' + leaves));
    const row = el('div', {class: 'row', role: 'row', 'aria-rowindex': r + 1, 'data-event': i, style: `top:${r * ROW}px`,
      'aria-selected': String(i === this.cursor), 'aria-label': t.threads[k].name + ' ' + t.say(i)},
    el('span', {class: 'cell step', role: 'gridcell', style: `left:0;width:${STEP}px`}, String(t.step[i])), what);
    if (reason === 'preempted' && i > 0 && t.thread[i - 1] !== k) {
      row.append(el('span', {class: 'cell mark', style: this.place(t.thread[i - 1])}, 'preempted'));
    }
    for (const [thread, text] of t.errors.get(i) || []) {
      if (thread === k) what.append(el('span', {class: 'bad'}, ' ✗ ' + t.text(text)));
      else row.append(el('span', {class: 'cell bad', style: this.place(thread)}, '✗ ' + t.text(text)));
    }
    if (this.source) row.append(el('span', {class: 'cell source', role: 'gridcell', style: `left:${this.wide - this.source}px;width:${this.source}px`}, t.text(t.source[i])));
    if (i === this.difference) row.classList.add('differs');
    return row;
  }

  // end is the row of those who wait for ever.
  end(r, left, right) {
    const t = this.trace, row = el('div', {class: 'row end', style: `top:${r * ROW}px`}, el('span', {class: 'cell step', style: `left:0;width:${STEP}px`}, 'end'));
    for (const k of t.stuck) {
      const w = t.wait(k, t.n - 1);
      if (k >= left && k < right) row.append(el('span', {class: 'cell bad', style: this.place(k), title: w ? t.text(w.call) : ''}, '✗ ' + (w ? t.text(w.call) : '') + ' for ever'));
    }
    return row;
  }

  // lines draws the lives of the threads, dashed where they are blocked, and an arrow to each thread that is let go on.
  lines(first, last, left, right) {
    const t = this.trace, y = r => (r - first) * ROW + ROW / 2, parts = [];
    this.layer.style.transform = `translateY(${first * ROW}px)`;
    this.layer.setAttribute('width', this.wide);
    this.layer.setAttribute('height', (last - first) * ROW);
    const from = t.rows[Math.min(first, t.rows.length - 1)], to = last >= t.rows.length ? t.n : t.rows[last - 1];
    for (let k = left; k < right; k++) {
      const th = t.threads[k], x = STEP + k * this.lane + 5, rowOf = e => e >= t.n ? this.count - 1 : t.row(e);
      const a = th.born > 0 ? Math.max(rowOf(th.born), first) : first, b = th.over ? Math.min(rowOf(th.last), last) : last;
      if (b >= a) parts.push(svg('line', {class: 'life', x1: x, x2: x, y1: y(a), y2: y(b)}));
      const w = t.waitsOf[k];
      for (let q = Math.max(0, upper(w.from, from) - 2); q < w.list.length && w.list[q].from <= to; q++) {
        const v = w.list[q], until = Math.min(v.until, t.n);
        if (until < from) continue;
        const y1 = y(Math.max(rowOf(v.from), first)), y2 = y(Math.min(until >= t.n ? this.count - 1 : rowOf(until), last));
        parts.push(svg('line', {class: 'wait', x1: x, x2: x, y1: y1 + 6, y2}));
        if (v.until < t.n && t.thread[v.until] !== k && v.until <= to) {
          const x0 = STEP + t.thread[v.until] * this.lane + 5, s = x0 < x ? -1 : 1;
          parts.push(svg('path', {class: 'wake', d: `M${x0} ${y2 + 9}H${x + s * 2}m${s * 6} -4l${-s * 6} 4l${s * 6} 4`}));
        }
      }
    }
    const r = t.row(this.cursor);
    if (r >= first && r < last) parts.push(svg('circle', {class: 'here', cx: STEP + t.thread[this.cursor] * this.lane + 5, cy: y(r), r: 4}));
    this.layer.replaceChildren(...parts);
  }
}
