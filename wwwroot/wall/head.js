// What stands above the tiles: whose wall it is, counters, progress, reasons, and how old all of it is.

import { byId, make, makeIcon, setAttribute, setText, show } from './dom.js';
import { devices, moment, number, plain, span, statuses } from './words.js';

const mostReasons = 8;
const stateWords = { cancelled: 'cancelled', broken: 'broken off', interrupted: 'interrupted' };

export const createHead = () => {
  const counters = Object.values(statuses).map(look => {
    const icon = makeIcon();
    icon.path.setAttribute('d', look.icon);
    const count = make('span', 'counter-number');
    const element = make('li', 'counter none', icon.svg, make('span', 'counter-word', look.word), count);
    element.dataset.status = look.key;
    byId('counters').append(element);
    return { key: look.key, element, count };
  });

  const reasons = Array.from({ length: mostReasons }, () => {
    const name = make('span', 'reason-name');
    const count = make('span', 'reason-count');
    const element = make('li', 'reason', name, count);
    byId('reason-list').append(element);
    return { name, count, element };
  });

  const drawReasons = list => {
    show(byId('reasons'), list.length > 0);
    setText(byId('reasons-title'), list.length > 3 ? `Failures by reason (${list.length})` : 'Failures by reason');
    reasons.forEach(({ name, count, element }, i) => {
      const reason = list[i];
      show(element, reason !== undefined);
      setText(name, reason ? plain(String(reason[0])) : '');
      setText(count, reason ? number(reason[1]) : '');
    });
  };

  const drawProgress = view => {
    const isRunning = view?.state === 'running';
    show(byId('progress'), isRunning);
    const total = isRunning ? view.total : 0;
    const done = isRunning ? Math.min(view.done, total) : 0;
    const words = isRunning ? `${number(done)} of ${number(total)}${view.left === null || view.left === undefined ? '' : ` · ${span(view.left * 1000)} left`}` : '';
    const bar = byId('progress-bar');
    setAttribute(bar, 'aria-valuemax', Math.max(1, total));
    setAttribute(bar, 'aria-valuenow', done);
    setAttribute(bar, 'aria-valuetext', words);
    byId('progress-done').style.transform = `scaleX(${total > 0 ? done / total : 0})`;
    setText(byId('progress-words'), words);
  };

  return {
    draw(wall, view) {
      setText(byId('wall-name'), wall?.name ? plain(wall.name) : 'Wall');
      document.title = `${wall?.name ? plain(wall.name) : 'Wall'} · NetDashboard`;
      setText(byId('view-title'), view ? `${plain(view.title)} · ${devices(view.devices)}` : '');
      for (const { key, element, count } of counters) {
        const value = view?.counts[key] ?? 0;
        setText(count, view ? number(value) : '');
        element.classList.toggle('none', value === 0);
      }
      drawReasons(view?.reasons ?? []);
      drawProgress(view);
      setText(byId('problem'), view?.problem ? plain(view.problem) : '');
      show(byId('problem'), Boolean(view?.problem));
    },

    drawPosition(shown, count) {
      const words = count > 1 ? `${shown + 1} of ${count}` : '';
      show(byId('position'), count > 1);
      setText(byId('position-words'), words);
      setText(byId('dots'), count > 1 && count <= 12 ? '○'.repeat(shown) + '●' + '○'.repeat(count - shown - 1) : '');
    },

    /** The age of the data, which is not that of the connection. */
    drawLast(view, now) {
      let words = '';
      if (view && now !== null) {
        const state = stateWords[view.state] ? `, ${stateWords[view.state]}` : '';
        words = view.lastAt ? `Last scan ${moment(view.lastAt, now)} (${span(now - Date.parse(view.lastAt))} ago)${state}` : view.state === 'running' ? 'First scan is running' : 'Never scanned';
      }
      setText(byId('last'), words);
    },
  };
};
