import { registerHooks } from "node:module";

/** What only a request needs, packages and our own: none of it is to be loaded before there is one. */
const NETWORK =
  /[\\/]node_modules[\\/](got|@azure[\\/]identity)[\\/]|[\\/]provider[\\/](marketplace[\\/]http)\.js$/;

const loaded = new Set<string>();

// At the top, so that whoever imports this first watches all that comes after.
registerHooks({
  load: (url, context, next) => {
    const [, theirs, ours] = NETWORK.exec(url) ?? [];
    const name = theirs ?? ours;
    if (name !== undefined) loaded.add(name);
    return next(url, context);
  },
});

/** What for requests was loaded since this module was, by `require` or `import`. */
export function loadedForNetwork(): readonly string[] {
  return [...loaded];
}
