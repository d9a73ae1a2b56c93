// What the server told: the snapshot, and the changes upon it.

export const createBoard = () => {
  let boot = null;
  let rev = -1;
  let wall = null;
  let views = [];
  let newest = 0; // Seconds of the newest failing already told of.
  let version = 0;

  const isNews = (view, tile) => tile[4] > 0 && view.baseline !== false;

  return {
    get boot() { return boot; },
    get rev() { return rev; },
    get wall() { return wall; },
    get views() { return views; },
    /** Rises with every change, so that what is drawn can be told from what is to be. */
    get version() { return version; },

    /** Takes a snapshot, and gives the tiles that failed newly since the last one; none for the first. */
    load(snapshot) {
      const isFirst = wall === null;
      const known = newest;
      ({ boot, rev, wall, views } = snapshot);
      const news = [];
      for (const view of views) {
        for (const tile of view.tiles) {
          if (isNews(view, tile)) {
            newest = Math.max(newest, tile[4]);
            if (!isFirst && tile[4] > known) {
              news.push(tile);
            }
          }
        }
      }
      version++;
      return news;
    },

    /** Takes a change that follows directly upon what is known, and gives the tiles that failed newly in it. */
    change(delta) {
      const news = [];
      for (const { i, tiles, ...header } of delta.views ?? []) {
        const view = views[i];
        if (!view) {
          throw new RangeError(`There is no view ${i}.`);
        }
        Object.assign(view, header);
        for (const [place, tile] of Object.entries(tiles ?? {})) {
          const before = view.tiles[place];
          if (!before) {
            throw new RangeError(`View ${i} has no tile ${place}.`);
          }
          if (isNews(view, tile) && tile[4] !== before[4]) {
            newest = Math.max(newest, tile[4]);
            news.push(tile);
          }
          view.tiles[place] = tile;
        }
      }
      rev = delta.rev;
      version++;
      return news;
    },

    /** Forgets everything: the link shows nothing any more. */
    clear() {
      boot = null;
      rev = -1;
      wall = null;
      views = [];
      version++;
    },
  };
};
