// How old things are. Ages are measured on the monotonic clock, and the time of day is the server's: this machine's clock may jump.

export const amberAfter = 10_000;
export const staleAfter = 30_000;
const step = 1000;

export const createAge = () => {
  const startedAt = performance.now();
  let goodAt = null;
  let offset = null; // Server's milliseconds since 1970, minus the monotonic clock's.

  return {
    /** A good answer has come, and said what time it is (null: it did not say). */
    good(serverTime) {
      goodAt = performance.now();
      const said = serverTime === null ? Number.NaN : Date.parse(serverTime) - goodAt;
      // An answer was some time under way, so the largest offset is the truest; one far below means that the server's clock was set back.
      if (!Number.isNaN(said) && (offset === null || said > offset || offset - said > 2 * step)) {
        offset = said;
      }
    },

    /** Milliseconds since the last good answer, or since the page began to wait for the first. */
    silence: () => performance.now() - (goodAt ?? startedAt),

    /** Whether there was ever a good answer. */
    hasHeard: () => goodAt !== null,

    /** The time at the server now, in milliseconds since 1970; null before it was told. */
    now: () => (offset === null ? null : offset + performance.now()),

    /** The time at the server when it last answered well; null before. */
    goodTime: () => (offset === null || goodAt === null ? null : offset + goodAt),
  };
};
