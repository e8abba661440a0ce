import { registerHooks } from "node:module";

/** Modules that only a request needs, packages and our own. None of them may be loaded before there is one. */
const NETWORK =
  /[\\/]node_modules[\\/](got|@azure[\\/]identity)[\\/]|[\\/]provider[\\/](marketplace[\\/]http)\.js$/;

const loaded = new Set<string>();

// First, so that whoever imports this first watches everything that is loaded afterwards.
registerHooks({
  load: (url, context, next) => {
    const [, theirs, ours] = NETWORK.exec(url) ?? [];
    const name = theirs ?? ours;
    if (name !== undefined) loaded.add(name);
    return next(url, context);
  },
});

/** The modules for requests that were loaded since this module was, by `require` or `import`. */
export function loadedForNetwork(): readonly string[] {
  return [...loaded];
}
