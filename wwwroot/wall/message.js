// The states in which words stand in the place of tiles, or above them.

import { byId, setAttribute, setText, show } from './dom.js';
import { devices, number, plain, span, statuses } from './words.js';

const goneWords = {
  revoked: ['This link was revoked', 'It shows nothing any more. If it is renewed, this wall goes on by itself.'],
  expired: ['This link has expired', 'It shows nothing any more. If it is prolonged, this wall goes on by itself.'],
  unknown: ['This link is not known', 'Open the wall by its whole link again, or ask for a new one where the links are made.'],
};

const ofEmptyView = view => {
  if (view.devices > 0 && view.state === 'none') {
    return ['Nothing scanned yet', `${devices(view.devices)} in ${plain(view.title)}. Results appear here as soon as the first scan begins.`];
  }
  return view.state === 'none' ? ['Nothing scanned yet', 'Results appear here as soon as the first scan begins.'] : ['No devices', `${plain(view.title)} holds no device to show.`];
};

const ofQuietView = (view, by, isStale) => {
  const total = view.tiles.length;
  if (by.o.length === total) {
    const were = isStale ? ' were' : '';
    return [total === 1 ? `The device${isStale ? ' was' : ' is'} OK` : `All ${number(total)} devices${were} OK`, ''];
  }
  const rest = ['o', 'r', 'w', 'c'].filter(status => by[status].length > 0).map(status => `${number(by[status].length)} ${status === 'o' ? 'OK' : statuses[status].word.toLowerCase()}`);
  return [view.state === 'running' ? 'No failures so far' : 'No failures', rest.join(' · ')];
};

export const createMessage = () => {
  const put = (kind, [title, words]) => {
    setAttribute(byId('message'), 'data-kind', kind);
    setText(byId('message-title'), title);
    setText(byId('message-words'), words);
    show(byId('message'), true);
  };

  return {
    waiting: silence => put('waiting', silence < 10_000 ? ['Waiting for the server', ''] : ['The server has not answered yet', `Tried again every few seconds, for ${span(silence)} now.`]),
    gone: reason => put('gone', goneWords[reason] ?? goneWords.unknown),
    noViews: () => put('empty', ['This wall has no views', 'Whatever it was made for is not there any more.']),
    empty: view => put('empty', ofEmptyView(view)),
    /** Nothing fails: a sentence, alone or above the tiles. */
    quiet: (view, by, isStale) => put(by.o.length === view.tiles.length ? 'clean' : 'quiet', ofQuietView(view, by, isStale)),
    none() {
      put('none', ['', '']);
      show(byId('message'), false);
    },
  };
};
