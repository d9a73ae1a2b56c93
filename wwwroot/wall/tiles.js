// The tiles of one view: made as they are first needed, kept, and only ever given other text.

import { byId, make, makeIcon, setAttribute, setText, show } from './dom.js';
import { collapsible, fit, lettersIn } from './fit.js';
import { number, plain, shorten, statuses, withoutDomain } from './words.js';

const newFor = 15 * 60; // Seconds for which a tile is marked as newly failing.
const failingOrder = 'flh';
const otherOrder = 'crwo';
const longestName = 24;
const badgeLetters = 5;
const badgeForIcon = 4; // On small tiles the badge takes the place of the icon.
const small = 1.6;
const collapsedWords = { o: 'OK', w: 'waiting', c: 'cancelled', r: 'running' };

const makeTile = () => {
  const icon = makeIcon();
  const word = make('span', 'visually-hidden');
  const name = make('bdi', 'tile-name');
  const badge = make('span', 'badge');
  const address = make('span', 'tile-address');
  const text = make('span', 'tile-text');
  const line = make('span', 'tile-line', icon.svg, word, name, badge);
  return { element: make('li', 'tile', line, address, text), icon: icon.path, word, name, badge, address, text };
};

const makeSmallTile = () => {
  const icon = makeIcon();
  const word = make('span', 'visually-hidden');
  const name = make('bdi', 'tile-name');
  return { element: make('li', 'tile', icon.svg, word, name), icon: icon.path, word, name };
};

const pool = (list, makeOne) => {
  const tiles = [];
  return count => {
    while (tiles.length < count) {
      const tile = makeOne();
      tiles.push(tile);
      list.append(tile.element);
    }
    tiles.forEach((tile, i) => show(tile.element, i < count));
    show(list, count > 0);
    return tiles;
  };
};

// The name nearly all have room for; a few longer ones are shortened.
const usualLength = tiles => {
  const lengths = new Uint32Array(longestName + 1);
  for (const tile of tiles) {
    const { length } = tile[0].length > longestName ? withoutDomain(tile[0]) : tile[0];
    lengths[Math.min(longestName, length)]++;
  }
  let left = tiles.length * 0.03;
  for (let length = longestName; length > 6; length--) {
    left -= lengths[length];
    if (left < 0) {
      return length;
    }
  }
  return 6;
};

/** Tiles by status, in the inventory's order; newly failing ones apart, the newest first. */
export const sortTiles = (tiles, now) => {
  const by = { f: [], h: [], l: [], o: [], r: [], w: [], c: [] };
  const fresh = [];
  const since = now === null ? Infinity : now / 1000 - newFor;
  for (const tile of tiles) {
    if (tile[4] > since && failingOrder.includes(tile[2])) {
      fresh.push(tile);
    } else {
      (by[tile[2]] ?? by.w).push(tile);
    }
  }
  fresh.sort((a, b) => b[4] - a[4]);
  const failing = [...fresh];
  for (const status of failingOrder) {
    failing.push(...by[status]);
  }
  return { by, failing, fresh: fresh.length };
};

const setSizes = (list, placed, extra = {}) => {
  for (const [name, value] of Object.entries({ '--columns': placed.columns, '--size': placed.size, '--height': placed.height, '--gap': placed.gap, ...extra })) {
    if (list.style.getPropertyValue(name) !== String(value)) {
      list.style.setProperty(name, value);
    }
  }
};

export const createTiles = () => {
  const firstList = byId('first');
  const secondList = byId('second');
  const first = pool(firstList, makeTile);
  const second = pool(secondList, makeSmallTile);

  const fill = (cell, status, name, room) => {
    const look = statuses[status] ?? statuses.w;
    setAttribute(cell.element, 'data-status', look.key);
    setAttribute(cell.icon, 'd', look.icon);
    setText(cell.word, `${look.word}: `);
    setText(cell.name, shorten(plain(name), room));
  };

  const fillFirst = (cell, tile, placed, isNew) => {
    fill(cell, tile[2], tile[0], lettersIn(placed, isNew ? (placed.size < small ? badgeForIcon : badgeLetters) : 0));
    cell.element.classList.toggle('new', isNew);
    setText(cell.badge, isNew ? 'NEW' : '');
    setText(cell.address, placed.hasAddress ? plain(tile[1]) : '');
    setText(cell.text, placed.lines > 0 ? plain(tile[3]) : '');
    cell.element.classList.remove('more');
  };

  const fillMore = (cell, hidden, placed) => {
    const counts = [...failingOrder].map(status => [statuses[status], hidden.filter(tile => tile[2] === status).length]).filter(([, count]) => count > 0);
    const isOneKind = counts.length === 1 && counts[0][0] === statuses.f;
    fill(cell, hidden[0][2], `+${number(hidden.length)} ${isOneKind ? 'failing' : 'more'}`, 99);
    setText(cell.badge, '');
    setText(cell.address, '');
    setText(cell.text, placed.lines > 0 && !isOneKind ? counts.map(([look, count]) => `${number(count)} ${look.word.toLowerCase()}`).join(', ') : '');
    cell.element.classList.remove('new');
    cell.element.classList.add('more');
  };

  const drawFirst = (failing, fresh, plan) => {
    const { first: placed, shown } = plan;
    const isMore = shown < failing.length;
    const cells = first(shown + (isMore ? 1 : 0));
    setAttribute(firstList, 'data-lines', placed.lines);
    firstList.classList.toggle('small', placed.size < small);
    setSizes(firstList, placed, { '--text': placed.text, '--lines': placed.lines });
    for (let i = 0; i < shown; i++) {
      fillFirst(cells[i], failing[i], placed, i < fresh);
    }
    if (isMore) {
      fillMore(cells[shown], failing.slice(shown), placed);
    }
  };

  const drawSecond = (by, plan) => {
    const { second: placed, collapsed } = plan;
    const cells = second(placed.count);
    setSizes(secondList, placed);
    const room = lettersIn(placed);
    let i = 0;
    for (const status of otherOrder) {
      if (collapsed.has(status)) {
        fill(cells[i], status, `+${number(by[status].length)} ${collapsedWords[status]}`, 99);
        cells[i++].element.classList.add('more');
        continue;
      }
      for (const tile of by[status]) {
        fill(cells[i], status, tile[0], room);
        cells[i++].element.classList.remove('more');
      }
    }
  };

  return {
    /** Draws a view in a room measured in units of the wall. Tiles that are all OK may be left out (mayHide) when they do not fit. */
    draw(view, sorted, room, mayHide) {
      const others = Object.fromEntries(collapsible.map(status => [status, sorted.by[status].length]));
      const plan = fit(room, sorted.failing.length, others, usualLength(view.tiles));
      if (mayHide && plan.collapsed.has('o')) {
        this.clear();
        return false;
      }
      drawFirst(sorted.failing, sorted.fresh, plan);
      drawSecond(sorted.by, plan);
      return true;
    },

    /** Takes every text out. */
    clear() {
      for (const cell of first(0)) {
        for (const part of [cell.name, cell.word, cell.badge, cell.address, cell.text]) {
          setText(part, '');
        }
      }
      for (const cell of second(0)) {
        setText(cell.name, '');
        setText(cell.word, '');
      }
    },
  };
};
