import { registerHooks } from "node:module";

/** What only a request needs: none of it is to be loaded before there is one. */
const NETWORK = /[\\/]node_modules[\\/](got|@azure[\\/]identity)[\\/]/;

const loaded = new Set<string>();

// At the top, so that whoever imports this first watches all that comes after.
registerHooks({
  load: (url, context, next) => {
    const name = NETWORK.exec(url)?.[1];
    if (name !== undefined) loaded.add(name);
    return next(url, context);
  },
});

/** Which packages for requests were loaded since this module was, by `require` or `import`. */
export function loadedForNetwork(): readonly string[] {
  return [...loaded];
}
