// Overview draws all lanes at once over the whole execution: a pixel is coloured where the thread ran, and hatched
// where it was blocked. It is also a scrubber for the mouse.
class Overview {
  constructor(trace, onPick) {
    this.trace = trace;
    this.axis = 'step';
    this.svg = svg('svg', {class: 'overview', role: 'img', 'aria-label': 'Overview: when each thread ran and was blocked'});
    this.lanes = svg('g');
    this.head = svg('line', {class: 'playhead', y1: 0});
    this.svg.append(this.lanes, this.head);
    const pick = e => {
      if (e.buttons & 1) onPick(this.eventAt(e.clientX - this.svg.getBoundingClientRect().left));
    };
    this.svg.addEventListener('pointerdown', e => { this.svg.setPointerCapture(e.pointerId); pick(e); });
    this.svg.addEventListener('pointermove', pick);
  }

  // x is the place of an event, from 0 to 1.
  x(event) {
    const t = this.trace;
    if (event >= t.n) return 1;
    if (event < 0) return 0;
    return this.axis === 'step' ? event / t.n : t.at[event] / (this.total || 1);
  }

  eventAt(pixel) {
    const t = this.trace, f = Math.min(Math.max(pixel / this.width, 0), 1);
    if (this.axis === 'step') return Math.min(t.n - 1, Math.floor(f * t.n));
    return Math.max(0, upper(t.at, f * this.total) - 1);
  }

  // draw makes one path for each thread and each of the two states, however many events there are.
  draw(width) {
    const t = this.trace, n = Math.max(t.threads.length, 1), key = this.axis + width;
    if (key === this.drawn) return;
    this.drawn = key;
    this.width = Math.max(width, 50);
    this.total = t.n ? t.at[t.n - 1] + 100 : 1;
    const lane = Math.max(2, Math.min(14, Math.floor(160 / n)));
    const height = lane * n;
    this.svg.setAttribute('viewBox', `0 0 ${this.width} ${height}`);
    this.svg.setAttribute('height', height);
    this.head.setAttribute('y2', height);
    const ran = t.threads.map(() => []), blocked = t.threads.map(() => []);
    const px = e => Math.floor(this.x(e) * this.width);
    for (let i = 0; i < t.n; i++) this.span(ran[t.thread[i]], px(i), Math.max(px(i + 1), px(i) + 1), this.axis === 'time' ? 3 : Infinity);
    for (const [thread, , , from, until] of t.waits) this.span(blocked[thread], px(from + 1), until < 0 ? this.width : px(until), Infinity);
    this.lanes.replaceChildren(...t.threads.flatMap((_, k) => {
      const y = k * lane, h = Math.max(1, lane - (lane > 4 ? 2 : 0));
      const path = (spans, cls, dy, hh) => svg('path', {class: cls, d: spans.map(([a, b]) => `M${a} ${y + dy}h${Math.max(b - a, 1)}v${hh}h${-Math.max(b - a, 1)}z`).join('')});
      return [
        path(blocked[k], 'blocked', h / 2 - 0.5, 1.5),
        path(ran[k], 'ran c' + k % 8, 0, h),
      ];
    }));
  }

  // span adds pixels to a list of spans, joined with the last one where they touch.
  span(list, a, b, longest) {
    b = Math.min(b, a + longest);
    const last = list[list.length - 1];
    if (last && a <= last[1] && longest === Infinity) last[1] = Math.max(last[1], b);
    else if (!last || a > last[0]) list.push([a, b]);
  }

  move(event) {
    const x = this.x(event) * this.width + (this.axis === 'step' ? this.width / this.trace.n / 2 : 1);
    this.head.setAttribute('x1', x);
    this.head.setAttribute('x2', x);
  }
}
