// The screen of a wall: puts the parts together, and draws what has changed, at most once for each frame of the browser.

import { createAge, staleAfter } from './age.js';
import { createBoard } from './board.js';
import { createCare } from './care.js';
import { byId, setAttribute, setText, show } from './dom.js';
import { createFeed } from './feed.js';
import { createHead } from './head.js';
import { createLink } from './link.js';
import { createMessage } from './message.js';
import { createRotation } from './rotation.js';
import { createSound } from './sound.js';
import { createStall } from './stall.js';
import { createTiles, sortTiles } from './tiles.js';
import { moment, number, plain } from './words.js';

const tickEvery = 500;
const reportEvery = 3000;
const newsEvery = 5000;
const sentenceHeight = 11; // Units of the wall; as in the style sheet.
const root = document.documentElement;

const age = createAge();
const board = createBoard();
const head = createHead();
const link = createLink(age);
const message = createMessage();
const rotation = createRotation();
const sound = createSound();
const tiles = createTiles();

let gone = null;
let room = { width: 0, height: 0 };
let drawn = '';
let reportedAt = -Infinity;
let news = [];
let newsAt = -Infinity;

// The keeper shows the first screen as soon as it lives, but gives up one that shows data only for one that has data, too.
const tellKeeper = what => {
  if (parent === window) {
    return false;
  }
  parent.postMessage(what, location.origin);
  return true;
};

const care = createCare(age, () => {
  if (!tellKeeper('wall-reload')) {
    location.reload();
  }
});
const stall = createStall(care.sawStall);

const setTheme = () => {
  const { theme, light } = board.wall ?? { theme: 'dark' };
  const hour = age.now() === null ? 0 : new Date(age.now()).getHours();
  const [from, to] = light ?? [7, 19];
  const isDay = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
  setAttribute(root, 'data-theme', theme === 'light' || (theme === 'hours' && isDay) ? 'light' : 'dark');
};

const announce = () => {
  if (news.length === 0 || performance.now() - newsAt < newsEvery) {
    return;
  }
  newsAt = performance.now();
  const [first] = news;
  setText(byId('news'), news.length === 1 ? `Newly failing: ${plain(first[0])}, ${plain(first[3])}` : `${number(news.length)} devices newly failing, ${plain(first[0])} among them`);
  news = [];
};

const hear = tilesNewlyFailing => {
  if (tilesNewlyFailing.length > 0) {
    news.push(...tilesNewlyFailing);
    if (board.wall?.sound) {
      sound.play();
    }
  }
};

const drawView = (view, isStale) => {
  if (view.tiles.length === 0 || view.state === 'none') {
    tiles.clear();
    message.empty(view);
    setAttribute(root, 'data-show', 'message');
    return;
  }
  const sorted = sortTiles(view.tiles, age.now());
  const isQuiet = sorted.failing.length === 0;
  if (isQuiet) {
    message.quiet(view, sorted.by, isStale);
  } else {
    message.none();
  }
  const height = room.height - (isQuiet ? sentenceHeight : 0);
  const hasTiles = tiles.draw(view, sorted, { width: room.width, height }, isQuiet && sorted.by.o.length === view.tiles.length);
  setAttribute(root, 'data-show', isQuiet ? (hasTiles ? 'both' : 'message') : 'tiles');
};

const draw = () => {
  const isShown = gone === null && board.wall !== null;
  const place = rotation.turn(board.views.length, board.wall?.rotate ?? 0);
  const view = isShown ? board.views[place] : undefined;
  const isStale = age.silence() >= staleAfter;
  const minute = Math.floor((age.now() ?? 0) / 60_000);
  const wanted = [isShown, gone, board.version, place, isStale, room.width, room.height, minute].join(' ');
  if (isShown && wanted === drawn) {
    return view;
  }
  drawn = wanted;
  setAttribute(root, 'data-link', isShown ? 'shown' : gone === null ? 'waiting' : 'gone');
  head.draw(isShown ? board.wall : null, view);
  head.drawPosition(place, isShown ? board.views.length : 0);
  if (view) {
    drawView(view, isStale);
    return view;
  }
  tiles.clear();
  setAttribute(root, 'data-show', 'message');
  if (isShown) {
    message.noViews();
  } else if (gone === null) {
    message.waiting(age.silence());
  } else {
    message.gone(gone);
  }
  return undefined;
};

const feed = createFeed(board, {
  good(serverTime) {
    age.good(serverTime);
    link.trouble('');
    tick();
  },
  snapshot(state) {
    gone = null;
    reportedAt = board.wall === null ? -Infinity : reportedAt;
    hear(board.load(state));
  },
  change(delta) {
    hear(board.change(delta));
    tick();
  },
  build: care.sawBuild,
  gone(reason) {
    gone = reason;
    reportedAt = -Infinity;
    board.clear();
    news = [];
    setText(byId('news'), '');
    age.good(null);
    link.trouble('');
    tick();
  },
  trouble: link.trouble,
});

function tick() {
  setTheme();
  const view = draw();
  const now = age.now();
  link.draw(gone !== null);
  head.drawLast(view, now);
  show(byId('silent'), Boolean(view) && sound.isBlocked(board.wall.sound));
  announce();
  stall.tick(now === null ? 'the start' : moment(now, now));
  if (care.look()) {
    feed.hurry();
  }
  if (performance.now() - reportedAt >= reportEvery) {
    reportedAt = performance.now();
    tellKeeper(age.hasHeard() ? 'wall-ready' : 'wall-alive');
  }
}

const unit = () => Math.max(8, Math.min(Math.max(innerWidth, innerHeight) / 100, 1.7778 * Math.min(innerWidth, innerHeight) / 100));

new ResizeObserver(([{ contentRect }]) => {
  room = { width: contentRect.width / unit(), height: contentRect.height / unit() };
  tick();
}).observe(byId('stage'));

setInterval(tick, tickEvery);
tick();
feed.start();
