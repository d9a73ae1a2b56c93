// How the screen speaks with the server, for the viewer: the age of the connection, amber, STALE, and the clock.

import { amberAfter, staleAfter } from './age.js';
import { byId, setAttribute, setText, show } from './dom.js';
import { moment, span, timeOfDay } from './words.js';

const icons = {
  good: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8 12.2l2.8 2.8L16 9.4',
  late: 'M12 3.5 2.5 20h19L12 3.5ZM12 10v4.5M12 17.2v.3',
  stale: 'M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5ZM9 9l6 6M15 9l-6 6',
  waiting: 'M12 3a9 9 0 1 1 0 18 9 9 0 1 1 0-18',
};
const root = document.documentElement;

export const createLink = age => {
  let trouble = '';
  let wasStale = false;

  const levelOf = silence => (silence >= staleAfter ? 'stale' : silence >= amberAfter ? 'late' : age.hasHeard() ? 'good' : 'waiting');

  const wordsOf = (level, silence) => {
    const why = trouble && level !== 'good' ? `${trouble} · ` : '';
    if (!age.hasHeard()) {
      return level === 'waiting' ? 'Waiting for the server' : `${why}no answer for ${span(silence)}`;
    }
    return level === 'good' ? `Connected · answered ${span(silence)} ago` : `${why}last answer ${span(silence)} ago`;
  };

  const drawStale = (isStale, silence, now) => {
    const since = age.goodTime();
    const title = isStale ? (since === null ? 'NO ANSWER' : `STALE since ${moment(since, now)}`) : 'STALE';
    show(byId('stale'), isStale);
    setText(byId('stale-title'), title);
    setText(byId('stale-words'), isStale ? (since === null ? `The server has not answered for ${span(silence)}.` : `No answer for ${span(silence)}${trouble ? ` · ${trouble}` : ''}`) : '');
    if (isStale !== wasStale) {
      wasStale = isStale;
      // Said once; the banner itself goes on counting.
      setText(byId('alarm'), isStale ? title : '');
    }
  };

  return {
    trouble(words) { trouble = words; },

    /** Draws the clock and the ages; gives the level: waiting, good, late or stale. */
    draw(isGone) {
      const silence = age.silence();
      const now = age.now();
      const level = levelOf(silence);
      setText(byId('clock'), now === null ? '--:--:--' : timeOfDay(now));
      setAttribute(byId('connection'), 'data-level', level);
      setAttribute(byId('connection-icon'), 'd', icons[level]);
      setText(byId('connection-words'), wordsOf(level, silence));
      // A wall that shows nothing has nothing that could be stale.
      drawStale(level === 'stale' && !isGone && root.dataset.link === 'shown', silence, now);
      setAttribute(root, 'data-level', level);
      return level;
    },
  };
};
